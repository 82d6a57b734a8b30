package org.sidecardemo.podplayer.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;

/**
 * The time between a failed pod of a Job and the next: 10 s after the pod's last end, doubled with each failure up to
 * 600 s (the Job controller's backoffStore). Pods that a podFailurePolicy ignores count here.
 */
final class JobBackOff {

    private static final Duration INITIAL = Duration.ofSeconds(10);
    private static final Duration MAX = Duration.ofSeconds(600);

    private final Set<String> sidecars;
    private int failures;
    private Instant lastFailure;

    /** @param sidecars the names of the pod's sidecars: a pod ends with the last of them */
    JobBackOff(Set<String> sidecars) {
        this.sidecars = sidecars;
    }

    void failed(PodStatus pod, Instant now) {
        failures++;
        lastFailure = finishedTime(pod, now);
    }

    /** When the next pod may be created. */
    Instant nextPodAt() {
        if (failures == 0) {
            return Instant.MIN;
        }
        Duration delay = INITIAL;
        for (int i = 1; i < failures && delay.compareTo(MAX) < 0; i++) {
            delay = delay.multipliedBy(2);
        }
        return lastFailure.plus(delay.compareTo(MAX) < 0 ? delay : MAX);
    }

    /** getFinishedTime: the last end of a main or sidecar, else when the pod became unready. */
    private Instant finishedTime(PodStatus pod, Instant now) {
        List<ContainerStatus> sidecarStatuses = pod.getInitContainerStatuses().stream()
                .filter(s -> sidecars.contains(s.getName())).toList();
        List<ContainerStatus> all = Stream.concat(pod.getContainerStatuses().stream(), sidecarStatuses.stream())
                .toList();
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
