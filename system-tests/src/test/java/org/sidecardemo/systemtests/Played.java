package org.sidecardemo.systemtests;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;

/** A Job and its one pod as the API shows them, from whichever stage they were played on. */
record Played(Job job, Pod pod) {

    static Played of(Run run) {
        if (run.pods().size() != 1) {
            throw new AssertionError("expected one pod:\n" + run.timeline());
        }
        return new Played(run.job().orElseThrow(), run.pods().getFirst());
    }

    ContainerOutcome outcome(String container) {
        return ContainerOutcome.of(status(container).getState());
    }

    int restarts(String container) {
        return status(container).getRestartCount();
    }

    Instant startedAt(String container) {
        var state = status(container).getState();
        return Instant.parse(state.getTerminated() == null
                ? state.getRunning().getStartedAt()
                : state.getTerminated().getStartedAt());
    }

    Instant finishedAt(String container) {
        return Instant.parse(status(container).getState().getTerminated().getFinishedAt());
    }

    String phase() {
        return pod.getStatus().getPhase();
    }

    /** The Job's conditions that hold, each with its reason, if it has one. */
    Map<String, String> conditions() {
        return job.getStatus().getConditions().stream()
                .filter(condition -> condition.getStatus().equals("True"))
                .collect(Collectors.toMap(JobCondition::getType,
                        condition -> condition.getReason() == null ? "" : condition.getReason()));
    }

    private ContainerStatus status(String container) {
        return Stream.of(pod.getStatus().getInitContainerStatuses(), pod.getStatus().getContainerStatuses())
                .flatMap(List::stream)
                .filter(status -> status.getName().equals(container))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no status of " + container + " in " + pod.getStatus()));
    }
}
