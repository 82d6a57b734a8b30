package org.sidecardemo.podplayer.manifest;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerResizePolicy;
import io.fabric8.kubernetes.api.model.PodSpec;

import org.sidecardemo.podplayer.lifecycle.ContainerKind;

/** The API server's rules for what becomes of containers when their resources change. Source: validateResizePolicy. */
final class ResizeValidation {

    private static final List<String> RESOURCES = List.of("cpu", "memory");
    private static final String NOT_REQUIRED = "NotRequired";
    private static final String RESTART = "RestartContainer";

    private final Findings findings;

    ResizeValidation(Findings findings) {
        this.findings = findings;
    }

    void spec(PodSpec spec, Path path) {
        boolean never = "Never".equals(spec.getRestartPolicy());
        containers(spec.getContainers(), never, path.child("containers"));
        Path init = path.child("initContainers");
        containers(spec.getInitContainers(), never, init);
        for (int i = 0; i < spec.getInitContainers().size(); i++) {
            if (ContainerKind.ofInit(spec.getInitContainers().get(i)) == ContainerKind.INIT) {
                neverRestarted(spec.getInitContainers().get(i).getResizePolicy(), init.index(i).child("resizePolicy"));
            }
        }
    }

    private void containers(List<Container> containers, boolean never, Path path) {
        for (int i = 0; i < containers.size(); i++) {
            policies(containers.get(i).getResizePolicy(), never, path.index(i).child("resizePolicy"));
        }
    }

    private void policies(List<ContainerResizePolicy> policies, boolean never, Path path) {
        Set<String> resources = new HashSet<>();
        for (int i = 0; i < policies.size(); i++) {
            String resource = text(policies.get(i).getResourceName());
            String policy = text(policies.get(i).getRestartPolicy());
            if (!resources.add(resource)) {
                findings.duplicate(path.index(i), resource);
            }
            given(path, resource, RESOURCES);
            given(path, policy, List.of(NOT_REQUIRED, RESTART));
            if (never && !policy.equals(NOT_REQUIRED)) {
                findings.invalid(path, policy, "must be 'NotRequired' when pod `restartPolicy` is 'Never'");
            }
        }
    }

    private void neverRestarted(List<ContainerResizePolicy> policies, Path path) {
        for (int i = 0; i < policies.size(); i++) {
            if (RESTART.equals(policies.get(i).getRestartPolicy())) {
                findings.invalid(path.index(i).child("restartPolicy"), RESTART,
                        "must not be set to 'RestartContainer' for non-sidecar initContainers");
            }
        }
    }

    private void given(Path path, String value, List<String> supported) {
        if (value.isEmpty()) {
            findings.required(path, "");
        } else {
            findings.supported(path, value, supported);
        }
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
