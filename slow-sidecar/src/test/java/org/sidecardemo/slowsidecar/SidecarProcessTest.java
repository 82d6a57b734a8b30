package org.sidecardemo.slowsidecar;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** The server as a real process: when it binds, what it answers, how it ends. */
class SidecarProcessTest {

    private static final String TIME = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{3}Z ";

    /** Till the delay has passed since the start of the process every connection is refused; how soon after, bench tells. */
    @ParameterizedTest
    @CsvSource({"127.0.0.1, 2500ms", "::1, 3"})
    void portIsBoundWhenTheDelayHasPassed(String address, String delay) throws Exception {
        Duration expected = Settings.from(Map.of("START_DELAY", delay)).startDelay();
        try (var sidecar = SidecarProcess.start(Map.of("START_DELAY", delay))) {
            assertThat(sidecar.untilConnected(InetAddress.getByName(address))).isGreaterThanOrEqualTo(expected);
        }
    }

    /** One line an event, each with its time, and no banner of the framework. */
    @Test
    void printsStartingListeningAndStopping() throws Exception {
        try (var sidecar = SidecarProcess.start(Map.of("START_DELAY", "250ms"))) {
            assertThat(sidecar.awaitLine("")).matches(
                    TIME + "slow-sidecar \\d+[.]\\d+[.]\\d+ starting: sleeps 250 ms, then listens on port "
                            + sidecar.port());
            assertThat(sidecar.awaitLine("")).matches(TIME + "listening on port " + sidecar.port());
            SidecarProcess.End end = sidecar.signal("TERM").awaitEnd();
            assertThat(end.output()).hasSize(1).first().asString().matches(TIME + "stopping: SIGTERM");
            assertThat(end.errors()).isEmpty();
        }
    }

    @Test
    void answersGetAndHeadOfTheRootAlone() throws Exception {
        try (var sidecar = SidecarProcess.start(Map.of("START_DELAY", "0"));
                var client = HttpClient.newHttpClient()) {
            sidecar.awaitLine("listening");

            HttpResponse<String> get = send(client, sidecar, "GET", "/");
            assertThat(get.statusCode()).isEqualTo(200);
            assertThat(get.headers().firstValue("Content-Type")).hasValue("text/html; charset=UTF-8");
            assertThat(get.body()).contains("<h1>Hello from " + InetAddress.getLocalHost().getHostName() + "!</h1>");

            HttpResponse<String> head = send(client, sidecar, "HEAD", "/");
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.headers().firstValue("Content-Length"))
                    .hasValue(Integer.toString(get.body().getBytes(UTF_8).length));
            assertThat(head.body()).isEmpty();

            for (String method : new String[]{"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "BREW"}) {
                HttpResponse<String> other = send(client, sidecar, method, "/");
                assertThat(other.statusCode()).as(method).isEqualTo(405);
                assertThat(other.headers().firstValue("Allow")).hasValue("GET, HEAD");
            }
            for (String path : new String[]{"/index.html", "/%2e%2e/etc/passwd"}) {
                assertThat(send(client, sidecar, "GET", path).statusCode()).as(path).isEqualTo(404);
            }
            assertThat(send(client, sidecar, "POST", "/other").statusCode()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void signalDuringTheDelayEndsItWithZero(String signal) throws Exception {
        try (var sidecar = SidecarProcess.start(Map.of("START_DELAY", "60"))) {
            sidecar.awaitLine("starting");
            SidecarProcess.End end = sidecar.signal(signal).awaitEnd();
            assertThat(end.exitCode()).isZero();
            assertThat(end.output()).hasSize(1).first().asString().endsWith(" stopping: SIG" + signal);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void signalWhileListeningEndsItWithZero(String signal) throws Exception {
        try (var sidecar = SidecarProcess.start(Map.of("START_DELAY", "0"))) {
            sidecar.awaitLine("listening");
            assertThat(sidecar.signal(signal).awaitEnd().exitCode()).isZero();
        }
    }

    /** A client that keeps its connection open, but has no request running, doesn't keep the server. */
    @Test
    void idleConnectionDoesNotKeepItFromEnding() throws Exception {
        try (var sidecar = SidecarProcess.start(Map.of("START_DELAY", "0"))) {
            sidecar.awaitLine("listening");
            try (var connection = new Socket(InetAddress.getLoopbackAddress(), sidecar.port())) {
                connection.getOutputStream().write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
                assertThat(connection.getInputStream().read()).isEqualTo('H');
                assertThat(sidecar.signal("TERM").awaitEnd().exitCode()).isZero();
            }
        }
    }

    /** What runs when the signal comes may still end: the JVM ended at once, as only the listener kept it. */
    @Test
    void requestThatRunsAtTheSignalIsAnswered() throws Exception {
        try (var sidecar = SidecarProcess.start(Map.of("START_DELAY", "0"));
                var client = HttpClient.newHttpClient()) {
            sidecar.awaitLine("listening");
            try (Socket connection = sidecar.connect(); Socket abandoned = sidecar.connect()) {
                connection.getOutputStream().write("GET / HTTP/1.1\r\n".getBytes(UTF_8));
                abandoned.getOutputStream().write("GET / HTTP/1.1\r\n".getBytes(UTF_8));
                send(client, sidecar, "GET", "/"); // then those before are being read
                sidecar.signal("TERM").awaitLine("stopping");
                connection.getOutputStream().write("Host: localhost\r\n\r\n".getBytes(UTF_8));
                assertThat(new String(connection.getInputStream().readAllBytes(), UTF_8)).startsWith("HTTP/1.1 200 ");
                assertThat(sidecar.awaitEnd().exitCode()).isZero();
            }
        }
    }

    /** It goes on serving after SIGTERM, in the delay or later, until SIGKILL. */
    @Test
    void ignoresSigtermWhenTold() throws Exception {
        try (var sidecar = SidecarProcess.start(Map.of("START_DELAY", "1", "IGNORE_SIGTERM", "true"));
                var client = HttpClient.newHttpClient()) {
            sidecar.awaitLine("starting");
            sidecar.signal("TERM").awaitLine("listening");
            sidecar.signal("TERM");
            assertThat(send(client, sidecar, "GET", "/").statusCode()).isEqualTo(200);
            assertThat(sidecar.isAlive()).isTrue();
            assertThat(sidecar.signal("KILL").awaitEnd().exitCode()).isEqualTo(137);
        }
    }

    @ParameterizedTest
    @CsvSource({"START_DELAY, soon", "PORT, 65536", "IGNORE_SIGTERM, maybe"})
    void badValueIsOneLineAndTwo(String variable, String value) throws Exception {
        try (var sidecar = SidecarProcess.start(Map.of(variable, value))) {
            SidecarProcess.End end = sidecar.awaitEnd();
            assertThat(end.exitCode()).isEqualTo(2);
            assertThat(end.output()).isEmpty();
            assertThat(end.errors()).hasSize(1).first().asString()
                    .startsWith("slow-sidecar: %s is \"%s\"; allowed: ".formatted(variable, value));
        }
    }

    @Test
    void helpTellsEveryVariableAndItsDefault() throws Exception {
        try (var sidecar = SidecarProcess.start(Map.of("START_DELAY", "60"), "--help")) {
            SidecarProcess.End end = sidecar.awaitEnd();
            assertThat(end.exitCode()).isZero();
            assertThat(end.errors()).isEmpty();
            assertThat(String.join(" ", end.output())).startsWith("Usage: slow-sidecar ")
                    .containsPattern("START_DELAY .*[(]default: 5s[)].* PORT .*[(]default: 8081[)]"
                            + ".* IGNORE_SIGTERM .*[(]default: false[)]");
            assertThat(end.output()).allMatch(line -> line.length() <= 100);
        }
    }

    @Test
    void versionIsOneLine() throws Exception {
        try (var sidecar = SidecarProcess.start(Map.of("START_DELAY", "60"), "--version")) {
            SidecarProcess.End end = sidecar.awaitEnd();
            assertThat(end.exitCode()).isZero();
            assertThat(end.output()).hasSize(1).first().asString().matches("slow-sidecar \\d+[.]\\d+[.]\\d+");
        }
    }

    /** It would serve, and whoever gave the argument wonder why it had no effect. */
    @ParameterizedTest
    @CsvSource({"--port=80, --port=80", "-h, -h", "'two\nlines', two?lines", "'', ''"})
    void badArgumentIsOneLineAndTwo(String argument, String shown) throws Exception {
        try (var sidecar = SidecarProcess.start(Map.of("START_DELAY", "60"), argument)) {
            SidecarProcess.End end = sidecar.awaitEnd();
            assertThat(end.exitCode()).isEqualTo(2);
            assertThat(end.output()).isEmpty();
            assertThat(end.errors()).containsExactly(
                    "slow-sidecar: the argument is \"%s\"; allowed: --help or --version".formatted(shown));
        }
    }

    @Test
    void portInUseIsOneLineAndOne() throws Exception {
        try (var other = new ServerSocket(0);
                var sidecar = SidecarProcess
                        .start(Map.of("START_DELAY", "0", "PORT", Integer.toString(other.getLocalPort())))) {
            SidecarProcess.End end = sidecar.awaitEnd();
            assertThat(end.exitCode()).isEqualTo(1);
            assertThat(end.errors()).containsExactly(
                    "slow-sidecar: PORT is \"%d\", which can't be listened on: Address already in use; allowed: a free port"
                            .formatted(other.getLocalPort()));
        }
    }

    private static HttpResponse<String> send(HttpClient client, SidecarProcess sidecar, String method, String path)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + sidecar.port() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(10))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }
}
