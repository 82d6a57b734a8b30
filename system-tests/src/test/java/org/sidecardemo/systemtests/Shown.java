package org.sidecardemo.systemtests;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import org.sidecardemo.podplayer.lifecycle.PlayOutcome;

/**
 * What the API has shown of a workload.
 *
 * @param pods in order of creation, each as it was shown one time after the other
 * @param job as it ended; empty for a Pod
 */
record Shown(List<List<Pod>> pods, Optional<Job> job) {

    /**
     * One run of a container.
     *
     * @param started in whole seconds; null for one that couldn't be started
     * @param end its code and reason; null while it runs
     */
    private record OneRun(String container, Instant started, Instant ended, String end) {

        static Optional<OneRun> of(String container, ContainerState state) {
            if (state.getRunning() != null) {
                return Optional.of(new OneRun(container, Instant.parse(state.getRunning().getStartedAt()), null, null));
            }
            return Optional.ofNullable(state.getTerminated()).map(end -> new OneRun(container,
                    Optional.of(Instant.parse(end.getStartedAt())).filter(Instant.EPOCH::isBefore).orElse(null),
                    Instant.parse(end.getFinishedAt()), end.getExitCode() + " " + end.getReason()));
        }

        Instant begin() {
            return started == null ? ended : started;
        }

        List<String> course() {
            return Stream.of(started == null ? null : PlayOutcome.STARTED, end).filter(step -> step != null).toList();
        }
    }

    /** @param said tells in which order containers come that are shown to have been started in the same second */
    PlayOutcome outcome(PlayOutcome said) {
        var outcome = PlayOutcome.ofEnded(pods.stream().map(List::getLast).toList());
        IntStream.range(0, pods.size()).forEach(i -> {
            var pod = PlayOutcome.number(i);
            Map<String, Instant> begins = new TreeMap<>();
            for (var run : runs(pods.get(i))) {
                begins.putIfAbsent(run.container, run.begin());
                outcome.runs().computeIfAbsent(pod + " " + run.container, _ -> new ArrayList<>()).addAll(run.course());
            }
            if (!begins.isEmpty()) {
                outcome.firstStarts().put(pod, begins.keySet().stream()
                        .sorted(Comparator.<String, Instant>comparing(begins::get)
                                .thenComparing(said.firstStarts().getOrDefault(pod, List.of())::indexOf))
                        .toList());
            }
        });
        job.ifPresent(ended -> ended.getStatus().getConditions().forEach(condition -> outcome.job()
                .add(condition.getType() + (condition.getReason() == null ? "" : ": " + condition.getReason()))));
        return outcome;
    }

    /** The last that was shown of each. */
    private static Iterable<OneRun> runs(List<Pod> looks) {
        Map<String, OneRun> runs = new LinkedHashMap<>();
        looks.stream().map(Pod::getStatus)
                .flatMap(status -> Stream.concat(status.getInitContainerStatuses().stream(),
                        status.getContainerStatuses().stream()))
                .forEach(container -> add(container, runs));
        return runs.values();
    }

    private static void add(ContainerStatus container, Map<String, OneRun> runs) {
        Stream.of(container.getLastState(), container.getState()).filter(state -> state != null).forEach(state -> id(
                container, state).ifPresent(
                        id -> OneRun.of(container.getName(), state)
                                .ifPresent(run -> runs.put(id, run))));
    }

    /** Of a run; the kubelet makes up an end, without one, for a container that it doesn't find. */
    private static Optional<String> id(ContainerStatus container, ContainerState state) {
        return Optional.ofNullable(
                state.getTerminated() == null ? container.getContainerID() : state.getTerminated().getContainerID());
    }
}
