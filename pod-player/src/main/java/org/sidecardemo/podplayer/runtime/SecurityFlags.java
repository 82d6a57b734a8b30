package org.sidecardemo.podplayer.runtime;

import java.util.ArrayList;
import java.util.List;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;

/** The engine's flags for a container's security context, the pod's standing in for what the container leaves open. */
final class SecurityFlags {

    private SecurityFlags() {}

    static List<String> of(Pod pod, Container container) {
        SecurityContext own = container.getSecurityContext() == null
                ? new SecurityContextBuilder().build()
                : container.getSecurityContext();
        PodSecurityContext shared = pod.getSpec().getSecurityContext() == null
                ? new PodSecurityContextBuilder().build()
                : pod.getSpec().getSecurityContext();
        var flags = new ArrayList<String>();
        Long user = own.getRunAsUser() == null ? shared.getRunAsUser() : own.getRunAsUser();
        Long group = own.getRunAsGroup() == null ? shared.getRunAsGroup() : own.getRunAsGroup();
        if (user != null) {
            flags.addAll(List.of("--user", group == null ? user.toString() : user + ":" + group));
        }
        if (Boolean.TRUE.equals(own.getReadOnlyRootFilesystem())) {
            flags.add("--read-only");
        }
        if (Boolean.TRUE.equals(own.getPrivileged())) {
            flags.add("--privileged");
        }
        if (Boolean.FALSE.equals(own.getAllowPrivilegeEscalation())) {
            flags.addAll(List.of("--security-opt", "no-new-privileges"));
        }
        if (own.getCapabilities() != null) {
            own.getCapabilities().getDrop().forEach(name -> flags.addAll(List.of("--cap-drop", name)));
            own.getCapabilities().getAdd().forEach(name -> flags.addAll(List.of("--cap-add", name)));
        }
        return flags;
    }
}
