package org.sidecardemo.podplayer.check;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import org.sidecardemo.podplayer.check.VirtualPod.OwnEnd;
import org.sidecardemo.podplayer.lifecycle.ContainerKind;
import org.sidecardemo.podplayer.lifecycle.Event;

/**
 * One way in which a workload may go.
 *
 * @param behaviours what each container did, by name
 * @param events what happened, in order of time, from {@link Simulation#BEGIN}
 * @param end when the last of it happened
 * @param failure of the Job, if it has failed
 * @param running the containers that run in the last pod, at the end of all
 * @param ended whether the Job, or the pod that belongs to none, has ended; if not, it never will
 * @param still whether nothing happens any more; if not and not ended, containers are restarted for ever
 * @param ownEnds how the containers of the last pod ended by themselves, by name; mains only if for good
 */
record Way(Map<String, Behaviour> behaviours, List<Event> events, Instant end, Optional<JobCondition> failure,
        Set<String> running, boolean ended, boolean still, Map<String, OwnEnd> ownEnds) {

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
        return Duration.between(last, end);
    }

    /** When something first happened to a container, in any pod. */
    Optional<Instant> first(String container, Event.Type type) {
        return events.stream().filter(event -> is(event, container, type)).map(Event::at).findFirst();
    }

    /** Whether something has happened to a container before the first such event of another. */
    boolean precedes(String container, Event.Type type, String other, Event.Type otherType) {
        for (var event : events) {
            if (is(event, container, type)) {
                return true;
            }
            if (is(event, other, otherType)) {
                return false;
            }
        }
        return false;
    }

    /** Whether it has been started again, in any pod. */
    boolean isRestarted(String container) {
        return events.stream().anyMatch(event -> is(event, container, Event.Type.STARTED)
                && event.container().attempt() > 0);
    }

    boolean jobFailed() {
        return failure.isPresent();
    }

    /** Whether the Job has failed by its podFailurePolicy, for the exit code of this container. */
    boolean failedByPolicyFor(String container) {
        return failure.filter(failed -> "PodFailurePolicy".equals(failed.getReason())
                && failed.getMessage().startsWith("Container " + container + " for pod ")).isPresent();
    }

    boolean failedByDeadline() {
        return failure.filter(failed -> "DeadlineExceeded".equals(failed.getReason())).isPresent();
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

    private static boolean is(Event event, String container, Event.Type type) {
        return event.type() == type && event.container() != null && event.container().name().equals(container);
    }
}
