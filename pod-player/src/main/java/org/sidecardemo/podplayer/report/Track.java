package org.sidecardemo.podplayer.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import org.sidecardemo.podplayer.lifecycle.ContainerKind;
import org.sidecardemo.podplayer.lifecycle.Event;

/**
 * One container's row of the timeline, over all of its restarts.
 *
 * @param bars without gaps from the pod's creation on, but for the time after an end that is the last
 * @param marks in order of time
 */
record Track(String pod, String container, ContainerKind kind, List<Bar> bars, List<Mark> marks) {

    enum Phase {
        WAITING, STARTING, RUNNING, TERMINATING;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param open true if it went on when the recording ended
     * @param detail why it waits, or empty
     * @param rule the number of the rule that made it so
     */
    record Bar(Phase phase, Instant from, Instant to, boolean open, String detail, Optional<Integer> rule) {}

    /**
     * @param text for an end its reason and exit code, for a printed line the line, else what more is known, or empty
     * @param good for an end that its exit code is 0
     * @param rule the number of the rule that made it so
     */
    record Mark(Instant at, Sign sign, String text, boolean good, Optional<Integer> rule) {}

    enum Sign {
        PROBE_FAILED, PROBE_SUCCEEDED, SIGTERM, SIGKILL, ENDED, PRINTED
    }

    /** The tracks of each pod of a recording, in the order in which the containers start. */
    static List<List<Track>> of(Recording recording) {
        return recording.pods().stream().map(pod -> of(pod, recording)).toList();
    }

    private static List<Track> of(Pod pod, Recording recording) {
        return of(pod, recording.events(), recording.printed(), recording.end());
    }

    /**
     * The tracks of a pod's containers, without what they print.
     *
     * @param events may be of other pods, too
     * @param now where bars that go on are cut off
     */
    static List<Track> of(Pod pod, List<Event> events, Instant now) {
        return of(pod, events, List.of(), now);
    }

    private static List<Track> of(Pod pod, List<Event> events, List<Printed> printed, Instant now) {
        var name = pod.getMetadata().getName();
        var ofPod = events.stream().filter(e -> e.pod().equals(name)).toList();
        var printedByPod = printed.stream().filter(p -> p.pod().equals(name)).toList();
        return PodContainer.of(pod).stream()
                .map(c -> new Builder(c.spec(), c.kind(), now).build(name, ofPod, printedByPod)).toList();
    }

    /** True once it has run, or was to run. */
    boolean began() {
        return bars.stream().anyMatch(bar -> bar.phase() != Phase.WAITING) || !marks.isEmpty();
    }

    private static final class Builder {

        private final Container container;
        private final ContainerKind kind;
        private final Instant now;
        private final List<Bar> bars = new ArrayList<>();
        private final List<Mark> marks = new ArrayList<>();
        private Phase phase;
        private Instant since;
        private String detail = "";
        private Optional<Integer> rule = Optional.empty();
        private Optional<Event> previous = Optional.empty();

        Builder(Container container, ContainerKind kind, Instant now) {
            this.container = container;
            this.kind = kind;
            this.now = now;
        }

        Track build(String pod, List<Event> events, List<Printed> printed) {
            for (var event : events) {
                if (event.type() == Event.Type.POD_CREATED) {
                    enter(Phase.WAITING, event);
                } else if (event.container() != null && event.container().name().equals(container.getName())) {
                    take(event);
                    previous = Optional.of(event);
                }
            }
            if (phase != null) {
                bars.add(new Bar(phase, since, now, true, detail, rule));
            }
            printed.stream().filter(p -> p.container().equals(container.getName()) && !p.line().isBlank())
                    .forEach(p -> marks.add(new Mark(p.at(), Sign.PRINTED, withoutTime(p.line()), false,
                            Optional.empty())));
            marks.sort(Comparator.comparing(Mark::at));
            return new Track(pod, container.getName(), kind, List.copyOf(bars), List.copyOf(marks));
        }

        private void take(Event event) {
            switch (event.type()) {
                case WAITING, BACK_OFF -> enter(Phase.WAITING, event);
                case STARTING -> enter(Phase.STARTING, event);
                case STARTED -> enter(container.getStartupProbe() == null ? Phase.RUNNING : Phase.STARTING, event);
                case STARTUP_PROBE_SUCCEEDED -> {
                    mark(event, Sign.PROBE_SUCCEEDED);
                    enter(Phase.RUNNING, event);
                }
                case STARTUP_PROBE_FAILED, LIVENESS_PROBE_FAILED -> mark(event, Sign.PROBE_FAILED);
                case TERMINATING -> {
                    mark(event, Sign.SIGTERM);
                    enter(Phase.TERMINATING, event);
                }
                case KILLED -> mark(event, Sign.SIGKILL);
                case ENDED -> {
                    marks.add(end(event));
                    enter(null, event);
                }
                case POD_CREATED, PROBE_ERROR, READINESS_PROBE_FAILED, READY, NOT_READY, HOOK_STARTED, HOOK_ENDED,
                        POD_PHASE, JOB_CONDITION ->
                    {
                    }
            }
        }

        private void mark(Event event, Sign sign) {
            marks.add(new Mark(event.at(), sign, event.detail(), false, Rule.of(event, kind, previous)));
        }

        /** The lifecycle tells "1 Error" or "128 StartError: what was wrong". */
        private Mark end(Event event) {
            var words = event.detail().split("[ :]+", 3);
            return new Mark(event.at(), Sign.ENDED, words.length < 2 ? event.detail() : words[1] + " " + words[0],
                    words[0].equals("0"), Rule.of(event, kind, previous));
        }

        private void enter(Phase next, Event event) {
            if (phase != next) {
                // a run counts even if it took no time that its source can tell
                if (phase != null && (event.at().isAfter(since) || phase == Phase.RUNNING)) {
                    bars.add(new Bar(phase, since, event.at(), false, detail, rule));
                }
                phase = next;
                since = event.at();
            }
            detail = next == Phase.WAITING ? event.detail() : "";
            rule = Rule.of(event, kind, previous);
        }

        /** The picture tells the time itself. */
        private static String withoutTime(String line) {
            return line.replaceFirst("^\\[?\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d\\S*\\s+", "").strip();
        }
    }
}
