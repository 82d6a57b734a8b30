package org.sidecardemo.podplayer.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import org.sidecardemo.podplayer.lifecycle.Event;
import org.sidecardemo.podplayer.report.PodContainer.Kind;

/**
 * One container's row of the timeline, over all of its restarts.
 *
 * @param bars without gaps from the pod's creation on, but for the time after an end that is the last
 * @param marks in order of time
 */
record Track(String pod, String container, Kind kind, List<Bar> bars, List<Mark> marks) {

    enum Phase {
        WAITING, STARTING, RUNNING, TERMINATING;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param open true if it went on when the recording ended
     */
    record Bar(Phase phase, Instant from, Instant to, boolean open) {}

    /**
     * @param text for an end its reason and exit code, else empty
     * @param good for an end that its exit code is 0
     */
    record Mark(Instant at, Sign sign, String text, boolean good) {}

    enum Sign {
        PROBE_FAILED, PROBE_SUCCEEDED, SIGTERM, SIGKILL, ENDED
    }

    /**
     * The tracks of a pod's containers, in the order in which they start.
     *
     * @param events may be of other pods, too
     * @param now where bars that go on are cut off
     */
    static List<Track> of(Pod pod, List<Event> events, Instant now) {
        var ofPod = events.stream().filter(e -> e.pod().equals(pod.getMetadata().getName())).toList();
        return PodContainer.of(pod).stream().map(c -> new Builder(c.spec(), now).build(pod, c.kind(), ofPod)).toList();
    }

    private static final class Builder {

        private final Container container;
        private final Instant now;
        private final List<Bar> bars = new ArrayList<>();
        private final List<Mark> marks = new ArrayList<>();
        private Phase phase;
        private Instant since;

        Builder(Container container, Instant now) {
            this.container = container;
            this.now = now;
        }

        Track build(Pod pod, Kind kind, List<Event> events) {
            for (var event : events) {
                if (event.type() == Event.Type.POD_CREATED) {
                    enter(Phase.WAITING, event.at());
                } else if (event.container() != null && event.container().name().equals(container.getName())) {
                    take(event);
                }
            }
            if (phase != null) {
                bars.add(new Bar(phase, since, now, true));
            }
            return new Track(pod.getMetadata().getName(), container.getName(), kind, List.copyOf(bars),
                    List.copyOf(marks));
        }

        private void take(Event event) {
            switch (event.type()) {
                case WAITING, BACK_OFF -> enter(Phase.WAITING, event.at());
                case STARTING -> enter(Phase.STARTING, event.at());
                case STARTED -> enter(container.getStartupProbe() == null ? Phase.RUNNING : Phase.STARTING, event.at());
                case STARTUP_PROBE_SUCCEEDED -> {
                    mark(event, Sign.PROBE_SUCCEEDED);
                    enter(Phase.RUNNING, event.at());
                }
                case STARTUP_PROBE_FAILED, LIVENESS_PROBE_FAILED -> mark(event, Sign.PROBE_FAILED);
                case TERMINATING -> {
                    mark(event, Sign.SIGTERM);
                    enter(Phase.TERMINATING, event.at());
                }
                case KILLED -> mark(event, Sign.SIGKILL);
                case ENDED -> {
                    marks.add(end(event));
                    enter(null, event.at());
                }
                case POD_CREATED, PROBE_ERROR, READY, NOT_READY, HOOK_STARTED, HOOK_ENDED, POD_PHASE, JOB_CONDITION -> {
                }
            }
        }

        private void mark(Event event, Sign sign) {
            marks.add(new Mark(event.at(), sign, "", false));
        }

        /** The lifecycle tells "1 Error" or "128 StartError: what was wrong". */
        private static Mark end(Event event) {
            var words = event.detail().split("[ :]+", 3);
            return new Mark(event.at(), Sign.ENDED, words.length < 2 ? event.detail() : words[1] + " " + words[0],
                    words[0].equals("0"));
        }

        private void enter(Phase next, Instant at) {
            if (phase == next) {
                return;
            }
            if (phase != null && at.isAfter(since)) {
                bars.add(new Bar(phase, since, at, false));
            }
            phase = next;
            since = at;
        }
    }
}
