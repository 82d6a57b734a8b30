package org.sidecardemo.podplayer.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.grpc.BindableService;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.stub.StreamObserver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sidecardemo.podplayer.lifecycle.ContainerId;
import org.sidecardemo.podplayer.release.Release;

/** gRPC probes against a real server: the kubelet's results, in its words. */
@Timeout(60)
class GrpcProbeTest {

    private static final ContainerId ID = new ContainerId("app", 0);
    private static final Container APP = new ContainerBuilder().withName("app").build();

    private final HealthStatusManager health = new HealthStatusManager();
    private final List<AutoCloseable> servers = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (var server : servers) {
            server.close();
        }
    }

    @Test
    void healthy() throws IOException {
        assertThat(probe(server(health.getHealthService()), null, 20))
                .isEqualTo(ProbeResult.succeeded("service healthy"));
    }

    @Test
    void unhealthy() throws IOException {
        health.setStatus("", ServingStatus.NOT_SERVING);
        assertThat(probe(server(health.getHealthService()), "", 20))
                .isEqualTo(ProbeResult.failed("service unhealthy (responded with \"NOT_SERVING\")"));
    }

    /** Of several services the one that the probe names; its name may be long. */
    @ParameterizedTest
    @ValueSource(ints = {1, 127, 128, 300, 20_000})
    void oneService(int length) throws IOException {
        var name = "s".repeat(length);
        health.setStatus("", ServingStatus.NOT_SERVING);
        health.setStatus(name, ServingStatus.SERVING);
        assertThat(probe(server(health.getHealthService()), name, 20))
                .isEqualTo(ProbeResult.succeeded("service healthy"));
    }

    @Test
    void unknownService() throws IOException {
        assertThat(probe(server(health.getHealthService()), "other", 20)).isEqualTo(ProbeResult.failed(
                "error: health rpc probe failed: rpc error: code = NotFound desc = unknown service other"));
    }

    @Test
    void unimplemented() throws IOException {
        var result = probe(server(), null, 20);
        assertThat(result.success()).isFalse();
        assertThat(result.message()).startsWith("error: this server does not implement the grpc health protocol "
                + "(grpc.health.v1.Health): ").contains("grpc.health.v1.Health/Check");
    }

    /** The message of a status is percent-encoded on the wire. */
    @Test
    void refused() throws IOException {
        var result = probe(server(answering(Status.PERMISSION_DENIED.withDescription("100 % no+\u00fc"))), null, 20);
        assertThat(result).isEqualTo(ProbeResult.failed("error: health rpc probe failed: rpc error: code = "
                + "PermissionDenied desc = 100 % no+\u00fc"));
    }

    @Test
    void silentService() throws IOException {
        var silent = new HealthGrpc.HealthImplBase() {

            @Override
            public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> answer) {}
        };
        assertThat(probe(server(silent), null, 2))
                .isEqualTo(ProbeResult.failed("timeout: health rpc did not complete within 2s"));
    }

    /** grpc-go tries to connect until the time is up, whatever goes wrong. */
    @Test
    void noServer() throws IOException {
        var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        int port = socket.getLocalPort();
        socket.close();
        assertThat(probe(port, null, 1)).isEqualTo(notConnected(port));
    }

    @Test
    void serverOfAnotherProtocol() throws IOException {
        var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.start();
        servers.add(() -> http.stop(0));
        assertThat(probe(http.getAddress().getPort(), null, 1)).isEqualTo(notConnected(http.getAddress().getPort()));
    }

    @Test
    void silentServer() throws IOException {
        var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        servers.add(socket);
        assertThat(probe(socket.getLocalPort(), null, 1)).isEqualTo(notConnected(socket.getLocalPort()));
    }

    @Test
    void lateServer() throws Exception {
        var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        int port = socket.getLocalPort();
        var result = CompletableFuture.supplyAsync(() -> probe(port, null, 40));
        // the first try has come, and comes to nothing
        socket.accept().close();
        socket.close();
        server(port, health.getHealthService());
        assertThat(result.get()).isEqualTo(ProbeResult.succeeded("service healthy"));
    }

    private static ProbeResult notConnected(int port) {
        return ProbeResult.failed("timeout: failed to connect service \"127.0.0.1:" + port
                + "\" within 1s: context deadline exceeded");
    }

    private static ProbeResult probe(int port, String service, int seconds) {
        var probe = new ProbeBuilder().withTimeoutSeconds(seconds).withNewGrpc().withPort(port).withService(service)
                .endGrpc().build();
        return new Prober(new CannedSandbox(), Release.NEWEST).run(ID, APP, probe);
    }

    private static BindableService answering(Status status) {
        return new HealthGrpc.HealthImplBase() {

            @Override
            public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> answer) {
                answer.onError(status.asRuntimeException());
            }
        };
    }

    private int server(BindableService... services) throws IOException {
        return server(0, services);
    }

    private int server(int port, BindableService... services) throws IOException {
        var builder = OkHttpServerBuilder.forPort(new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                InsecureServerCredentials.create());
        for (var service : services) {
            builder.addService(service);
        }
        Server server = builder.build().start();
        servers.add(server::shutdownNow);
        return server.getPort();
    }
}
