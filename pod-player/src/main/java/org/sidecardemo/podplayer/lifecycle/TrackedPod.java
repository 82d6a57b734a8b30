package org.sidecardemo.podplayer.lifecycle;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import org.sidecardemo.podplayer.release.Release;

/**
 * The containers of a pod in the order of its spec.
 *
 * @param sandbox what they run in
 * @param init init containers, sidecars among them
 * @param mains the entries of {@code containers}
 */
record TrackedPod(Pod pod, RestartPolicy restartPolicy, Sandbox sandbox, List<TrackedContainer> init,
        List<TrackedContainer> mains) {

    private static final long DEFAULT_GRACE_SECONDS = 30;

    static TrackedPod of(Pod pod, Release release) {
        RestartPolicy policy = RestartPolicy.of(pod.getSpec().getRestartPolicy());
        return new TrackedPod(pod, policy, new Sandbox(), pod.getSpec().getInitContainers().stream()
                .map(c -> new TrackedContainer(c, ContainerKind.ofInit(c), RestartRules.of(c, policy, release)))
                .toList(),
                pod.getSpec().getContainers().stream().map(
                        c -> new TrackedContainer(c, ContainerKind.MAIN, RestartRules.of(c, policy, release)))
                        .toList());
    }

    /** hasPodInitialized: a main has run, or the last init container makes way for it. */
    boolean hasInitialized(Prober prober) {
        if (init.isEmpty() || mains.stream().anyMatch(c -> c.hasRun() || c.removed())) {
            return true;
        }
        TrackedContainer last = init.getLast();
        return last.kind() == ContainerKind.SIDECAR ? prober.started(last) : last.succeeded();
    }

    /** All containers are about to be started anew (ShouldAllContainersRestart). */
    boolean restartsAll() {
        return containers().anyMatch(TrackedContainer::isToRestartAll);
    }

    Stream<TrackedContainer> containers() {
        return Stream.concat(init.stream(), mains.stream());
    }

    TrackedContainer container(String name) {
        return containers().filter(c -> c.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("container: " + name + " is not one of pod " + name()));
    }

    String name() {
        return pod.getMetadata().getName();
    }

    /** As the kubelet's messages name a pod. */
    String fullName() {
        ObjectMeta meta = pod.getMetadata();
        return meta.getName() + "_" + Objects.requireNonNullElse(meta.getNamespace(), "default") + "("
                + Objects.requireNonNullElse(meta.getUid(), "") + ")";
    }

    long graceSeconds() {
        Long grace = pod.getSpec().getTerminationGracePeriodSeconds();
        return grace == null ? DEFAULT_GRACE_SECONDS : grace;
    }
}
