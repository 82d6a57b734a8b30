package org.sidecardemo.podplayer.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import org.sidecardemo.podplayer.lifecycle.ContainerKind;

/**
 * A container of a pod together with its status.
 *
 * @param status empty before the pod has one
 */
record PodContainer(ContainerKind kind, Container spec, Optional<ContainerStatus> status) {

    /** All containers in the order in which they start: init containers first. */
    static List<PodContainer> of(Pod pod) {
        var status = Optional.ofNullable(pod.getStatus());
        var initStatuses = status.map(s -> s.getInitContainerStatuses()).orElse(List.of());
        var mainStatuses = status.map(s -> s.getContainerStatuses()).orElse(List.of());
        return Stream
                .concat(pod.getSpec().getInitContainers().stream()
                        .map(c -> new PodContainer(ContainerKind.ofInit(c), c,
                                named(initStatuses, c.getName()))),
                        pod.getSpec().getContainers().stream()
                                .map(c -> new PodContainer(ContainerKind.MAIN, c, named(mainStatuses, c.getName()))))
                .toList();
    }

    private static Optional<ContainerStatus> named(List<ContainerStatus> statuses, String name) {
        return statuses.stream().filter(s -> s.getName().equals(name)).findFirst();
    }

    String name() {
        return spec.getName();
    }

    boolean running() {
        return state().map(ContainerState::getRunning).isPresent();
    }

    Optional<ContainerStateWaiting> waiting() {
        return state().map(ContainerState::getWaiting);
    }

    Optional<ContainerStateTerminated> terminated() {
        return state().map(ContainerState::getTerminated);
    }

    /** How it ended the last time, though it may wait for a restart or run again by now. */
    Optional<ContainerStateTerminated> lastEnd() {
        return terminated().or(() -> status.map(ContainerStatus::getLastState).map(ContainerState::getTerminated));
    }

    /** True once it has been seen running and its startup probe, if any, has succeeded. */
    boolean started() {
        return status.map(ContainerStatus::getStarted).orElse(false);
    }

    boolean ready() {
        return status.map(ContainerStatus::getReady).orElse(false);
    }

    int restarts() {
        return status.map(ContainerStatus::getRestartCount).orElse(0);
    }

    private Optional<ContainerState> state() {
        return status.map(ContainerStatus::getState);
    }
}
