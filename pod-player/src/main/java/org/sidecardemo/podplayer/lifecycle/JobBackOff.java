package org.sidecardemo.podplayer.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;

/**
 * The time between a failed pod of a Job and the next: 10 s after the pod's last end, doubled with each failure up to
 * 600 s (the Job controller's backoffStore). Pods that a podFailurePolicy ignores count here. A pod that succeeds lets
 * all that failed before it be forgotten.
 */
final class JobBackOff {

    private static final Duration INITIAL = Duration.ofSeconds(10);
    private static final Duration MAX = Duration.ofSeconds(600);

    private int failures;
    private Instant lastFailure = Instant.MIN;
    private Instant lastSuccess = Instant.MIN;

    void succeeded(PodStatus pod, Instant now) {
        failures = 0;
        lastSuccess = latest(lastSuccess, finishedTime(pod, now));
    }

    /** The controller looks at what has ended within a second at once: a success of the same second wins. */
    void failed(PodStatus pod, Instant now) {
        Instant finished = finishedTime(pod, now);
        if (finished.isAfter(lastSuccess)) {
            lastFailure = failures == 0 ? finished : latest(lastFailure, finished);
            failures++;
        }
    }

    /** When the next pod may be created. */
    Instant nextPodAt() {
        return failures == 0 ? Instant.MIN : lastFailure.plus(delay(failures));
    }

    /** When the next pod of an index may be created, whose last one has failed (getRemainingTimePerIndex). */
    Instant nextPodAt(CompletionIndex failed, PodStatus pod, Instant now) {
        return finishedTime(pod, now).plus(delay(failed.allFailures() + 1));
    }

    private static Duration delay(int failures) {
        Duration delay = INITIAL;
        for (int i = 1; i < failures && delay.compareTo(MAX) < 0; i++) {
            delay = delay.multipliedBy(2);
        }
        return delay.compareTo(MAX) < 0 ? delay : MAX;
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** getFinishedTime: the last end, which is a main's or a sidecar's, else when the pod became unready. */
    private Instant finishedTime(PodStatus pod, Instant now) {
        List<ContainerStatus> all = Stream
                .concat(pod.getContainerStatuses().stream(), pod.getInitContainerStatuses().stream()).toList();
        if (!all.isEmpty() && all.stream().allMatch(JobBackOff::hasFinished)) {
            return all.stream().map(s -> Instant.parse(s.getState().getTerminated().getFinishedAt()))
                    .max(Comparator.naturalOrder()).orElseThrow();
        }
        return pod.getConditions().stream()
                .filter(c -> c.getType().equals("Ready") && c.getStatus().equals("False"))
                .map(PodCondition::getLastTransitionTime).filter(Objects::nonNull).map(Instant::parse).findFirst()
                .orElse(now);
    }

    private static boolean hasFinished(ContainerStatus status) {
        return status.getState().getTerminated() != null && status.getState().getTerminated().getFinishedAt() != null;
    }
}
