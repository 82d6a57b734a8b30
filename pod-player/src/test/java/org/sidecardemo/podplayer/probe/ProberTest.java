package org.sidecardemo.podplayer.probe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.HTTPGetActionBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sidecardemo.podplayer.lifecycle.ContainerId;
import org.sidecardemo.podplayer.release.Release;

@Timeout(30)
class ProberTest {

    private static final ContainerId ID = new ContainerId("app", 0);

    private final CannedSandbox sandbox = new CannedSandbox();
    private final Prober prober = new Prober(sandbox, Release.NEWEST);
    private final List<AutoCloseable> servers = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (var server : servers) {
            server.close();
        }
    }

    /** A status from 200 to 399 is success, any other is failure. */
    @ParameterizedTest
    @CsvSource({"200, true", "204, true", "299, true", "304, true", "399, true", "400, false", "404, false",
            "500, false", "503, false"})
    void statuses(int status, boolean success) throws IOException {
        int port = server("HTTP/1.1 %d Whatever\r\nContent-Length: 0\r\n\r\n".formatted(status)).getLocalPort();

        var result = prober.run(ID, container(port), httpGet("/"));

        assertThat(result.success()).isEqualTo(success);
        if (!success) {
            assertThat(result.message()).isEqualTo("HTTP probe failed with statuscode: " + status);
        }
    }

    /** Who listens on localhost alone isn't found at the pod's address, though the player could; a host is as it says. */
    @Test
    void localhostAlone() throws IOException {
        int port = server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").getLocalPort();
        sandbox.hide(port);
        var refused = "dial tcp 127.0.0.1:%d: connect: connection refused: on localhost alone".formatted(port);

        assertThat(prober.run(ID, container(port), httpGet("/")))
                .isEqualTo(ProbeResult.failed("Get \"http://127.0.0.1:%d/\": ".formatted(port) + refused));
        assertThat(prober.run(ID, container(port),
                new ProbeBuilder().withNewTcpSocket().withPort(new IntOrString(port)).endTcpSocket().build()))
                .isEqualTo(ProbeResult.failed(refused));
        assertThat(prober.run(ID, container(port), new ProbeBuilder().withNewTcpSocket().withHost("127.0.0.1")
                .withPort(new IntOrString(port)).endTcpSocket().build()).success()).isTrue();
    }

    /** The request is the kubelet's: to the pod's address, with its user agent, and closed after the answer. */
    @Test
    void request() throws Exception {
        var request = new CompletableFuture<String>();
        int port = server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", request).getLocalPort();

        assertThat(prober.run(ID, container(port), httpGet("health?full=1 2#part")).success()).isTrue();

        assertThat(request.get()).isEqualTo("""
                GET /health?full=1%%202 HTTP/1.1
                Host: 127.0.0.1:%d
                User-Agent: kube-probe/1.37
                Accept: */*
                Connection: close

                """.formatted(port).replace("\n", "\r\n"));
    }

    /** Headers of the probe are sent, and take the place of the kubelet's own; an empty Accept is left out. */
    @Test
    void headers() throws Exception {
        var request = new CompletableFuture<String>();
        int port = server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", request).getLocalPort();
        var probe = new ProbeBuilder(httpGet("/")).editHttpGet().addNewHttpHeader("host", "example.org")
                .addNewHttpHeader("USER-AGENT", "mine").addNewHttpHeader("accept", "").addNewHttpHeader("X-A", "1")
                .addNewHttpHeader("X-A", "2").endHttpGet().build();

        prober.run(ID, container(port), probe);

        assertThat(request.get().lines()).contains("Host: example.org", "User-Agent: mine", "X-A: 1", "X-A: 2")
                .noneMatch(line -> line.startsWith("Accept") || line.startsWith("accept"));
    }

    /** A header can't smuggle in another. */
    @Test
    void headerWithLineBreak() throws IOException {
        var probe = new ProbeBuilder(httpGet("/")).editHttpGet().addNewHttpHeader("X-A", "1\r\nX-B: 2").endHttpGet()
                .build();

        assertThat(prober.run(ID, container(1), probe))
                .isEqualTo(ProbeResult.failed("net/http: invalid header field value for \"X-A\""));
    }

    /** Redirects on the same host are followed, by any port and also relative, at most ten times. */
    @Test
    void redirects() throws IOException {
        var httpServer = httpServer();
        int port = httpServer.getAddress().getPort();
        httpServer.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Location", "/end?x=%20y");
            exchange.sendResponseHeaders(302, -1);
        });
        var requests = new AtomicInteger();
        httpServer.createContext("/loop", exchange -> {
            requests.incrementAndGet();
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1:%d/loop".formatted(port));
            exchange.sendResponseHeaders(307, -1);
        });
        httpServer.createContext("/end", exchange -> exchange
                .sendResponseHeaders("x=%20y".equals(exchange.getRequestURI().getRawQuery()) ? 418 : 500, -1));

        assertThat(prober.run(ID, container(port), httpGet("/")).message())
                .isEqualTo("HTTP probe failed with statuscode: 418");
        assertThat(prober.run(ID, container(port), httpGet("/loop"))).isEqualTo(ProbeResult.failed(
                "Get \"http://127.0.0.1:%d/loop\": stopped after 10 redirects".formatted(port)));
        assertThat(requests).hasValue(10);
    }

    /** A redirect to another host is success, and isn't followed. */
    @ParameterizedTest
    @ValueSource(strings = {"http://192.0.2.1/", "//192.0.2.1/x", "https://localhost:1/"})
    void redirectToAnotherHost(String location) throws IOException {
        int port = server("HTTP/1.1 301 Moved\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n".formatted(location))
                .getLocalPort();

        assertThat(prober.run(ID, container(port), httpGet("/")))
                .isEqualTo(ProbeResult.succeeded("Probe terminated redirects: HTTP 301"));
    }

    /** A refused connection is a failure in Go's words, by httpGet and tcpSocket alike. */
    @Test
    void refused() throws IOException {
        int port = freePort();

        assertThat(prober.run(ID, container(port), httpGet("/x"))).isEqualTo(ProbeResult.failed(
                "Get \"http://127.0.0.1:%1$d/x\": dial tcp 127.0.0.1:%1$d: connect: connection refused"
                        .formatted(port)));
        assertThat(prober.run(ID, container(port), tcpSocket())).isEqualTo(
                ProbeResult.failed("dial tcp 127.0.0.1:%d: connect: connection refused".formatted(port)));
    }

    /** The timeout holds for the whole exchange: silence, a head that trickles in, a body that doesn't end. */
    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nX-", "HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\nx",
            "HTTP/1.1 200 OK\r\n\r\nx"})
    void timesOut(String beginning) throws Exception {
        var stop = new CompletableFuture<Void>();
        var socket = listen();
        Thread.ofVirtual().start(() -> {
            try (var connection = socket.accept()) {
                connection.getOutputStream().write(beginning.getBytes(UTF_8));
                for (int i = 0; !stop.isDone() && i < 100; i++) {
                    connection.getOutputStream().write(beginning.endsWith("-") ? 'x' : beginning.isEmpty() ? 0 : 'y');
                    if (beginning.isEmpty()) {
                        stop.join();
                    }
                    stop.completeOnTimeout(null, 10, TimeUnit.SECONDS);
                    Thread.sleep(100);
                }
            } catch (IOException | InterruptedException _) {
                // the probe has gone
            }
        });
        long start = System.nanoTime();

        var result = prober.run(ID, container(socket.getLocalPort()), httpGet("/"));

        stop.complete(null);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(990));
        assertThat(result.success()).isFalse();
        assertThat(result.message()).contains("context deadline exceeded");
    }

    /** What isn't HTTP, ends too early or is empty is a failure with a reason. */
    @ParameterizedTest
    @CsvSource({"SSH-2.0-x, malformed HTTP response \"SSH-2.0-x\"", "'', EOF", "HTTP/1.1, unexpected EOF",
            "HTTP/1.1 200 OK~Content-Length: 5~~abc, unexpected EOF",
            "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~zz~, bad length in HTTP response",
            "HTTP/1.1 200 OK~garbage~~, malformed MIME header"})
    void garbage(String answer, String reason) throws IOException {
        var ended = answer.startsWith("SSH") ? answer + "\r\n" : answer.replace("~", "\r\n");
        int port = server(ended).getLocalPort();

        assertThat(prober.run(ID, container(port), httpGet("/"))).isEqualTo(
                ProbeResult.failed("Get \"http://127.0.0.1:%d/\": %s".formatted(port, reason)));
    }

    /** A body is read only as far as 10 KiB, in chunks or not; an interim answer is skipped. */
    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFF;x=y\r\n",
            "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"})
    void longBodies(String head) throws IOException {
        int port = server(head + "x".repeat(20_000)).getLocalPort();

        assertThat(prober.run(ID, container(port), httpGet("/")).success()).isTrue();
    }

    /** A connection is all that tcpSocket asks for; a port may be named. */
    @Test
    void tcpSocketSucceeds() throws IOException {
        assertThat(prober.run(ID, container(listen().getLocalPort()), tcpSocket()).success()).isTrue();
    }

    /** A port's name that no container port has, or a number that is none, is an error. */
    @Test
    void unknownPort() {
        var byName = new ProbeBuilder().withNewTcpSocket().withPort(new IntOrString("nope")).endTcpSocket().build();
        var byNumber = new ProbeBuilder().withNewTcpSocket().withPort(new IntOrString(70000)).endTcpSocket().build();

        assertThat(prober.run(ID, container(1), byName)).isEqualTo(ProbeResult.error("port nope not found"));
        assertThat(prober.run(ID, container(1), byNumber))
                .isEqualTo(ProbeResult.error("invalid port number: 70000"));
    }

    /** A host that doesn't exist is a failure in Go's words. */
    @Test
    void unknownHost() {
        var probe = new ProbeBuilder().withNewTcpSocket().withHost("nope.invalid").withPort(new IntOrString(1))
                .endTcpSocket().build();

        assertThat(prober.run(ID, container(1), probe))
                .isEqualTo(ProbeResult.failed("dial tcp: lookup nope.invalid: no such host"));
    }

    /** exec succeeds by exit code 0; its command sees declared values of variables only, and its own timeout. */
    @Test
    void exec() {
        var container = new ContainerBuilder().withName("app").addNewEnv().withName("A").withValue("$(B)").endEnv()
                .addNewEnv().withName("B").withValue("b").endEnv().build();
        var probe = new ProbeBuilder().withNewExec().withCommand("test", "$(A)", "$(B)", "$(C)").endExec()
                .withTimeoutSeconds(3).build();

        assertThat(prober.run(ID, container, probe).success()).isTrue();
        assertThat(sandbox.asked()).containsExactly("app.0 [test, $(B), b, $(C)] PT3S");

        sandbox.answer(1, "no such file");
        assertThat(prober.run(ID, container, probe)).isEqualTo(ProbeResult.failed("no such file"));
    }

    static Container container(int port) {
        return new ContainerBuilder().withName("app").addNewPort().withName("web").withContainerPort(port).endPort()
                .build();
    }

    private static Probe httpGet(String path) {
        return new ProbeBuilder().withHttpGet(
                new HTTPGetActionBuilder().withPath(path).withPort(new IntOrString("web")).build()).build();
    }

    private static Probe tcpSocket() {
        return new ProbeBuilder().withNewTcpSocket().withPort(new IntOrString("web")).endTcpSocket().build();
    }

    private ServerSocket server(String answer) throws IOException {
        return server(answer, new CompletableFuture<>());
    }

    /** A server that answers each connection with these bytes, and keeps the first request. */
    private ServerSocket server(String answer, CompletableFuture<String> request) throws IOException {
        var socket = listen();
        Thread.ofVirtual().start(() -> RawServer.serve(socket, answer, request));
        return socket;
    }

    private ServerSocket listen() throws IOException {
        var socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        servers.add(socket);
        return socket;
    }

    private HttpServer httpServer() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        servers.add(() -> server.stop(0));
        server.start();
        return server;
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
