package org.sidecardemo.slowsidecar;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

/** The server as a process of its own, on a free port, with as little memory as its image has. */
final class SidecarProcess implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    static {
        DefaultSignals.restore();
    }

    private final int port;
    private final Process process;
    private final BufferedReader output;
    private final BufferedReader errors;
    private final long startedAt;

    private SidecarProcess(int port, Map<String, String> environment, String... arguments) throws IOException {
        this.port = port;
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx24m", "-cp", System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().put("PORT", Integer.toString(port));
        builder.environment().putAll(environment);
        this.startedAt = System.nanoTime();
        this.process = builder.start();
        this.output = process.inputReader();
        this.errors = process.errorReader();
    }

    static SidecarProcess start(Map<String, String> environment, String... arguments) throws IOException {
        return new SidecarProcess(freePort(), environment, arguments);
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    /** Tries to connect until it succeeds, every try before it being refused. */
    Duration untilConnected(InetAddress address) throws IOException {
        while (true) {
            Duration tried = Duration.ofNanos(System.nanoTime() - startedAt);
            try (var _ = new Socket(address, port)) {
                return tried;
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("refused");
                assertThat(tried).isLessThan(DEADLINE);
                LockSupport.parkNanos(500_000); // leaves the processor to the server
            }
        }
    }

    /** Reads standard output up to the first line with this text. */
    String awaitLine(String text) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains(text)) {
                return line;
            }
        }
        throw new AssertionError("no line with " + text + "; standard error: " + restOf(errors));
    }

    SidecarProcess signal(String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor()).isZero();
        return this;
    }

    /** Bounds how many files it may have open. */
    SidecarProcess limitFiles(int number) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("prlimit", "--pid", Long.toString(process.pid()),
                "--nofile=%1$d:%1$d".formatted(number)).start().waitFor()).isZero();
        return this;
    }

    /** Waits until a read of its waits for a client that sends nothing yet: then the JDK polls. Linux alone tells it. */
    void awaitPolling() throws IOException {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!polls()) {
            assertThat(System.nanoTime()).as("time when it should poll").isLessThan(deadline);
            LockSupport.parkNanos(500_000); // leaves the processor to the server
        }
    }

    private boolean polls() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("/proc/" + process.pid() + "/fd"))) {
            for (Path file : files) {
                if (Files.readSymbolicLink(file).endsWith("anon_inode:[eventpoll]")) {
                    return true;
                }
            }
        } catch (NoSuchFileException _) {
            // closed between the two looks
        }
        return false;
    }

    Socket connect() throws IOException {
        var connection = new Socket(InetAddress.getLoopbackAddress(), port);
        connection.setSoTimeout((int) DEADLINE.toMillis());
        return connection;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    End awaitEnd() throws IOException, InterruptedException {
        assertThat(process.waitFor(DEADLINE.toSeconds(), SECONDS)).as("ended").isTrue();
        return new End(process.exitValue(), restOf(output), restOf(errors));
    }

    private static List<String> restOf(BufferedReader reader) throws IOException {
        var lines = new ArrayList<String>();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            lines.add(line);
        }
        return lines;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    record End(int exitCode, List<String> output, List<String> errors) {}
}
