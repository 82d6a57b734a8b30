package org.sidecardemo.podplayer.runtime;

import java.util.Optional;
import java.util.function.Function;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContext;

/** A container's security context, and its pod's for what that leaves open (DetermineEffectiveSecurityContext). */
record SecurityContexts(Pod pod, Container container) {

    <T> Optional<T> first(Function<SecurityContext, T> own, Function<PodSecurityContext, T> shared) {
        return Optional.ofNullable(container.getSecurityContext()).map(own)
                .or(() -> Optional.ofNullable(pod.getSpec().getSecurityContext()).map(shared));
    }
}
