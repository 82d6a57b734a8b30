package org.sidecardemo.podplayer.check;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import org.sidecardemo.podplayer.check.VirtualPod.OwnEnd;
import org.sidecardemo.podplayer.lifecycle.ContainerKind;
import org.sidecardemo.podplayer.lifecycle.Event;
import org.sidecardemo.podplayer.report.Recording;

/**
 * One way in which a workload may go.
 *
 * @param behaviours what each container did, by name
 * @param recording what happened
 * @param ended whether the Job, or the pod that belongs to none, has ended; if not, it never will
 * @param still whether nothing happens any more; if not and not ended, containers are restarted for ever
 * @param ownEnds how the containers of the last pod ended by themselves, by name
 */
record Way(Map<String, Behaviour> behaviours, Recording recording, boolean ended, boolean still,
        Map<String, OwnEnd> ownEnds) {

    /** Whether all mains of the last pod have ended by themselves with 0. */
    boolean mainsSucceeded() {
        return mains().allMatch(this::endedWith0);
    }

    /** Whether all have ended by themselves, one at least with a failure. */
    boolean mainsFailed() {
        return mains().allMatch(ownEnds::containsKey) && !mainsSucceeded();
    }

    private boolean endedWith0(String container) {
        return ownEnds.containsKey(container) && ownEnds.get(container).exitCode() == 0;
    }

    /** From the last end of a main to the end of all; for a way that has ended. */
    Duration afterMains() {
        var last = mains().map(name -> ownEnds.get(name).at()).max(Instant::compareTo).orElseThrow();
        return Duration.between(last, recording.end());
    }

    /** Whether the container runs in the last pod, at the end of all. */
    boolean runs(String container) {
        return lastPod().stream()
                .flatMap(pod -> Stream.of(pod.getStatus().getInitContainerStatuses(),
                        pod.getStatus().getContainerStatuses()))
                .flatMap(Collection::stream)
                .anyMatch(status -> status.getName().equals(container) && status.getState().getRunning() != null);
    }

    /** When something first happened to a container, in any pod. */
    Optional<Instant> first(String container, Event.Type type) {
        return recording.events().stream().filter(event -> is(event, container, type)).map(Event::at).findFirst();
    }

    /** Whether something has happened to a container before the first such event of another. */
    boolean precedes(String container, Event.Type type, String other, Event.Type otherType) {
        for (var event : recording.events()) {
            if (is(event, container, type)) {
                return true;
            }
            if (is(event, other, otherType)) {
                return false;
            }
        }
        return false;
    }

    boolean jobFailed() {
        return failure().isPresent();
    }

    /** Whether the Job has failed by its podFailurePolicy, for the exit code of this container. */
    boolean failedByPolicyFor(String container) {
        return failure().filter(failed -> "PodFailurePolicy".equals(failed.getReason())
                && failed.getMessage().startsWith("Container " + container + " for pod ")).isPresent();
    }

    private Optional<JobCondition> failure() {
        return recording.job().flatMap(job -> job.getStatus().getConditions().stream()
                .filter(c -> c.getType().equals("Failed") && c.getStatus().equals("True")).findFirst());
    }

    /** What each container does that was ever started. */
    String described() {
        return behaviours.values().stream().filter(Behaviour::wasAskedFor).map(Behaviour::described)
                .collect(Collectors.joining(", "));
    }

    private Stream<String> mains() {
        return behaviours.values().stream().map(Behaviour::container).filter(c -> c.kind() == ContainerKind.MAIN)
                .map(CheckedContainer::name);
    }

    private Optional<Pod> lastPod() {
        return recording.pods().isEmpty() ? Optional.empty() : Optional.of(recording.pods().getLast());
    }

    private static boolean is(Event event, String container, Event.Type type) {
        return event.type() == type && event.container() != null && event.container().name().equals(container);
    }
}
