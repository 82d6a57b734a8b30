package org.sidecardemo.podplayer.probe;

import java.time.Duration;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import org.sidecardemo.podplayer.lifecycle.ContainerId;
import org.sidecardemo.podplayer.release.Release;
import org.sidecardemo.podplayer.runtime.PodSandbox;

/**
 * Runs lifecycle hooks as the kubelet does (pkg/kubelet/lifecycle/handlers.go). A hook has no timeout of its own. An
 * interrupt of the thread that runs it ends it as a failure; for httpGet that must be a virtual thread.
 */
public final class HookRunner {

    private static final Duration FOREVER = Duration.ofDays(365);

    private final PodSandbox sandbox;
    private final String userAgent;

    /** @param release whose kubelet runs them */
    public HookRunner(PodSandbox sandbox, Release release) {
        this.sandbox = sandbox;
        userAgent = "kube-lifecycle/" + release;
    }

    /**
     * Runs a hook and waits for its end. An httpGet succeeds by any answer, whatever its status; a tcpSocket always
     * fails, as the kubelet has no such hook.
     */
    public ProbeResult run(ContainerId id, Container container, LifecycleHandler handler) {
        if (handler.getExec() != null) {
            return exec(id, container, handler);
        }
        if (handler.getHttpGet() != null) {
            return httpGet(handler.getHttpGet(), container);
        }
        if (handler.getSleep() != null) {
            return sleep(handler.getSleep().getSeconds(), container);
        }
        return ProbeResult.failed("Cannot run handler: invalid handler");
    }

    private ProbeResult exec(ContainerId id, Container container, LifecycleHandler handler) {
        var command = handler.getExec().getCommand();
        var result = sandbox.exec(id, command, FOREVER);
        if (result.exitCode() == 0) {
            return ProbeResult.succeeded(result.message());
        }
        return ProbeResult.failed("Exec lifecycle hook (%s) for Container \"%s\" failed - error: exit code %d: %s"
                .formatted(String.join(" ", command), container.getName(), result.exitCode(), result.message()));
    }

    private ProbeResult httpGet(HTTPGetAction action, Container container) {
        try {
            return ProbeResult.succeeded("HTTP " + status(action, container));
        } catch (ProbeFailure | ProbeError e) {
            return ProbeResult.failed("HTTP lifecycle hook (%s) for Container \"%s\" failed - error: %s"
                    .formatted(action.getPath(), container.getName(), e.getMessage()));
        }
    }

    private int status(HTTPGetAction action, Container container) throws ProbeFailure, ProbeError {
        var request = HttpRequest.of(action, container, sandbox, userAgent);
        try {
            return HttpClient.get(request, Deadline.never()).status();
        } catch (ProbeFailure e) {
            if (request.secure() && e.getMessage().endsWith(HttpClient.PLAIN_ANSWER)) {
                return HttpClient.get(request.insecure(), Deadline.never()).status();
            }
            throw e;
        }
    }

    private ProbeResult sleep(long seconds, Container container) {
        try {
            Thread.sleep(Duration.ofSeconds(seconds));
            return ProbeResult.succeeded("");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return ProbeResult.failed("Sleep lifecycle hook (%d) for Container \"%s\" failed - error: "
                    .formatted(seconds, container.getName()) + "container terminated before sleep hook finished");
        }
    }
}
