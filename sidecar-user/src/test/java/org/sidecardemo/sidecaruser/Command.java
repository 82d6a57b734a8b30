package org.sidecardemo.sidecaruser;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A command line that a test runs as a real process. */
record Command(List<String> words) {
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String CLASSES = "target/classes";

    /** How a process ended, and what it wrote. */
    record Ended(int exitCode, byte[] output, String messages, Duration took) {
        String text() {
            return new String(output, StandardCharsets.ISO_8859_1);
        }
    }

    /** sidecar-user on the JDK that runs the tests. */
    static Command sidecarUser(String... arguments) {
        return sidecarUser(List.of(), arguments);
    }

    /** As {@link #sidecarUser(String...)}, with options for the JVM. */
    static Command sidecarUser(List<String> jvmOptions, String... arguments) {
        var words = new ArrayList<>(List.of(JAVA, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        words.addAll(jvmOptions);
        words.addAll(List.of("-cp", CLASSES, Main.class.getName()));
        words.addAll(List.of(arguments));
        return new Command(List.copyOf(words));
    }

    /** The model of sidecar-user, where it is installed. */
    static Optional<Command> curl(String... arguments) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> Path.of(directory, "curl"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(curl -> {
                    // -q: not the user's own configuration
                    var words = new ArrayList<>(List.of(curl.toString(), "-q", "-sSf", "--noproxy", "*"));
                    words.addAll(List.of(arguments));
                    return new Command(List.copyOf(words));
                });
    }

    Running start() throws IOException {
        var output = Files.createTempFile("output", ".bin");
        return start(Redirect.to(output.toFile()), output);
    }

    Ended run() throws IOException, InterruptedException {
        return start().ended();
    }

    /** Runs it with standard output elsewhere: {@code Ended} holds the messages only. */
    Ended run(Redirect elsewhere) throws IOException, InterruptedException {
        return start(elsewhere, Files.createTempFile("nothing", ".bin")).ended();
    }

    private Running start(Redirect standardOutput, Path output) throws IOException {
        var messages = Files.createTempFile("messages", ".txt");
        var start = System.nanoTime();
        var process = new ProcessBuilder(words).redirectInput(Redirect.from(new File("/dev/null")))
                .redirectOutput(standardOutput)
                .redirectError(messages.toFile())
                .start();
        return new Running(process, start, output, messages);
    }

    /** A process that has been started. */
    record Running(Process process, long start, Path output, Path messages) {
        Ended ended() throws IOException, InterruptedException {
            try {
                if (!process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                    throw new AssertionError("still running after " + DEADLINE + ", has said: "
                            + Files.readString(messages));
                }
                var took = Duration.ofNanos(System.nanoTime() - start);
                return new Ended(process.exitValue(), Files.readAllBytes(output), Files.readString(messages), took);
            } finally {
                process.destroyForcibly().waitFor();
                Files.delete(output);
                Files.delete(messages);
            }
        }
    }
}
