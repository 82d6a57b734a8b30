package org.sidecardemo.sidecaruser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Index.atIndex;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Retries, as they are seen from the server and on the screen. */
class RetryTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String UNAVAILABLE = status(503, "");

    private static String status(int status, String fields) {
        return "HTTP/1.1 " + status + " Reason\r\n" + fields + "Content-Length: 0\r\n\r\n";
    }

    /** Each failed attempt says one line, and a later success is a success. */
    @Test
    void retriesUntilSuccess() throws Exception {
        try (var server = FaultServer.answering(UNAVAILABLE, UNAVAILABLE, OK)) {
            var ended = Command.sidecarUser("--retry", "5", "--retry-delay", "0.1", server.url()).run();

            var host = "127.0.0.1:" + server.port();
            assertThat(ended.messages()).isEqualTo("""
                    %1$s answered 503; retrying in 0.1 s, retries left: 5
                    %1$s answered 503; retrying in 0.1 s, retries left: 4
                    Success: Reached %1$s
                    """.formatted(host));
            assertThat(ended.exitCode()).isZero();
            assertThat(ended.text()).isEqualTo("ok");
            assertThat(server.connections()).isEqualTo(3);
        }
    }

    /** The first attempt does not count as a retry. */
    @Test
    void givesUpAfterTheLastRetry() throws Exception {
        try (var server = FaultServer.answering(UNAVAILABLE)) {
            var ended = Command.sidecarUser("--retry", "2", "--retry-delay", "0.1", server.url()).run();

            assertThat(ended.exitCode()).isEqualTo(1);
            assertThat(ended.messages()).endsWith(" answered 503\nError: Unable to reach 127.0.0.1:" + server.port()
                    + "\n");
            assertThat(server.connections()).isEqualTo(3);
        }
    }

    /** The statuses that curl calls transient are retried, others aren't; curl does the same. */
    @ParameterizedTest
    @CsvSource({"408, 2", "429, 2", "500, 2", "502, 2", "503, 2", "504, 2", "400, 1", "404, 1", "501, 1", "505, 1"})
    void transientStatuses(int status, int connections) throws Exception {
        assertConnections(connections, status(status, ""), "--retry", "1", "--retry-delay", "1");
    }

    /** What breaks HTTP isn't retried; curl does the same. */
    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n1234"})
    void brokenAnswers(String answer) throws Exception {
        assertConnections(1, answer, "--retry", "1", "--retry-delay", "1");
    }

    private static void assertConnections(int expected, String answer, String... options) throws Exception {
        try (var ours = FaultServer.answering(answer); var curls = FaultServer.answering(answer)) {
            var curl = Command.curl(with(options, curls.url()));
            var running = curl.isPresent() ? List.of(curl.get().start()) : List.<Command.Running>of();
            Command.sidecarUser(with(options, ours.url())).run();
            assertThat(ours.connections()).isEqualTo(expected);
            for (var other : running) {
                other.ended();
                assertThat(curls.connections()).as("curl").isEqualTo(expected);
            }
        }
    }

    private static String[] with(String[] options, String url) {
        var arguments = new ArrayList<>(List.of(options));
        arguments.add(url);
        return arguments.toArray(String[]::new);
    }

    /** A refused connection is retried only with --retry-connrefused. */
    @Test
    void refused() throws Exception {
        try (var server = FaultServer.refusing()) {
            var without = Command.sidecarUser("--retry", "2", "--retry-delay", "0.1", server.url()).run();
            assertThat(without.messages().lines()).hasSize(2);

            var with = Command.sidecarUser("--retry", "2", "--retry-delay", "0.1", "--retry-connrefused", server.url())
                    .run();
            assertThat(with.messages().lines()).hasSize(4);
            assertThat(with.exitCode()).isEqualTo(1);
        }
    }

    /** --max-time bounds each attempt, and a timeout is transient. */
    @Test
    void maxTimeIsPerAttempt() throws Exception {
        try (var server = FaultServer.silent()) {
            var ended = Command
                    .sidecarUser("--max-time", "1", "--retry", "2", "--retry-delay", "0.1", server.url()).run();

            assertThat(ended.messages().lines()).hasSize(4)
                    .first().asString().startsWith("No complete answer from ").contains(" within 1 s ");
            assertThat(server.connections()).isEqualTo(3);
            assertThat(ended.took()).isGreaterThanOrEqualTo(Duration.ofMillis(3200));
        }
    }

    /** Nothing half written is followed by a second beginning and called a success. */
    @Test
    void noRetryOnceTheBodyHasBegun() throws Exception {
        try (var server = FaultServer.answeringHalfThenWhole("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n1234", OK)) {
            var ended = Command.sidecarUser("--max-time", "1", "--retry", "3", server.url()).run();

            assertThat(ended.exitCode()).isEqualTo(1);
            assertThat(ended.text()).isEqualTo("1234");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    /** Without --retry-delay the waits are 1 s, then 2 s. */
    @Test
    void defaultDelays() throws Exception {
        try (var server = FaultServer.answering(UNAVAILABLE, UNAVAILABLE, OK)) {
            var ended = Command.sidecarUser("--retry", "2", server.url()).run();

            assertThat(ended.messages()).contains("retrying in 1 s, ", "retrying in 2 s, ");
            assertThat(ended.took()).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
        }
    }

    /** Retry-After in seconds lengthens the wait. */
    @Test
    void retryAfterSeconds() throws Exception {
        try (var server = FaultServer.answering(status(429, "Retry-After: 2\r\n"), OK)) {
            var ended = Command.sidecarUser("--retry", "1", "--retry-delay", "0.1", server.url()).run();

            assertThat(ended.messages()).contains("retrying in 2 s, ");
            assertThat(ended.took()).isGreaterThan(Duration.ofSeconds(2));
        }
    }

    /** Retry-After as a date lengthens the wait; one in the past or nonsense doesn't matter. */
    @Test
    void retryAfterDate() throws Exception {
        var now = ZonedDateTime.now(ZoneOffset.UTC);
        var future = DateTimeFormatter.RFC_1123_DATE_TIME.format(now.plusSeconds(5));
        var past = DateTimeFormatter.RFC_1123_DATE_TIME.format(now.minusDays(1));
        try (var server = FaultServer.answering(status(503, "Retry-After: " + future + "\r\n"),
                status(503, "Retry-After: " + past + "\r\n"), status(503, "Retry-After: soon\r\n"), OK)) {
            var ended = Command.sidecarUser("--retry", "3", "--retry-delay", "0.1", server.url()).run();

            assertThat(ended.messages().lines()).hasSize(4)
                    .satisfies(line -> assertThat(line).containsPattern("retrying in (?!0\\.1 )[0-5](\\.\\d+)? s"),
                            atIndex(0))
                    .satisfies(line -> assertThat(line).contains("retrying in 0.1 s"), atIndex(1))
                    .satisfies(line -> assertThat(line).contains("retrying in 0.1 s"), atIndex(2));
            assertThat(ended.exitCode()).isZero();
        }
    }
}
