package org.sidecardemo.slowsidecar;

import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import io.helidon.webserver.http.HttpRouting;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** What happens to the requests that run when the server is stopped. */
class SlowServerTest {

    private final CountDownLatch handling = new CountDownLatch(1);
    private final CountDownLatch mayAnswer = new CountDownLatch(1);

    @Test
    void runningRequestIsAnswered() throws Exception {
        SlowServer server = serverOfOneSlowRequest();
        try (Socket connection = request()) {
            handling.await();
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::stop);
            awaitRefusal();
            assertThat(stopped).isNotDone();
            mayAnswer.countDown();
            assertThat(new String(connection.getInputStream().readAllBytes(), UTF_8)).startsWith("HTTP/1.1 200")
                    .endsWith("late");
            stopped.join();
        }
    }

    @Test
    void requestThatRunsOnIsCutOffAfterTwoSeconds() throws Exception {
        SlowServer server = serverOfOneSlowRequest();
        try (Socket _ = request()) {
            handling.await();
            long from = System.nanoTime();
            server.stop();
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
        }
    }

    private int port;

    private SlowServer serverOfOneSlowRequest() throws Exception {
        port = SidecarProcess.freePort();
        var server = new SlowServer(port, System.nanoTime(), HttpRouting.builder().get("/", (_, response) -> {
            handling.countDown();
            mayAnswer.await();
            response.send("late");
        }));
        server.start();
        return server;
    }

    private Socket request() throws Exception {
        var connection = new Socket(InetAddress.getLoopbackAddress(), port);
        connection.getOutputStream()
                .write("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(UTF_8));
        return connection;
    }

    private void awaitRefusal() {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (System.nanoTime() < deadline) {
            try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                Thread.onSpinWait();
            } catch (java.io.IOException _) {
                return;
            }
        }
        throw new AssertionError("still accepts connections");
    }
}
