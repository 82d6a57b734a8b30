package org.sidecardemo.systemtests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A program as a user would call it, on the JDK that runs this. */
public record Program(List<String> words) {

    /**
     * A run to the end.
     *
     * @param took from before its start to after its end
     * @param output standard output and standard error
     */
    public record Ended(Duration took, String output) {}

    public Program(String... words) {
        this(List.of(words));
    }

    /** Where the PATH has a program of this name. */
    public static Optional<Path> find(String name) {
        return Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable).findFirst();
    }

    /**
     * Runs it to its end.
     *
     * @throws IllegalStateException if it ends with another exit code than 0, with what it printed
     */
    public Ended run(String input) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        long begin = System.nanoTime();
        var process = builder.start();
        try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
            in.write(input);
        }
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exitCode = process.waitFor();
        var took = Duration.ofNanos(System.nanoTime() - begin);
        if (exitCode != 0) {
            throw new IllegalStateException("%s ended with %d:%n%s".formatted(words, exitCode, output));
        }
        return new Ended(took, output);
    }
}
