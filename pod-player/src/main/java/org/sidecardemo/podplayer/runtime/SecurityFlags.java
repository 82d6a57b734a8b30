package org.sidecardemo.podplayer.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContext;

/** The engine's flags for a container's security context, but for whom it {@link RunAs runs as}. */
final class SecurityFlags {

    private SecurityFlags() {}

    static List<String> of(Pod pod, Container container) {
        var flags = new ArrayList<String>();
        groups(pod).forEach(group -> flags.addAll(List.of("--group-add", group.toString())));
        var own = container.getSecurityContext();
        if (isUnconfined(pod, container)) {
            flags.addAll(List.of("--security-opt", "seccomp=unconfined"));
        }
        if (own == null) {
            return flags;
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

    /** An engine's own profile is what RuntimeDefault asks for. */
    private static boolean isUnconfined(Pod pod, Container container) {
        return new SecurityContexts(pod, container)
                .first(SecurityContext::getSeccompProfile, PodSecurityContext::getSeccompProfile)
                .filter(profile -> "Unconfined".equals(profile.getType())).isPresent();
    }

    /** The group that the pod's volumes belong to, if it names one. */
    static Optional<Long> groupOfVolumes(Pod pod) {
        return Optional.ofNullable(pod.getSpec().getSecurityContext()).map(PodSecurityContext::getFsGroup);
    }

    /** The pod's groups beside each container's own. */
    private static Stream<Long> groups(Pod pod) {
        var others = Optional.ofNullable(pod.getSpec().getSecurityContext())
                .map(PodSecurityContext::getSupplementalGroups).orElse(List.of());
        return Stream.concat(groupOfVolumes(pod).stream(), others.stream());
    }
}
