package org.sidecardemo.systemtests;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.batch.v1.Job;

/**
 * What came of a scenario in a few words, as a cell of the {@link ReleaseTable} says it: how it ended and its containers, but
 * for init containers that ended with 0 or were stopped: whether by SIGTERM or SIGKILL depends on the moment. With an annotation {@code tells: conditions} it is the conditions.
 */
final class ReleaseCell {

    private static final List<ContainerOutcome> UNTOLD = List.of(ContainerOutcome.terminated("Completed", 0),
            ContainerOutcome.terminated("Error", 143), ContainerOutcome.terminated("Error", 137));

    private ReleaseCell() {}

    static String of(Scenario scenario, Callable<Run> play) throws Exception {
        try {
            Run run = play.call();
            return scenario.tellsConditions() ? conditions(run) : ending(run) + ": " + containers(run.pods().getLast());
        } catch (Refused refused) {
            return "refused, " + refused.finding();
        }
    }

    private static String ending(Run run) {
        return run.job().map(ReleaseCell::ending).orElseGet(() -> {
            String phase = run.pods().getFirst().getStatus().getPhase();
            return List.of("Succeeded", "Failed").contains(phase) ? phase : "stuck";
        });
    }

    private static String ending(Job job) {
        return trueConditions(job).filter(type -> List.of("Complete", "Failed").contains(type)).findFirst()
                .orElse("stuck");
    }

    private static String conditions(Run run) {
        return run.job().map(job -> trueConditions(job).collect(Collectors.joining(", ")))
                .orElseGet(() -> conditions(run.pods().getFirst()));
    }

    private static Stream<String> trueConditions(Job job) {
        return job.getStatus().getConditions().stream().filter(condition -> condition.getStatus().equals("True"))
                .map(condition -> condition.getType());
    }

    /** Those that it has, whether true or not, and of which generation its status is. */
    private static String conditions(Pod pod) {
        var told = new ArrayList<>(
                pod.getStatus().getConditions().stream().map(PodCondition::getType).sorted().toList());
        if (pod.getStatus().getObservedGeneration() != null) {
            told.add("observedGeneration " + pod.getStatus().getObservedGeneration());
        }
        return String.join(", ", told);
    }

    private static String containers(Pod pod) {
        var status = pod.getStatus();
        return Stream.concat(
                status.getInitContainerStatuses().stream().filter(init -> !UNTOLD
                        .contains(ContainerOutcome.of(init.getState()))),
                status.getContainerStatuses().stream()).map(ReleaseCell::container).collect(Collectors.joining(", "));
    }

    private static String container(ContainerStatus container) {
        var outcome = ContainerOutcome.of(container.getState());
        return container.getName() + " " + switch (outcome.state()) {
            case "running" -> "Running";
            case "terminated" -> outcome.reason() + " " + outcome.exitCode();
            default -> outcome.reason();
        };
    }
}
