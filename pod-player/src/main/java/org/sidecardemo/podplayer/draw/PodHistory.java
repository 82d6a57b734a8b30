package org.sidecardemo.podplayer.draw;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import org.sidecardemo.podplayer.lifecycle.ContainerId;
import org.sidecardemo.podplayer.lifecycle.Event.Type;
import org.sidecardemo.podplayer.report.ApiEvents;

/**
 * What happened to a pod of a cluster, by its status and by what the kubelet's events say. Its times are whole seconds: so are
 * the API's. When a startup probe succeeded no object tells; the start of what waited for it does.
 */
final class PodHistory {

    /** Status and events tell of the same start in seconds that may differ. */
    private static final long SAME_START_SECONDS = 2;

    /** @param end empty if it runs, or if only an event tells of the run */
    private record ContainerRun(Instant start, Optional<ContainerStateTerminated> end) {}

    private final List<Pod> versions;
    private final Pod pod;
    private final List<Event> kubelets;
    private final List<org.sidecardemo.podplayer.lifecycle.Event> events = new ArrayList<>();

    /**
     * @param versions of one pod, the newest last
     * @param events may be of other objects, too
     */
    PodHistory(List<Pod> versions, List<Event> events) {
        this.versions = versions;
        pod = versions.getLast();
        kubelets = events.stream().filter(event -> "Pod".equals(event.getInvolvedObject().getKind())
                && pod.getMetadata().getName().equals(event.getInvolvedObject().getName())).toList();
    }

    static Instant created(HasMetadata object) {
        return Instant.parse(object.getMetadata().getCreationTimestamp());
    }

    /** Each container's in order of time. */
    List<org.sidecardemo.podplayer.lifecycle.Event> events() {
        var inits = pod.getSpec().getInitContainers();
        var reason = inits.isEmpty() ? "ContainerCreating" : "PodInitializing";
        events.add(new org.sidecardemo.podplayer.lifecycle.Event(created(pod), pod.getMetadata().getName(), null,
                Type.POD_CREATED, ""));
        var containers = Stream.concat(inits.stream(), pod.getSpec().getContainers().stream()).toList();
        for (var container : containers) {
            add(container, 0, created(pod), Type.WAITING, reason);
            container(container, containers);
        }
        return events;
    }

    private void container(Container container, List<Container> all) {
        var runs = runs(container.getName());
        for (int attempt = 0; attempt < runs.size(); attempt++) {
            var run = runs.get(attempt);
            var next = attempt + 1 < runs.size()
                    ? Optional.of(runs.get(attempt + 1).start())
                    : Optional.<Instant>empty();
            // containerd leaves the start of what could not be started at zero
            if (run.start().isAfter(Instant.EPOCH)) {
                add(container, attempt, run.start(), Type.STARTED, "");
            }
            during(container, attempt, run, next, all);
            int number = attempt;
            run.end().ifPresent(end -> add(container, number, finished(end), Type.ENDED, detail(end)));
            if (next.isPresent()) {
                add(container, attempt, run.end().map(PodHistory::finished).orElse(run.start()), Type.BACK_OFF,
                        run.end().isPresent() ? "" : "when it ended is not known");
            }
        }
        waiting(container, runs);
    }

    private static String detail(ContainerStateTerminated end) {
        var message = end.getMessage() == null || end.getMessage().isBlank() ? "" : ": " + end.getMessage().strip();
        return end.getExitCode() + " " + Optional.ofNullable(end.getReason()).orElse("Error") + message;
    }

    /** What it waits for now, if it was waiting for something else before. */
    private void waiting(Container container, List<ContainerRun> runs) {
        newest(container.getName()).map(ContainerStatus::getState).map(ContainerState::getWaiting)
                .ifPresent(waiting -> {
                    var reason = Optional.ofNullable(waiting.getReason()).orElse("");
                    var since = runs.isEmpty()
                            ? created(pod)
                            : runs.getLast().end().map(PodHistory::finished).orElse(runs.getLast().start());
                    add(container, runs.size(), since, runs.isEmpty() ? Type.WAITING : Type.BACK_OFF, reason);
                });
    }

    private void during(Container container, int attempt, ContainerRun run, Optional<Instant> next,
            List<Container> all) {
        var until = run.end().map(PodHistory::finished).or(() -> next).orElse(Instant.MAX);
        var told = new TreeMap<Instant, List<Event>>();
        kubelets.stream().filter(event -> ApiEvents.container(event).filter(container.getName()::equals).isPresent())
                .forEach(event -> times(event).filter(at -> !at.isBefore(run.start()) && !at.isAfter(until))
                        .forEach(at -> told.computeIfAbsent(at, _ -> new ArrayList<>()).add(event)));
        var probed = container.getStartupProbe() == null
                ? Optional.<Instant>empty()
                : startupProbeSucceeded(container, run, all);
        probed.filter(at -> !at.isAfter(until))
                .ifPresent(at -> add(container, attempt, at, Type.STARTUP_PROBE_SUCCEEDED, ""));
        told.forEach((at, these) -> these.forEach(event -> probeOrKill(container, attempt, at, event)));
    }

    private void probeOrKill(Container container, int attempt, Instant at, Event event) {
        var message = Optional.ofNullable(event.getMessage()).orElse("").lines().findFirst().orElse("");
        var reason = Optional.ofNullable(event.getReason()).orElse("");
        if (reason.equals("Killing")) {
            add(container, attempt, at, Type.TERMINATING, message);
        } else if (reason.equals("Unhealthy") && message.startsWith("Startup probe failed")) {
            add(container, attempt, at, Type.STARTUP_PROBE_FAILED, message);
        } else if (reason.equals("Unhealthy") && message.startsWith("Liveness probe failed")) {
            add(container, attempt, at, Type.LIVENESS_PROBE_FAILED, message);
        }
    }

    /** The next container's start, after a container of the list of inits; else the time of a condition. */
    private Optional<Instant> startupProbeSucceeded(Container container, ContainerRun run, List<Container> all) {
        var inits = pod.getSpec().getInitContainers();
        var next = all.stream().skip(all.indexOf(container) + 1L).findFirst();
        if (inits.contains(container)) {
            return next.flatMap(following -> runs(following.getName()).stream().map(ContainerRun::start)
                    .filter(at -> !at.isBefore(run.start())).findFirst())
                    .or(() -> Optional.of(inits.getLast()).filter(container::equals)
                            .flatMap(_ -> condition("Initialized")));
        }
        return newest(container.getName()).filter(status -> Boolean.TRUE.equals(status.getStarted()))
                .flatMap(_ -> condition("ContainersReady")).filter(at -> !at.isBefore(run.start()));
    }

    private Optional<Instant> condition(String type) {
        return status(pod).stream().flatMap(status -> status.getConditions().stream())
                .filter(c -> c.getType().equals(type) && "True".equals(c.getStatus())
                        && c.getLastTransitionTime() != null)
                .map(c -> Instant.parse(c.getLastTransitionTime())).findFirst();
    }

    /** Of all versions' states and last states, and of what only events tell; in order. */
    private List<ContainerRun> runs(String container) {
        var runs = new TreeMap<Instant, ContainerRun>();
        versions.stream().flatMap(version -> statuses(version).filter(s -> s.getName().equals(container)))
                .flatMap(status -> Stream.of(status.getLastState(), status.getState())).filter(state -> state != null)
                .forEach(state -> {
                    if (state.getTerminated() != null) {
                        var end = state.getTerminated();
                        // a container that is lost has no times
                        var start = instant(end.getStartedAt()).or(() -> instant(end.getFinishedAt()));
                        start.ifPresent(at -> runs.put(isStartError(end) ? finished(end) : at,
                                new ContainerRun(at, Optional.of(end))));
                    } else if (state.getRunning() != null) {
                        instant(state.getRunning().getStartedAt())
                                .ifPresent(at -> runs.putIfAbsent(at, new ContainerRun(at, Optional.empty())));
                    }
                });
        kubelets.stream().filter(event -> "Started".equals(event.getReason()))
                .filter(event -> ApiEvents.container(event).filter(container::equals).isPresent())
                .flatMap(PodHistory::times)
                .filter(at -> runs.keySet().stream()
                        .noneMatch(
                                known -> Math.abs(known.getEpochSecond() - at.getEpochSecond()) <= SAME_START_SECONDS))
                .toList().forEach(at -> runs.put(at, new ContainerRun(at, Optional.empty())));
        return List.copyOf(runs.values());
    }

    private static boolean isStartError(ContainerStateTerminated end) {
        return instant(end.getStartedAt()).filter(at -> at.isAfter(Instant.EPOCH)).isEmpty();
    }

    private static Instant finished(ContainerStateTerminated end) {
        return instant(end.getFinishedAt()).orElse(Instant.EPOCH);
    }

    private static Optional<Instant> instant(String time) {
        return Optional.ofNullable(time).map(Instant::parse);
    }

    private Optional<ContainerStatus> newest(String container) {
        return statuses(pod).filter(status -> status.getName().equals(container)).findFirst();
    }

    private static Stream<ContainerStatus> statuses(Pod pod) {
        return status(pod).stream()
                .flatMap(status -> Stream.of(status.getInitContainerStatuses(), status.getContainerStatuses()))
                .flatMap(List::stream);
    }

    private static Optional<PodStatus> status(Pod pod) {
        return Optional.ofNullable(pod.getStatus());
    }

    /** An event that came several times tells the first and the last. */
    private static Stream<Instant> times(Event event) {
        var micro = event.getEventTime() == null ? null : event.getEventTime().getTime();
        return Stream.of(event.getFirstTimestamp(), event.getLastTimestamp(), micro)
                .filter(time -> time != null && !time.isEmpty()).map(Instant::parse).distinct();
    }

    private void add(Container container, int attempt, Instant at, Type type, String detail) {
        events.add(new org.sidecardemo.podplayer.lifecycle.Event(at, pod.getMetadata().getName(),
                new ContainerId(container.getName(), attempt), type, detail));
    }
}
