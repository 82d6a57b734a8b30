package org.sidecardemo.systemtests.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.sidecardemo.systemtests.ImageArchive;

/**
 * A server in a container, started there by a shell, which tells when, and ends it when told. All times are of one clock,
 * and none holds the time that Docker takes. The shell is PID 1, which makes a difference only for a server that has no
 * handler for SIGTERM.
 */
final class SidecarContainer implements AutoCloseable {

    private static final String SCRIPT = """
            echo "$EPOCHREALTIME"
            "$@" >/dev/null 2>&1 &
            read -r _
            %s grep VmRSS "/proc/$!/status"
            echo "$EPOCHREALTIME"
            kill -TERM $!
            wait $! 2>/dev/null
            echo "$EPOCHREALTIME"
            """.formatted(Tools.BUSYBOX);

    /**
     * @param memory resident, in bytes, just before SIGTERM
     * @param took from SIGTERM to the end
     */
    record Stopped(long memory, Duration took) {}

    private final LocalServer server;
    private final Process docker;
    private final BufferedReader output;
    private final Instant started;

    private SidecarContainer(LocalServer server, Process docker) throws IOException {
        this.server = server;
        this.docker = docker;
        this.output = docker.inputReader();
        this.started = time();
    }

    static SidecarContainer start(Docker docker, ImageArchive image, List<String> command, String delay)
            throws IOException {
        var server = LocalServer.onFreePort();
        var environment = Map.of("PORT", Integer.toString(server.port()), "START_DELAY", delay);
        var words = docker.shell(image, List.of("--rm", "--interactive"), environment, SCRIPT, command);
        return new SidecarContainer(server,
                new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    LocalServer server() {
        return server;
    }

    Duration untilBound() {
        return Duration.between(started, server.awaitBound());
    }

    Duration untilAnswered() {
        return Duration.between(started, server.awaitAnswer());
    }

    Stopped stop() throws IOException {
        docker.outputWriter().close();
        long memory = Long.parseLong(line().replaceAll("[^0-9]", "")) * 1024;
        return new Stopped(memory, Duration.between(time(), time()));
    }

    private Instant time() throws IOException {
        return ShellTime.parse(line());
    }

    private String line() throws IOException {
        var line = output.readLine();
        if (line == null) {
            throw new IllegalStateException("a container has ended before its time");
        }
        return line;
    }

    /** Waits for the end, of the container too: what it does then is not to slow the next. */
    @Override
    public void close() throws IOException {
        docker.outputWriter().close();
        docker.onExit().join();
    }
}
