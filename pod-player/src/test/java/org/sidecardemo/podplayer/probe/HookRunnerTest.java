package org.sidecardemo.podplayer.probe;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.fabric8.kubernetes.api.model.LifecycleHandlerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sidecardemo.podplayer.lifecycle.ContainerId;
import org.sidecardemo.podplayer.release.Release;

@Timeout(30)
class HookRunnerTest {

    private static final ContainerId ID = new ContainerId("app", 0);

    private final CannedSandbox sandbox = new CannedSandbox();
    private final HookRunner hooks = new HookRunner(sandbox, Release.NEWEST);

    /** exec succeeds by exit code 0; references in its command are not expanded. */
    @Test
    void exec() {
        var handler = new LifecycleHandlerBuilder().withNewExec().withCommand("say", "$(HI)").endExec().build();

        assertThat(hooks.run(ID, ProberTest.container(1), handler).success()).isTrue();
        assertThat(sandbox.asked()).containsExactly("app.0 [say, $(HI)] PT8760H");

        sandbox.answer(3, "no");
        assertThat(hooks.run(ID, ProberTest.container(1), handler)).isEqualTo(ProbeResult.failed(
                "Exec lifecycle hook (say $(HI)) for Container \"app\" failed - error: exit code 3: no"));
    }

    /** Any answer to httpGet is success, whatever its status; the user agent is the hooks' own. */
    @ParameterizedTest
    @ValueSource(ints = {200, 302, 404, 500})
    void httpGet(int status) throws Exception {
        var request = new CompletableFuture<String>();
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> RawServer.serve(socket,
                    "HTTP/1.1 %d X\r\nContent-Length: 0\r\n\r\n".formatted(status), request));

            assertThat(hooks.run(ID, ProberTest.container(socket.getLocalPort()), httpGet("HTTP")).success()).isTrue();
        }
        assertThat(request.get()).startsWith("GET /bye HTTP/1.1\r\n").contains("User-Agent: kube-lifecycle/1.37\r\n");
    }

    /** A refused connection is a failure. */
    @Test
    void httpGetRefused() throws IOException {
        int port = ProberTest.freePort();

        assertThat(hooks.run(ID, ProberTest.container(port), httpGet("HTTP"))).isEqualTo(ProbeResult.failed(
                "HTTP lifecycle hook (/bye) for Container \"app\" failed - error: Get \"http://127.0.0.1:%1$d/bye\": "
                        .formatted(port) + "dial tcp 127.0.0.1:%d: connect: connection refused".formatted(port)));
    }

    /** An https hook that meets a plain server is sent again as http. */
    @Test
    void httpsFallsBackToHttp() throws Exception {
        var request = new CompletableFuture<String>();
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (var encrypted = socket.accept()) {
                    encrypted.getInputStream().read();
                    encrypted.getOutputStream().write("HTTP/1.0 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
                    RawServer.serve(socket, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", request);
                } catch (IOException e) {
                    request.completeExceptionally(e);
                }
            });

            assertThat(hooks.run(ID, ProberTest.container(socket.getLocalPort()), httpGet("HTTPS")))
                    .isEqualTo(ProbeResult.succeeded("HTTP 200"));
        }
        assertThat(request.get()).startsWith("GET /bye HTTP/1.1\r\n");
    }

    /** sleep takes its time; an interrupt ends it as a failure. */
    @Test
    void sleep() throws Exception {
        long start = System.nanoTime();
        assertThat(hooks.run(ID, ProberTest.container(1), sleeping(1)).success()).isTrue();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(1_000_000_000);

        assertThat(interrupted(sleeping(1000))).isEqualTo(ProbeResult.failed("Sleep lifecycle hook (1000) for "
                + "Container \"app\" failed - error: container terminated before sleep hook finished"));
    }

    /** An interrupt ends an httpGet that is never answered. */
    @Test
    void interruptsHttpGet() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var container = ProberTest.container(silent.getLocalPort());
            var result = new CompletableFuture<ProbeResult>();
            var thread = Thread.ofVirtual().start(() -> result.complete(hooks.run(ID, container, httpGet("HTTP"))));
            try (var _ = silent.accept()) {
                thread.interrupt();
                assertThat(result.get(10, TimeUnit.SECONDS).success()).isFalse();
            }
        }
    }

    /** The kubelet has no tcpSocket hook: it fails. */
    @Test
    void tcpSocket() {
        var handler = new LifecycleHandlerBuilder().withNewTcpSocket().withPort(new IntOrString(80)).endTcpSocket()
                .build();

        assertThat(hooks.run(ID, ProberTest.container(1), handler))
                .isEqualTo(ProbeResult.failed("Cannot run handler: invalid handler"));
    }

    private ProbeResult interrupted(LifecycleHandler handler) throws Exception {
        var result = new CompletableFuture<ProbeResult>();
        var thread = Thread.ofVirtual().start(() -> result.complete(hooks.run(ID, ProberTest.container(1), handler)));
        thread.interrupt();
        return result.get(10, TimeUnit.SECONDS);
    }

    private static LifecycleHandler httpGet(String scheme) {
        return new LifecycleHandlerBuilder().withNewHttpGet().withPath("/bye").withScheme(scheme)
                .withPort(new IntOrString("web")).endHttpGet().build();
    }

    private static LifecycleHandler sleeping(long seconds) {
        return new LifecycleHandlerBuilder().withNewSleep(seconds).build();
    }
}
