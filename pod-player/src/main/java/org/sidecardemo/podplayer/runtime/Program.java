package org.sidecardemo.podplayer.runtime;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a local process is made of. */
record Program(List<String> words, Map<String, String> environment, Path workingDirectory) {

    private static final File NOTHING = new File("/dev/null");

    Program withWords(List<String> others) {
        return new Program(others, environment, workingDirectory);
    }

    /** @throws RuntimeFailure in runc's words if it can't be run */
    Process start() {
        if (!Files.isDirectory(workingDirectory)) {
            throw new RuntimeFailure("chdir to cwd (\"%s\") failed: no such directory".formatted(workingDirectory));
        }
        var path = environment.getOrDefault("PATH", "");
        var command = new ArrayList<>(words);
        command.set(0, new ProgramPath(path, workingDirectory).find(words.getFirst()).toString());
        var builder = new ProcessBuilder(OwnSession.of(command)).directory(workingDirectory.toFile())
                .redirectErrorStream(true)
                .redirectInput(NOTHING);
        builder.environment().clear();
        try {
            builder.environment().putAll(environment);
            return builder.start();
        } catch (IOException | IllegalArgumentException e) {
            throw new RuntimeFailure("exec: \"%s\": %s".formatted(words.getFirst(), e.getMessage()));
        }
    }
}
