package org.sidecardemo.systemtests;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

/** slow-sidecar as the build has packaged it, as a process on a free port, with less heap than any image would give it. */
final class Sidecar implements AutoCloseable {

    static final Duration DEADLINE = Duration.ofSeconds(60);

    private static final String CLASS_PATH = Docs.ROOT.resolve("pod-player/target/pod-player/images") + "/*";
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private final int port;
    private final Path output;
    private final Process process;

    private Sidecar(int port, Path output, Process process) {
        this.port = port;
        this.output = output;
        this.process = process;
    }

    /** Starts it, with all that it prints going to a file. */
    static Sidecar start(String startDelay) throws IOException {
        int port = FreePort.find();
        Path output = Files.createTempFile("slow-sidecar-", ".txt");
        var builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx24m", "-cp", CLASS_PATH,
                "org.sidecardemo.slowsidecar.Main").redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("PORT", Integer.toString(port));
        builder.environment().put("START_DELAY", startDelay);
        return new Sidecar(port, output, builder.start());
    }

    /** Starts it without a delay, and asks it often enough that it is as quick as it will be. */
    static Sidecar listening() throws IOException {
        Sidecar sidecar = start("0");
        Await.until("the port", DEADLINE, () -> sidecar.output().contains("listening"));
        for (int i = 0; i < 500; i++) {
            sidecar.ask();
        }
        return sidecar;
    }

    String url() {
        return "http://127.0.0.1:" + port + "/";
    }

    long pid() {
        return process.pid();
    }

    Socket connect() throws IOException {
        var connection = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
        connection.setSoTimeout((int) DEADLINE.toMillis());
        return connection;
    }

    /** Connects and sends these characters as Latin-1. */
    Socket send(String request) throws IOException {
        var connection = connect();
        try {
            connection.getOutputStream().write(request.getBytes(ISO_8859_1));
        } catch (SocketException _) {
            // it has heard enough; what it answered is there to be read
        }
        return connection;
    }

    /** The status of the answer to a request, or "closed" if there is no answer. */
    String answerTo(String request) throws IOException {
        try (var connection = send(request)) {
            connection.shutdownOutput();
            return status(connection);
        } catch (SocketException _) {
            return "closed";
        }
    }

    /** The status of the next answer, or "closed"; reads no further. */
    static String status(Socket connection) throws IOException {
        try {
            InputStream in = connection.getInputStream();
            String start = new String(in.readNBytes("HTTP/1.1 200".length()), ISO_8859_1);
            return start.isEmpty() ? "closed" : start.substring("HTTP/1.1 ".length());
        } catch (SocketException _) {
            return "closed";
        }
    }

    /** Asks for the page, on a connection of its own; how long it took. */
    Duration ask() throws IOException {
        long from = System.nanoTime();
        try (var connection = send("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")) {
            assertThat(new String(connection.getInputStream().readAllBytes(), ISO_8859_1)).startsWith("HTTP/1.1 200 ")
                    .endsWith("</html>\n");
        }
        return Duration.ofNanos(System.nanoTime() - from);
    }

    /** What it takes, and how fast it is: the median of 100 answers. */
    Level level() throws IOException {
        var answers = Stream.generate(() -> {
            try {
                return ask();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }).limit(100).sorted().toList();
        return new Level(resident(), files(), answers.get(50));
    }

    /** Waits until it has given back what it took since, and asserts that it is as fast as it was. */
    Level assertBackAt(Level before) throws IOException {
        Await.until("its level of before", DEADLINE,
                () -> files() <= before.files() + 5 && resident() <= before.resident() + Level.MORE_MEMORY);
        Level after = level();
        assertThat(after.answer()).as("median answer").isLessThan(before.answer().multipliedBy(5).plusMillis(20));
        assertThat(output()).doesNotContain("Exception").doesNotContain("Error").doesNotContain("\tat ");
        assertThat(process.isAlive()).isTrue();
        return after;
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    void signal(String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor()).isZero();
    }

    int awaitEnd() throws InterruptedException {
        assertThat(process.waitFor(DEADLINE.toSeconds(), SECONDS)).as("ended").isTrue();
        return process.exitValue();
    }

    private int files() {
        try (var files = Files.list(Path.of("/proc", Long.toString(pid()), "fd"))) {
            return (int) files.count();
        } catch (IOException e) {
            throw new AssertionError(output(), e);
        }
    }

    /** In bytes. */
    private long resident() {
        try {
            var status = RESIDENT.matcher(Files.readString(Path.of("/proc", Long.toString(pid()), "status")));
            assertThat(status.find()).isTrue();
            return Long.parseLong(status.group(1)) * 1024;
        } catch (IOException e) {
            throw new AssertionError(output(), e);
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        Files.delete(output);
    }

    /**
     * How it stands at a moment.
     *
     * @param resident bytes of memory
     * @param files how many are open, connections included
     * @param answer how long an answer takes
     */
    record Level(long resident, int files, Duration answer) {

        /** A heap that was small before may have grown to its bound since, and then stays so. */
        private static final long MORE_MEMORY = 24L << 20;

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.1f ms, %d MB", answer.toNanos() / 1e6, resident >> 20);
        }
    }
}
