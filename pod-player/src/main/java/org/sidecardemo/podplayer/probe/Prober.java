package org.sidecardemo.podplayer.probe;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Objects;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.GRPCAction;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.TCPSocketAction;
import org.sidecardemo.podplayer.lifecycle.ContainerId;
import org.sidecardemo.podplayer.release.Release;
import org.sidecardemo.podplayer.runtime.PodSandbox;
import org.sidecardemo.podplayer.runtime.RuntimeFailure;
import org.sidecardemo.podplayer.runtime.Variables;

/** Runs probes against the containers of a pod, as the kubelet's prober does (pkg/kubelet/prober, runProbe). */
public final class Prober {

    /** gRPC's code for a connection that broke. */
    private static final int UNAVAILABLE = 14;

    private final PodSandbox sandbox;
    private final String userAgent;

    /** @param release whose prober asks */
    public Prober(PodSandbox sandbox, Release release) {
        this.sandbox = sandbox;
        userAgent = "kube-probe/" + release;
    }

    /** Runs a probe once and waits for the result, at most for its {@code timeoutSeconds} (default 1). */
    public ProbeResult run(ContainerId id, Container container, Probe probe) {
        var seconds = probe.getTimeoutSeconds();
        var timeout = Duration.ofSeconds(seconds == null || seconds < 1 ? 1 : seconds);
        try {
            if (probe.getExec() != null) {
                var variables = Variables.declared(container);
                var command = probe.getExec().getCommand().stream().map(variables::expand).toList();
                var result = sandbox.exec(id, command, timeout);
                if (!result.ran()) {
                    return ProbeResult.error(result.message());
                }
                return result.exitCode() == 0
                        ? ProbeResult.succeeded(result.message())
                        : ProbeResult.failed(result.message());
            }
            if (probe.getHttpGet() != null) {
                return httpGet(probe.getHttpGet(), container, Deadline.after(timeout));
            }
            if (probe.getTcpSocket() != null) {
                return tcpSocket(probe.getTcpSocket(), container, Deadline.after(timeout));
            }
            if (probe.getGrpc() != null) {
                return grpc(probe.getGrpc(), timeout);
            }
            return ProbeResult.error("missing probe handler for " + container.getName());
        } catch (ProbeFailure e) {
            return ProbeResult.failed(e.getMessage());
        } catch (ProbeError | RuntimeFailure e) {
            return ProbeResult.error(e.getMessage());
        }
    }

    private ProbeResult httpGet(HTTPGetAction action, Container container, Deadline deadline)
            throws ProbeFailure, ProbeError {
        var response = HttpClient.get(HttpRequest.of(action, container, sandbox, userAgent), deadline);
        int status = response.status();
        if (status >= 200 && status < 300) {
            return ProbeResult.succeeded("HTTP " + status);
        }
        if (status >= 300 && status < 400) {
            return ProbeResult.succeeded("Probe terminated redirects: HTTP " + status);
        }
        return ProbeResult.failed("HTTP probe failed with statuscode: " + status);
    }

    private ProbeResult tcpSocket(TCPSocketAction action, Container container, Deadline deadline)
            throws ProbeFailure, ProbeError {
        var endpoint = Endpoint.of(action.getHost(), sandbox, action.getPort(), container);
        try {
            endpoint.connect(deadline).close();
            return ProbeResult.succeeded("connected");
        } catch (SocketTimeoutException _) {
            return ProbeResult.failed("dial tcp %s: i/o timeout".formatted(endpoint));
        } catch (IOException e) {
            return ProbeResult.failed("dial tcp %s: %s".formatted(endpoint, e.getMessage()));
        }
    }

    private ProbeResult grpc(GRPCAction action, Duration timeout) {
        var service = Objects.requireNonNullElse(action.getService(), "");
        var address = (sandbox.ip().contains(":") ? "[" + sandbox.ip() + "]" : sandbox.ip()) + ":" + action.getPort();
        var client = new HealthClient(sandbox.ip(), action.getPort(), userAgent, Deadline.after(timeout));
        try {
            var reply = client.check(service);
            return switch (reply.code()) {
                case HealthReply.OK -> reply.text().equals("SERVING")
                        ? ProbeResult.succeeded("service healthy")
                        : ProbeResult.failed("service unhealthy (responded with \"%s\")".formatted(reply.text()));
                case HealthReply.UNIMPLEMENTED -> ProbeResult.failed("error: this server does not implement the grpc "
                        + "health protocol (grpc.health.v1.Health): " + reply.text());
                case HealthReply.DEADLINE_EXCEEDED -> ProbeResult.failed(unanswered(timeout));
                default -> ProbeResult.failed("error: health rpc probe failed: " + reply.error());
            };
        } catch (HealthClient.NotConnected _) {
            return ProbeResult.failed("timeout: failed to connect service \"%s\" within %ss: context deadline exceeded"
                    .formatted(address, timeout.toSeconds()));
        } catch (SocketTimeoutException _) {
            return ProbeResult.failed(unanswered(timeout));
        } catch (IOException e) {
            return ProbeResult.failed("error: health rpc probe failed: "
                    + new HealthReply(UNAVAILABLE, "error reading from server: " + e.getMessage()).error());
        }
    }

    private static String unanswered(Duration timeout) {
        return "timeout: health rpc did not complete within " + timeout.toSeconds() + "s";
    }
}
