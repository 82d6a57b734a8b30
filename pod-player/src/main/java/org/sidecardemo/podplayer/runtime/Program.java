package org.sidecardemo.podplayer.runtime;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a local process is made of.
 *
 * @param input what it reads: {@link #NOTHING} or {@link #NEVER}
 */
record Program(List<String> words, Map<String, String> environment, Path workingDirectory, Redirect input) {

    /** Its input is at its end from the beginning. */
    static final Redirect NOTHING = Redirect.from(new File("/dev/null"));
    /** Who reads its input waits, as with a container's that nobody has attached to. */
    static final Redirect NEVER = Redirect.PIPE;

    /** A command beside it, which has no input. */
    Program withWords(List<String> others) {
        return new Program(others, environment, workingDirectory, NOTHING);
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
                .redirectInput(input);
        builder.environment().clear();
        try {
            builder.environment().putAll(environment);
            return builder.start();
        } catch (IOException | IllegalArgumentException e) {
            throw new RuntimeFailure("exec: \"%s\": %s".formatted(words.getFirst(), e.getMessage()));
        }
    }
}
