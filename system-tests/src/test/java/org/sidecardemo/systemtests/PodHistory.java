package org.sidecardemo.systemtests;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;

/** All that the API has shown of a namespace's pods, those included that are gone. Called by several threads. */
final class PodHistory implements ResourceEventHandler<Pod> {

    private static final String JOB_NAME = "batch.kubernetes.io/job-name";

    private record Look(Instant at, Pod pod, boolean deleted) {}

    private final Map<String, List<Look>> looks = new LinkedHashMap<>();

    @Override
    public void onAdd(Pod pod) {
        add(pod, false);
    }

    @Override
    public void onUpdate(Pod before, Pod pod) {
        add(pod, false);
    }

    @Override
    public void onDelete(Pod pod, boolean finalStateUnknown) {
        add(pod, true);
    }

    private synchronized void add(Pod pod, boolean deleted) {
        looks.computeIfAbsent(pod.getMetadata().getName(), _ -> new ArrayList<>())
                .add(new Look(Instant.now(), pod, deleted));
        notifyAll();
    }

    /**
     * Waits until each pod of a workload is so or is gone, at most so long.
     *
     * @param workload the name of a pod or a Job
     * @return the pods as they were seen last, in the order of their creation
     */
    synchronized List<Pod> await(String workload, Predicate<Pod> condition, Duration atMost)
            throws InterruptedException {
        Instant deadline = Instant.now().plus(atMost);
        while (last(workload).isEmpty()
                || !last(workload).stream().allMatch(look -> look.deleted || condition.test(look.pod))) {
            long left = Duration.between(Instant.now(), deadline).toMillis();
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        return last(workload).stream().map(Look::pod)
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getCreationTimestamp())).toList();
    }

    /**
     * Waits until a pod, or the one pod of a Job, is so or has been, at most so long.
     *
     * @param workload the name of a pod or a Job
     * @return the pod as it was then, or as it was seen last
     */
    synchronized Pod awaitOnce(String workload, Predicate<Pod> condition, Duration atMost)
            throws InterruptedException {
        Instant deadline = Instant.now().plus(atMost);
        while (true) {
            List<Look> seen = looks.values().stream().flatMap(List::stream).filter(look -> belongs(look, workload))
                    .toList();
            var then = seen.stream().map(Look::pod).filter(condition).findFirst();
            long left = Duration.between(Instant.now(), deadline).toMillis();
            if (then.isPresent() || left <= 0) {
                return then.orElseGet(() -> seen.getLast().pod);
            }
            wait(left);
        }
    }

    /** All that was shown of each of these pods until it was as it is here. */
    synchronized List<List<Pod>> until(List<Pod> pods) {
        return pods.stream().map(pod -> {
            List<Pod> shown = looks.get(pod.getMetadata().getName()).stream().map(Look::pod).toList();
            return shown.subList(0, shown.indexOf(pod) + 1);
        }).toList();
    }

    /** A line for each change of a container's state or a phase, in seconds after the workload's first pod was seen. */
    synchronized String timeline(String workload) {
        var lines = new StringBuilder();
        var known = new LinkedHashMap<String, String>();
        List<Look> all = looks.values().stream().flatMap(List::stream).filter(look -> belongs(look, workload))
                .sorted(Comparator.comparing(Look::at)).toList();
        for (Look look : all) {
            states(look.pod).forEach((name, state) -> {
                if (!state.equals(known.put(name, state))) {
                    lines.append("%7.3f s  %-30s %s%n".formatted(
                            Duration.between(all.getFirst().at, look.at).toMillis() / 1000.0, name, state));
                }
            });
        }
        return lines.toString();
    }

    private List<Look> last(String workload) {
        return looks.values().stream().map(List::getLast).filter(look -> belongs(look, workload)).toList();
    }

    private static boolean belongs(Look look, String workload) {
        var metadata = look.pod.getMetadata();
        return workload.equals(metadata.getName()) || workload.equals(metadata.getLabels().get(JOB_NAME));
    }

    private static Map<String, String> states(Pod pod) {
        var states = new LinkedHashMap<String, String>();
        String name = pod.getMetadata().getName();
        states.put(name, pod.getStatus().getPhase());
        Stream.of(pod.getStatus().getInitContainerStatuses(), pod.getStatus().getContainerStatuses())
                .flatMap(List::stream).forEach(status -> {
                    var outcome = ContainerOutcome.of(status.getState());
                    states.put(name + " " + status.getName(), String.format(Locale.ROOT, "%s %s %s, restarts %d, %s%s",
                            outcome.state(), outcome.reason() == null ? "" : outcome.reason(),
                            outcome.exitCode() == null ? "" : outcome.exitCode(), status.getRestartCount(),
                            Boolean.TRUE.equals(status.getStarted()) ? "started" : "not started",
                            status.getReady() ? ", ready" : ""));
                });
        return states;
    }
}
