package org.sidecardemo.slowsidecar;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

/** Clients that break HTTP, never come to an end, or are too many. Each of these tests is of something that went wrong. */
class FaultyClientsTest {

    private static final String GET = "GET / HTTP/1.1\r\nHost: localhost\r\n";

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private static SidecarProcess sidecar;

    @BeforeAll
    static void start() throws Exception {
        sidecar = SidecarProcess.start(Map.of("START_DELAY", "0"));
        sidecar.awaitLine("listening");
    }

    @AfterAll
    static void end() {
        sidecar.close();
    }

    /** Helidon answered 500, as if it were the server's fault. */
    @ParameterizedTest
    @ValueSource(strings = {GET, GET + "X", "G\0T / HTTP/1.1\r\nHost: localhost\r\n\r\n", "<b> / HTTP/1.1\r\n\r\n"})
    void requestThatBreaksOffOrHasNoMethodIsTheClientsFault(String request) throws Exception {
        try (Socket connection = send(request)) {
            connection.shutdownOutput();
            assertThat(allOf(connection)).startsWith("HTTP/1.1 400 ");
        }
    }

    /** Helidon waited for the rest of a body that nobody wants, for ever, and kept as much of it as came on one line. */
    @ParameterizedTest
    @ValueSource(strings = {"GET /", "POST /", "POST /other"})
    void bodyIsNotRead(String start) throws Exception {
        for (String body : List.of("Content-Length: 9999999999\r\n\r\n" + GET + "\r\n",
                "Transfer-Encoding: chunked\r\n\r\n1;" + "endless".repeat(1000))) {
            try (Socket connection = send(start + " HTTP/1.1\r\nHost: localhost\r\n" + body)) {
                assertThat(allOf(connection)).containsOnlyOnce("HTTP/1.1 ").contains("Connection: close\r\n");
            }
        }
    }

    /** Helidon said that it closes the connection, and then took further requests on it. */
    @Test
    void connectionIsClosedAsSaid() throws Exception {
        try (Socket connection = send(GET + "Connection: close\r\n\r\n" + GET + "\r\n")) {
            long from = System.nanoTime();
            assertThat(allOf(connection)).containsOnlyOnce("HTTP/1.1 ").contains("Connection: close\r\n");
            // as an idle one it would have been closed after 10 s
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(10));
        }
    }

    /** Helidon never closed a connection whose client is slow within a request, or doesn't read its answers. */
    @Test
    void slowConnectionsEnd() throws Exception {
        var clients = Executors.newVirtualThreadPerTaskExecutor();
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (String slow : List.of("", "G", "GET / HTTP/1.1\r\n", GET + "X: ", GET + "\r\n")) {
                ends.add(clients.submit(() -> untilClosed(slow)));
            }
            ends.add(clients.submit(() -> untilClosedWithoutReading(GET + "\r\n")));
            for (Future<?> end : ends) {
                end.get(DEADLINE.toSeconds(), SECONDS);
            }
        } finally {
            clients.shutdownNow();
        }
    }

    /** Each took its share of the heap, until there was none left and Helidon stopped listening. */
    @Test
    void thousandConnectionsAtOnceAreSurvived() throws Exception {
        List<Socket> connections = new ArrayList<>();
        try {
            for (int i = 0; i < 1000; i++) {
                connections.add(send(GET + "X: " + "x".repeat(7000)));
            }
        } finally {
            for (Socket connection : connections) {
                connection.close();
            }
        }
        try (Socket connection = send(GET + "Connection: close\r\n\r\n")) {
            assertThat(allOf(connection)).startsWith("HTTP/1.1 200 ");
        }
    }

    /** It ran on without its port, of use to nobody; now it ends, and the kubelet starts it anew. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "prlimit is Linux's")
    void endsWhenItCanListenNoMore() throws Exception {
        List<Socket> connections = new ArrayList<>();
        try (var poor = SidecarProcess.start(Map.of("START_DELAY", "0"))) {
            poor.awaitLine("listening");
            try (Socket connection = poor.connect()) {
                // with the first read that waits the JDK opens files of its own, and prints a stack trace if it can't
                poor.awaitPolling();
                connection.getOutputStream().write((GET + "Connection: close\r\n\r\n").getBytes(ISO_8859_1));
                assertThat(allOf(connection)).startsWith("HTTP/1.1 200 ");
            }
            poor.limitFiles(100);
            try {
                for (int i = 0; i < 100; i++) {
                    connections.add(poor.connect());
                }
            } catch (SocketException _) {
                // it has ended
            }
            SidecarProcess.End end = poor.awaitEnd();
            assertThat(end.exitCode()).isEqualTo(1);
            assertThat(end.errors()).containsExactly("slow-sidecar: no longer listening on port " + poor.port()
                    + ": Too many open files");
        } finally {
            for (Socket connection : connections) {
                connection.close();
            }
        }
    }

    private static Socket send(String request) throws IOException {
        Socket connection = sidecar.connect();
        connection.getOutputStream().write(request.getBytes(ISO_8859_1));
        return connection;
    }

    /** Sends a beginning, then a byte every 100 ms until the server closes the connection. */
    private static Void untilClosed(String beginning) throws IOException {
        try (Socket connection = send(beginning)) {
            connection.setSoTimeout(100);
            while (true) {
                try {
                    if (connection.getInputStream().read() < 0) {
                        return null;
                    }
                } catch (SocketTimeoutException _) {
                    connection.getOutputStream().write('x');
                }
            }
        } catch (SocketException _) {
            return null;
        }
    }

    /** Sends requests, and never reads an answer, until the server closes the connection. */
    private static Void untilClosedWithoutReading(String request) throws IOException {
        try (Socket connection = send(request)) {
            byte[] requests = request.repeat(1000).getBytes(ISO_8859_1);
            while (true) {
                connection.getOutputStream().write(requests);
            }
        } catch (SocketException _) {
            return null;
        }
    }

    private static String allOf(Socket connection) throws IOException {
        return new String(connection.getInputStream().readAllBytes(), ISO_8859_1);
    }
}
