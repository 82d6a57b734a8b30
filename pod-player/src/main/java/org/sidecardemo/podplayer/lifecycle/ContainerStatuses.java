package org.sidecardemo.podplayer.lifecycle;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import org.sidecardemo.podplayer.release.Release;

/**
 * The states of a pod's containers as the API shows them (convertToAPIContainerStatuses).
 *
 * @param deleted the pod's deletion was asked for: nothing waits for a restart any more
 * @param terminated the pod has ended for good (TerminatePod)
 * @param initialized its mains were to run when its end began: those that never did count as failed
 */
record ContainerStatuses(TrackedPod pod, Prober prober, Release release, boolean deleted, boolean terminated,
        boolean initialized) {

    /** In the order of the spec. */
    List<ContainerStatus> init() {
        List<ContainerStatus> statuses = pod.init().stream().map(this::status).toList();
        return terminated ? withLost(statuses, lastInitWithRun(statuses)) : statuses;
    }

    /** Sorted by name. */
    List<ContainerStatus> mains() {
        List<ContainerStatus> statuses = pod.mains().stream().sorted(Comparator.comparing(TrackedContainer::name))
                .map(this::status).toList();
        return terminated && initialized ? withLost(statuses, statuses.size() - 1) : statuses;
    }

    private ContainerStatus status(TrackedContainer container) {
        ContainerState state = state(container);
        boolean regularInit = container.kind() == ContainerKind.INIT;
        Termination last = last(container, state);
        return new ContainerStatusBuilder().withName(container.name()).withImage(container.spec().getImage())
                .withImageID("").withContainerID(container.runtimeId()).withRestartCount(container.restartCount())
                .withStarted(prober.started(container))
                .withReady(regularInit ? container.succeeded() : prober.ready(container)).withState(state)
                .withLastState(last == null ? new ContainerState() : terminated(last)).build();
    }

    /** What is shown of the run before, or, of a container that waits for its restart, of the latest. */
    private Termination last(TrackedContainer container, ContainerState shown) {
        if (shown.getTerminated() != null) {
            return release.keepsLastStates() ? container.previousTermination() : null;
        }
        return container.termination() == null ? container.previousTermination() : container.termination();
    }

    private ContainerState state(TrackedContainer container) {
        if (container.running()) {
            return new ContainerStateBuilder().withNewRunning(ApiTime.format(container.startedAt())).build();
        }
        if (container.waiting().isPresent() && waitsForStart(container)) {
            Waiting waiting = container.waiting().get();
            return new ContainerStateBuilder().withNewWaiting(waiting.message(), waiting.reason()).build();
        }
        if (container.exited()) {
            return terminated(container.termination());
        }
        return new ContainerStateBuilder().withNewWaiting(null, defaultReason()).build();
    }

    /** ShouldContainerBeRestarted; an init container that ended with 0 never waits. */
    private boolean waitsForStart(TrackedContainer container) {
        boolean initSucceeded = container.kind() != ContainerKind.MAIN && container.succeeded();
        return !deleted && !initSucceeded && (!container.hasRun() || container.isToRestart());
    }

    String defaultReason() {
        return pod.init().isEmpty() ? "ContainerCreating" : "PodInitializing";
    }

    private static ContainerState terminated(Termination end) {
        return new ContainerStateBuilder().withNewTerminated().withExitCode(end.exitCode()).withReason(end.reason())
                .withMessage(end.message()).withContainerID(end.runtimeId())
                .withStartedAt(time(end.startedAt()))
                .withFinishedAt(time(end.finishedAt())).endTerminated().build();
    }

    private static String time(Instant time) {
        return time == null ? null : ApiTime.format(time);
    }

    /** initializedContainers: those after it were never touched. */
    private static int lastInitWithRun(List<ContainerStatus> statuses) {
        return IntStream.range(0, statuses.size())
                .filter(i -> statuses.get(i).getState().getWaiting() == null
                        || statuses.get(i).getLastState().getTerminated() != null)
                .max().orElse(0);
    }

    /** What still waits when the pod has ended counts as failed. */
    private static List<ContainerStatus> withLost(List<ContainerStatus> statuses, int lastIndex) {
        return IntStream.range(0, statuses.size())
                .mapToObj(i -> i <= lastIndex && statuses.get(i).getState().getTerminated() == null
                        ? lost(statuses.get(i))
                        : statuses.get(i))
                .toList();
    }

    private static ContainerStatus lost(ContainerStatus status) {
        return new ContainerStatusBuilder(status).withNewState().withNewTerminated().withExitCode(137)
                .withReason("ContainerStatusUnknown")
                .withMessage("The container could not be located when the pod was terminated").endTerminated()
                .endState().build();
    }
}
