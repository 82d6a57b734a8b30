package org.sidecardemo.systemtests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** A program as a user would call it, on the JDK that runs this. */
record Program(List<String> words) {

    Program(String... words) {
        this(List.of(words));
    }

    /**
     * Runs it to its end, and takes the time from before its start to after its end.
     *
     * @throws IllegalStateException if it ends with another exit code, with what it printed
     */
    Duration run(String input) throws IOException, InterruptedException {
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
        return took;
    }
}
