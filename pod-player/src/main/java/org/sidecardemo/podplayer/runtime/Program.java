package org.sidecardemo.podplayer.runtime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

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

    private static final int BEGINNING = 128;

    /** A command beside it, which has no input. */
    Program withWords(List<String> others) {
        return new Program(others, environment, workingDirectory, NOTHING);
    }

    /**
     * Starts it. A script that doesn't say who reads it starts, and fails as with runc, where a shell would read it itself.
     *
     * @throws RuntimeFailure in runc's words if it can't be run
     */
    Process start() {
        if (!Files.isDirectory(workingDirectory)) {
            throw new RuntimeFailure("chdir to cwd (\"%s\") failed: no such directory".formatted(workingDirectory));
        }
        var path = environment.getOrDefault("PATH", "");
        var command = new ArrayList<>(words);
        var file = new ProgramPath(path, workingDirectory).find(words.getFirst());
        command.set(0, file.toString());
        var builder = new ProcessBuilder(OwnSession.of(hasFormat(file) ? command : formatError(file)))
                .directory(workingDirectory.toFile())
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

    private static List<String> formatError(Path file) {
        return List.of("/bin/sh", "-c", "echo \"exec $1: exec format error\" >&2; exit 1", "sh", file.toString());
    }

    /** Binaries of all kinds have zeros at their beginning. */
    private static boolean hasFormat(Path file) {
        try (var in = Files.newInputStream(file)) {
            var beginning = new String(in.readNBytes(BEGINNING), ISO_8859_1);
            return beginning.startsWith("#!") || beginning.indexOf('\0') >= 0;
        } catch (IOException _) {
            // who may run it but not read it knows what it is
            return true;
        }
    }
}
