package org.sidecardemo.podplayer.manifest;

import java.util.List;

import io.fabric8.kubernetes.api.model.ExecAction;
import io.fabric8.kubernetes.api.model.GRPCAction;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.HTTPHeader;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.SleepAction;
import io.fabric8.kubernetes.api.model.TCPSocketAction;

/** The API server's rules for probes and hooks. Source: validateProbe, validateLifecycle, validateHandler. */
final class ProbeValidation {

    private final Findings findings;
    /** The pod's, in seconds: no hook may sleep longer. */
    private final long gracePeriod;

    ProbeValidation(Findings findings, long gracePeriod) {
        this.findings = findings;
        this.gracePeriod = gracePeriod;
    }

    void startup(Probe probe, Path path) {
        if (probe != null) {
            probe(probe, path);
            onlyOneSuccess(probe, path);
        }
    }

    void liveness(Probe probe, Path path) {
        startup(probe, path);
    }

    void readiness(Probe probe, Path path) {
        if (probe != null) {
            probe(probe, path);
            if (probe.getTerminationGracePeriodSeconds() != null) {
                findings.invalid(path.child("terminationGracePeriodSeconds"), probe.getTerminationGracePeriodSeconds(),
                        "must not be set for readinessProbes");
            }
        }
    }

    void lifecycle(Lifecycle lifecycle, Path path) {
        if (lifecycle != null) {
            hook(lifecycle.getPostStart(), path.child("postStart"));
            hook(lifecycle.getPreStop(), path.child("preStop"));
        }
    }

    private void onlyOneSuccess(Probe probe, Path path) {
        if (probe.getSuccessThreshold() != 1) {
            findings.invalid(path.child("successThreshold"), probe.getSuccessThreshold(), "must be 1");
        }
    }

    private void probe(Probe probe, Path path) {
        handler(probe.getExec(), probe.getHttpGet(), probe.getTcpSocket(), probe.getGrpc(), null, path);
        findings.notNegative(path.child("initialDelaySeconds"), probe.getInitialDelaySeconds());
        findings.notNegative(path.child("timeoutSeconds"), probe.getTimeoutSeconds());
        findings.notNegative(path.child("periodSeconds"), probe.getPeriodSeconds());
        findings.notNegative(path.child("successThreshold"), probe.getSuccessThreshold());
        findings.notNegative(path.child("failureThreshold"), probe.getFailureThreshold());
        Long grace = probe.getTerminationGracePeriodSeconds();
        if (grace != null && grace <= 0) {
            findings.invalid(path.child("terminationGracePeriodSeconds"), grace, "must be greater than 0");
        }
    }

    private void hook(LifecycleHandler hook, Path path) {
        if (hook != null) {
            handler(hook.getExec(), hook.getHttpGet(), hook.getTcpSocket(), null, hook.getSleep(), path);
        }
    }

    private void handler(ExecAction exec, HTTPGetAction httpGet, TCPSocketAction tcpSocket, GRPCAction grpc,
            SleepAction sleep, Path path) {
        boolean none = true;
        if (exec != null) {
            none = false;
            if (exec.getCommand().isEmpty()) {
                findings.required(path.child("exec").child("command"), "");
            }
        }
        if (httpGet != null && isFirst(none, path.child("httpGet"))) {
            none = false;
            httpGet(httpGet, path.child("httpGet"));
        }
        if (tcpSocket != null && isFirst(none, path.child("tcpSocket"))) {
            none = false;
            port(tcpSocket.getPort(), path.child("tcpSocket").child("port"));
        }
        if (grpc != null && isFirst(none, path.child("grpc"))) {
            none = false;
            port(new IntOrString(grpc.getPort() == null ? 0 : grpc.getPort()), path.child("grpc").child("port"));
            findings.supported(path.child("grpc").child("mode"), grpc.getMode(), List.of("Plaintext", "TLS"));
        }
        if (sleep != null && isFirst(none, path.child("sleep"))) {
            none = false;
            long seconds = sleep.getSeconds() == null ? 0 : sleep.getSeconds();
            if (seconds < 0 || seconds > gracePeriod) {
                findings.invalid(path.child("sleep"), seconds,
                        "must be non-negative and less than terminationGracePeriodSeconds (" + gracePeriod + ")");
            }
        }
        if (none) {
            findings.required(path, "must specify a handler type");
        }
    }

    private boolean isFirst(boolean none, Path path) {
        if (!none) {
            findings.forbidden(path, "may not specify more than 1 handler type");
        }
        return none;
    }

    private void httpGet(HTTPGetAction action, Path path) {
        port(action.getPort(), path.child("port"));
        findings.supported(path.child("scheme"), action.getScheme(), List.of("HTTP", "HTTPS"));
        for (HTTPHeader header : action.getHttpHeaders()) {
            String name = header.getName() == null ? "" : header.getName();
            Names.httpHeader(name).forEach(wrong -> findings.invalid(path.child("httpHeaders"), name, wrong));
        }
    }

    private void port(IntOrString port, Path path) {
        if (port != null && port.getStrVal() != null) {
            Names.port(port.getStrVal()).forEach(wrong -> findings.invalid(path, port.getStrVal(), wrong));
        } else {
            int number = port == null ? 0 : port.getIntVal();
            Names.port(number).forEach(wrong -> findings.invalid(path, number, wrong));
        }
    }
}
