package org.sidecardemo.systemtests;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;

/** What a player must have in common with a kubelet and the Job controller: all of a run but its times. */
record Outcome(Optional<JobOutcome> job, List<PodOutcome> pods) {

    record JobOutcome(int succeeded, int failed, List<Condition> conditions) {

        static JobOutcome of(Job job) {
            var status = job.getStatus();
            return new JobOutcome(orZero(status.getSucceeded()), orZero(status.getFailed()), status.getConditions()
                    .stream().map(c -> new Condition(c.getType(), c.getStatus(), c.getReason())).toList());
        }
    }

    record PodOutcome(String phase, String reason, List<Condition> conditions, List<OneContainer> containers) {

        /** The scheduler and the sandbox have conditions of their own, which say nothing of containers. */
        private static final List<String> OF_CONTAINERS = List.of("ContainersReady", "Initialized", "Ready");

        static PodOutcome of(Pod pod) {
            var status = pod.getStatus();
            return new PodOutcome(status.getPhase(), status.getReason(),
                    status.getConditions().stream().filter(c -> OF_CONTAINERS.contains(c.getType()))
                            .map(c -> new Condition(c.getType(), c.getStatus(), c.getReason())).sorted().toList(),
                    Stream.of(status.getInitContainerStatuses(), status.getContainerStatuses())
                            .flatMap(List::stream).map(OneContainer::of).toList());
        }
    }

    record Condition(String type, String status, String reason) implements Comparable<Condition> {

        @Override
        public int compareTo(Condition other) {
            return type.compareTo(other.type);
        }

        @Override
        public String toString() {
            return type + "=" + status + (reason == null ? "" : " " + reason);
        }
    }

    /**
     * @param before how the run before this one ended; null if there was none, or if this one has ended too: then it is
     * forgotten sooner or later
     */
    record OneContainer(String name, ContainerOutcome state, ContainerOutcome before, int restarts, boolean ready,
            boolean started) {

        static OneContainer of(ContainerStatus status) {
            boolean forgotten = ended(status.getState()) || !ended(status.getLastState());
            return new OneContainer(status.getName(), ContainerOutcome.of(status.getState()),
                    forgotten ? null : ContainerOutcome.of(status.getLastState()),
                    status.getRestartCount(), status.getReady(), Boolean.TRUE.equals(status.getStarted()));
        }

        private static boolean ended(ContainerState state) {
            return state != null && state.getTerminated() != null;
        }
    }

    static Outcome of(Run run) {
        return new Outcome(run.job().map(JobOutcome::of), run.pods().stream().map(PodOutcome::of).toList());
    }

    @Override
    public String toString() {
        return Stream.concat(job.stream().map(Objects::toString),
                pods.stream().flatMap(pod -> Stream.concat(
                        Stream.of("pod " + pod.phase + " " + pod.reason + " " + pod.conditions),
                        pod.containers.stream().map(Objects::toString))))
                .collect(Collectors.joining("\n"));
    }

    private static int orZero(Integer count) {
        return count == null ? 0 : count;
    }
}
