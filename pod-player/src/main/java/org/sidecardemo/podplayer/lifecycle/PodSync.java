package org.sidecardemo.podplayer.lifecycle;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the kubelet does for a pod in one go (SyncPod): one step after the other, and nothing else for this pod until
 * all are done. A postStart hook or a slow end therefore holds up the pod's other containers.
 */
final class PodSync {

    private final Deque<Step> steps;
    private final List<Step> postponed = new ArrayList<>();
    private boolean acted;

    private PodSync(List<? extends Step> steps) {
        this.steps = new ArrayDeque<>(steps);
    }

    static PodSync of(PodActions actions, TrackedPod pod, Effects effects) {
        if (actions.killPod()) {
            return new PodSync(List.of(new PodKill(pod, pod.graceSeconds(), effects)));
        }
        if (actions.newSandbox()) {
            // the back-offs go by what has ended before
            List<ContainerStart> starts = starts(actions, pod, effects).toList();
            return new PodSync(Stream.concat(Stream.of(new SandboxStart(pod)), starts.stream()).toList());
        }
        if (!actions.removals().isEmpty()) {
            return new PodSync(actions.removals().stream().map(c -> new ContainerRemoval(c, effects)).toList());
        }
        return new PodSync(Stream.concat(
                actions.kills().stream()
                        .map(k -> new ContainerKill(k.container(), graceSeconds(k, pod), () -> true, effects)),
                starts(actions, pod, effects)).toList());
    }

    private static Stream<ContainerStart> starts(PodActions actions, TrackedPod pod, Effects effects) {
        return actions.starts().stream().map(c -> new ContainerStart(pod, c, effects));
    }

    /** SyncTerminatingPod: ends what runs, with at least 1 s of grace (calculateEffectiveGracePeriod). */
    static PodSync terminating(TrackedPod pod, Effects effects) {
        return new PodSync(List.of(new PodKill(pod, Math.max(pod.graceSeconds(), 1), effects)));
    }

    private static long graceSeconds(PodActions.Kill kill, TrackedPod pod) {
        Long ofProbe = switch (kill.failed()) {
            case STARTUP -> kill.container().spec().getStartupProbe().getTerminationGracePeriodSeconds();
            case LIVENESS -> kill.container().spec().getLivenessProbe().getTerminationGracePeriodSeconds();
            case READINESS -> null;
        };
        return ofProbe == null ? pod.graceSeconds() : ofProbe;
    }

    /** Does what can be done by now; true when all is done. */
    boolean proceed(Instant now) {
        while (!steps.isEmpty() && steps.getFirst().proceed(now)) {
            Step done = steps.removeFirst();
            if (done instanceof ContainerStart start && start.postponed()) {
                postponed.add(done);
            } else {
                acted = true;
            }
        }
        return steps.isEmpty();
    }

    boolean done() {
        return steps.isEmpty();
    }

    /** True if it has done anything, so that another look may find more to do. */
    boolean acted() {
        return acted;
    }

    /** What was postponed is looked at again by the next sync, so not before this one is done. */
    Optional<Instant> nextWakeUp() {
        return steps.isEmpty()
                ? postponed.stream().flatMap(s -> s.nextWakeUp().stream()).min(Comparator.naturalOrder())
                : steps.getFirst().nextWakeUp();
    }
}
