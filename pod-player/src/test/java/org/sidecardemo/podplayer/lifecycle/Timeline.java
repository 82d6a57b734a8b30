package org.sidecardemo.podplayer.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What became of a played pod. Every failed assertion prints all events. */
record Timeline(Instant start, SimulatedPod pod) {

    List<Event> events() {
        return pod.lifecycle().events();
    }

    boolean anythingRuns() {
        return pod.anythingRuns();
    }

    void check(boolean fulfilled, String expected) {
        if (!fulfilled) {
            throw new AssertionError("expected " + expected + "\n" + this);
        }
    }

    @Override
    public String toString() {
        return events().stream().map(this::line).collect(Collectors.joining("\n"));
    }

    private String line(Event event) {
        String container = event.container() == null
                ? ""
                : event.container().name() + "/" + event.container().attempt();
        return String.format(Locale.ROOT, "%10.3f  %-20s %-24s %s",
                Duration.between(start, event.at()).toMillis() / 1000.0, container, event.type(), event.detail());
    }
}
