package org.sidecardemo.podplayer.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import org.sidecardemo.podplayer.lifecycle.Event.Type;

/** What became of a played pod. Every failed assertion prints all events. Times are seconds after the pod's start. */
final class Timeline {

    private final Instant start;
    private final List<Event> events;
    private final PodStatus status;
    private final boolean ended;
    private final boolean anythingRuns;

    Timeline(Instant start, SimulatedPod pod) {
        this.start = start;
        events = pod.lifecycle().events();
        status = pod.lifecycle().status();
        ended = pod.lifecycle().ended();
        anythingRuns = pod.anythingRuns();
    }

    List<Event> events() {
        return events;
    }

    PodStatus status() {
        return status;
    }

    boolean ended() {
        return ended;
    }

    boolean anythingRuns() {
        return anythingRuns;
    }

    Timeline startsBefore(String first, String second) {
        return check(index(first, Type.STARTED, 0) < index(second, Type.STARTED, 0),
                first + " to start before " + second);
    }

    /** The first end of the one comes before the first start of the other. */
    Timeline endsBeforeStartOf(String first, String second) {
        return check(index(first, Type.ENDED, 0) < index(second, Type.STARTED, 0),
                first + " to end before " + second + " starts");
    }

    /** By the last end of each. */
    Timeline endsBefore(String first, String second) {
        return check(lastIndex(first, Type.ENDED) < lastIndex(second, Type.ENDED), first + " to end before " + second);
    }

    /** Some run of the one and some run of the other overlap. */
    Timeline ranTogether(String one, String other) {
        boolean together = runs(one).anyMatch(a -> runs(other)
                .anyMatch(b -> a.start().isBefore(b.end()) && b.start().isBefore(a.end())));
        return check(together, one + " and " + other + " to run together");
    }

    Timeline neverRanTogether(String one, String other) {
        boolean together = runs(one).anyMatch(a -> runs(other)
                .anyMatch(b -> a.start().isBefore(b.end()) && b.start().isBefore(a.end())));
        return check(!together, one + " and " + other + " not to run together");
    }

    Timeline neverStarted(String container) {
        return check(of(container, Type.STARTED).findAny().isEmpty(), container + " not to start");
    }

    Timeline restarted(String container, int times) {
        return check(
                of(container, Type.STARTED).count() == times + 1 && container(container).getRestartCount() == times,
                container + " to be restarted " + times + " times");
    }

    Timeline restartedAtLeast(String container, int times) {
        return check(of(container, Type.STARTED).count() > times, container + " to be restarted " + times + " times");
    }

    Timeline endedWith(String container, int exitCode, String reason) {
        ContainerStateTerminated end = container(container).getState().getTerminated();
        return check(end != null && end.getExitCode() == exitCode && reason.equals(end.getReason()),
                container + " to end with " + exitCode + " " + reason);
    }

    Timeline waitsFor(String container, String reason) {
        var waiting = container(container).getState().getWaiting();
        return check(waiting != null && waiting.getReason().equals(reason), container + " to wait: " + reason);
    }

    Timeline runs(String container, boolean started, boolean ready) {
        ContainerStatus shown = container(container);
        return check(shown.getState().getRunning() != null && shown.getStarted() == started
                && shown.getReady() == ready, container + " to run, started " + started + ", ready " + ready);
    }

    Timeline phase(String expected) {
        return check(expected.equals(status.getPhase()), "phase " + expected);
    }

    Timeline phases(String... expected) {
        List<String> seen = events.stream().filter(e -> e.type() == Type.POD_PHASE).map(Event::detail).toList();
        return check(seen.equals(List.of(expected)), "phases " + List.of(expected));
    }

    Timeline condition(String type, String expected, String reason) {
        PodCondition condition = condition(type);
        return check(condition.getStatus().equals(expected) && Objects.equals(condition.getReason(), reason),
                "condition " + type + " " + expected + " " + reason + ", was " + condition);
    }

    PodCondition condition(String type) {
        return status.getConditions().stream().filter(c -> c.getType().equals(type)).findFirst().orElseThrow();
    }

    /** The n-th (from 0) event of its kind came at this time. */
    Timeline at(String container, Type type, int n, double seconds) {
        double seen = timeOf(container, type, n);
        return check(Math.abs(seen - seconds) < 0.001, type + " " + n + " of " + container + " at " + seconds);
    }

    Timeline startedAt(String container, double... seconds) {
        double[] seen = of(container, Type.STARTED).mapToDouble(e -> seconds(e.at())).toArray();
        return check(Arrays.equals(seen, seconds),
                container + " to start at " + Arrays.toString(seconds));
    }

    double timeOf(String container, Type type, int n) {
        return seconds(events.get(index(container, type, n)).at());
    }

    double endTime() {
        return seconds(events.getLast().at());
    }

    long count(String container, Type type) {
        return of(container, type).count();
    }

    ContainerStatus container(String name) {
        return Stream.concat(status.getInitContainerStatuses().stream(), status.getContainerStatuses().stream())
                .filter(s -> s.getName().equals(name)).findFirst().orElseThrow();
    }

    /** The index of the n-th event of a kind among all, or an error. */
    int index(String container, Type type, int n) {
        List<Integer> found = IntStream.range(0, events.size())
                .filter(i -> is(container, type).test(events.get(i))).boxed().toList();
        check(found.size() > n, "an event " + type + " number " + n + " of " + container);
        return found.get(n);
    }

    Timeline check(boolean fulfilled, String expected) {
        if (!fulfilled) {
            throw new AssertionError("expected " + expected + "\n" + this);
        }
        return this;
    }

    @Override
    public String toString() {
        return events.stream().map(this::line).collect(Collectors.joining("\n", "", "\n" + status));
    }

    private String line(Event event) {
        String container = event.container() == null
                ? ""
                : event.container().name() + "/" + event.container().attempt();
        return String.format(Locale.ROOT, "%10.3f  %-20s %-24s %s", seconds(event.at()), container, event.type(),
                event.detail());
    }

    private int lastIndex(String container, Type type) {
        return index(container, type, (int) of(container, type).count() - 1);
    }

    private Stream<Event> of(String container, Type type) {
        return events.stream().filter(is(container, type));
    }

    private static Predicate<Event> is(String container, Type type) {
        return e -> e.type() == type && (container == null
                ? e.container() == null
                : e.container() != null && e.container().name().equals(container));
    }

    private record Interval(Instant start, Instant end) {}

    private Stream<Interval> runs(String container) {
        return of(container, Type.STARTED).map(s -> new Interval(s.at(), of(container, Type.ENDED)
                .filter(e -> e.container().equals(s.container())).map(Event::at).findFirst().orElse(Instant.MAX)));
    }

    private double seconds(Instant time) {
        return Duration.between(start, time).toMillis() / 1000.0;
    }
}
