package org.sidecardemo.sidecaruser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

/** The process: its streams, its exit code, its end. */
class MainTest {
    private static String answer(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /** The request is a plain GET of the path, whose host is the name and port. */
    @Test
    void request() throws Exception {
        try (var server = FaultServer.answering(answer("ok"))) {
            Command.sidecarUser(server.url() + "/a?b=%20%host#c").run();
            assertThat(server.requests()).containsExactly("""
                    GET /a?b=%%20%%host HTTP/1.1\r
                    Host: 127.0.0.1:%s\r
                    User-Agent: sidecar-user\r
                    Accept: */*\r
                    Connection: close\r
                    \r
                    """.formatted(server.port()));
        }
    }

    /** A body of any bytes, larger than every buffer, arrives as it was sent. */
    @Test
    void binaryBody() throws Exception {
        var body = new byte[3_000_001];
        new Random(1).nextBytes(body);
        try (var server = FaultServer.answering(answer(new String(body, StandardCharsets.ISO_8859_1)))) {
            assertThat(Command.sidecarUser(server.url()).run().output()).isEqualTo(body);
        }
    }

    /** Standard output that is full is a failure with a reason. */
    @Test
    void fullOutput() throws Exception {
        var full = new File("/dev/full");
        assumeTrue(full.exists(), "no /dev/full here");
        try (var server = FaultServer.answering(answer("ok"))) {
            var ended = Command.sidecarUser("--retry", "3", server.url()).run(Redirect.to(full));
            assertThat(ended.messages()).matches("Standard output could not be written: .*\nError: .*\n");
            assertThat(ended.exitCode()).isEqualTo(1);
            assertThat(Command.sidecarUser("--help").run(Redirect.to(full)).exitCode()).isEqualTo(1);
        }
    }

    /** Standard output whose reader has gone, or that is closed, is a failure with a reason. */
    @Test
    void closedOutput() throws Exception {
        try (var server = FaultServer.flooding("HTTP/1.1 200 OK\r\n\r\n", "x".repeat(1000))) {
            var client = String.join(" ", Command.sidecarUser(server.url()).words());
            for (var line : List.of("{ " + client + "; echo $? >&2; } | true", client + " >&-; echo $? >&2")) {
                var ended = new Command(List.of("sh", "-c", line)).run();
                assertThat(ended.messages())
                        .matches("Standard output could not be written: .*\nError: Unable to reach .*\n1\n");
            }
        }
    }

    /** Whoever doesn't read our output can't keep the process beyond --max-time. */
    @Test
    void stuckOutput() throws Exception {
        try (var server = FaultServer.flooding("HTTP/1.1 200 OK\r\n\r\n", "x".repeat(1000))) {
            var process = new ProcessBuilder(Command.sidecarUser("--max-time", "1", server.url()).words()).start();
            try {
                assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).isEqualTo(1);
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }

    /** The default limits hold: a server that hangs is given up after 10 s, a connection after 2 s. */
    @Test
    void defaultLimits() throws Exception {
        try (var silent = FaultServer.silent(); var full = FaultServer.full()) {
            var hanging = Command.sidecarUser(silent.url()).start();
            var connecting = Command.sidecarUser(full.url()).start().ended();
            assertThat(connecting.messages()).contains(" within 2 s\n");
            assertThat(connecting.took()).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
            var hung = hanging.ended();
            assertThat(hung.messages()).contains(" within 10 s (0 bytes received)\n");
            assertThat(hung.took()).isGreaterThanOrEqualTo(Duration.ofSeconds(10));
        }
    }

    /** --max-time bounds the connection too, where it is the shorter. */
    @Test
    void maxTimeBoundsConnecting() throws Exception {
        try (var full = FaultServer.full()) {
            var ended = Command.sidecarUser("--max-time", "0.5", full.url()).run();
            assertThat(ended.messages()).startsWith("No connection to ").contains(" within 0.5 s\n");
        }
    }

    /** SIGTERM ends it at once, with the signal's exit code. */
    @Test
    void sigterm() throws Exception {
        try (var server = FaultServer.silent()) {
            var running = Command.sidecarUser(server.url()).start();
            Until.holds(() -> !server.requests().isEmpty());
            running.process().destroy();
            assertThat(running.ended().exitCode()).isEqualTo(143);
        }
    }

    /** Help goes to standard output, is at most 100 columns wide and names every option. */
    @Test
    void help() throws Exception {
        var ended = Command.sidecarUser("--help").run();
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.messages()).isEmpty();
        assertThat(ended.text()).startsWith("Usage: sidecar-user [options] [URL]\n")
                .contains("--connect-timeout", "--max-time", "--retry ", "--retry-delay", "--retry-connrefused",
                        "--help", "--version");
        assertThat(ended.text().lines()).allMatch(line -> line.length() <= 100 && line.equals(line.stripTrailing()));
    }

    /** The version is the project's, as the build fills it in. */
    @Test
    void version() throws Exception {
        var ended = Command.sidecarUser("--version").run();
        assertThat(ended.text()).matches("sidecar-user \\d+[.]\\d+[.]\\d+\n");
        assertThat(ended.exitCode()).isZero();
    }

    /** A wrong command line is answered by one usage line, nothing on standard output, and exit code 2. */
    @Test
    void usage() throws Exception {
        for (var words : List.of(List.of("--nonsense"), List.of("--retry", "x"), List.of("https://localhost"))) {
            var ended = Command.sidecarUser(words.toArray(String[]::new)).run();
            assertThat(ended.exitCode()).isEqualTo(2);
            assertThat(ended.output()).isEmpty();
            assertThat(ended.messages()).matches(
                    "sidecar-user: .*" + words.getLast()
                            + ".*\\. Usage: sidecar-user \\[options] \\[URL] \\(see --help\\)\n");
        }
    }
}
