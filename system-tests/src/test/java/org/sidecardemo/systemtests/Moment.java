package org.sidecardemo.systemtests;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;

/**
 * A start or an end of a container, as the API shows it: of its last run and the one before, if that is known for
 * sure, cut to whole seconds.
 *
 * @param what the pod's number, the container, its run's number, and what happened
 */
record Moment(String what, Instant at) {

    /** All of a run, by time. */
    static List<Moment> of(Run run) {
        var moments = new ArrayList<Moment>();
        for (int i = 0; i < run.pods().size(); i++) {
            var status = run.pods().get(i).getStatus();
            String pod = "pod " + i + " ";
            Stream.of(status.getInitContainerStatuses(), status.getContainerStatuses()).flatMap(List::stream)
                    .forEach(container -> addAll(moments, pod, container));
        }
        moments.sort(Comparator.comparing(Moment::at));
        return moments;
    }

    private static void addAll(List<Moment> moments, String pod, ContainerStatus container) {
        int run = container.getRestartCount();
        add(moments, pod + container.getName() + " " + run, container.getState());
        if (container.getState().getWaiting() != null) {
            // what waits for its next run still bears the number of the last one
            add(moments, pod + container.getName() + " " + run, container.getLastState());
        } else if (container.getState().getRunning() != null) {
            add(moments, pod + container.getName() + " " + (run - 1), container.getLastState());
        }
    }

    private static void add(List<Moment> moments, String run, ContainerState state) {
        if (state == null) {
            return;
        }
        if (state.getRunning() != null) {
            add(moments, run + " starts", state.getRunning().getStartedAt());
        }
        if (state.getTerminated() != null) {
            add(moments, run + " starts", state.getTerminated().getStartedAt());
            add(moments, run + " ends", state.getTerminated().getFinishedAt());
        }
    }

    /** One that never started, or was lost, has no time. */
    private static void add(List<Moment> moments, String what, String at) {
        if (at != null && Instant.parse(at).isAfter(Instant.EPOCH)) {
            moments.add(new Moment(what, Instant.parse(at)));
        }
    }
}
