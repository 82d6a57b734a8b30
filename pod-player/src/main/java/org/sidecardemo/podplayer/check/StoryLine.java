package org.sidecardemo.podplayer.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.sidecardemo.podplayer.lifecycle.Event;

/** What happens in a way, in one line: "0 s app, sidecar started … 1 s app Completed 0 … nothing more for ever". */
final class StoryLine {

    /** More of them make no line. */
    private static final int MOST_MOMENTS = 12;

    private StoryLine() {}

    /**
     * @param way played without a deadline
     * @param told the same as the manifest has it, with its deadline if there is one
     */
    static String of(Way way, Way told) {
        List<String> moments = new ArrayList<>();
        moments(told).forEach((time, what) -> moments.add(time + " " + String.join(", ", what)));
        if (moments.size() > MOST_MOMENTS) {
            moments.subList(MOST_MOMENTS / 2, moments.size() - MOST_MOMENTS / 2).clear();
            moments.add(MOST_MOMENTS / 2, "and so on");
        }
        if (!way.ended()) {
            var forEver = way.still() ? "nothing more happens, for ever" : "and so on, for ever";
            moments.add(told.ended() ? "without the deadline: " + forEver : forEver);
        }
        return String.join(" … ", moments);
    }

    private static Map<String, List<String>> moments(Way way) {
        Map<String, List<String>> moments = new LinkedHashMap<>();
        for (var event : way.events()) {
            text(event).ifPresent(text -> moments
                    .computeIfAbsent(seconds(Duration.between(Simulation.BEGIN, event.at())),
                            _ -> new ArrayList<>())
                    .add(text));
        }
        return moments;
    }

    private static Optional<String> text(Event event) {
        return switch (event.type()) {
            case STARTED -> Optional.of(event.container().name() + " started");
            case STARTUP_PROBE_SUCCEEDED -> Optional.of(event.container().name() + " passed its startup probe");
            case KILLED -> Optional.of(event.container().name() + " killed");
            case ENDED -> Optional.of(event.container().name() + " ended with " + code(event.detail()));
            case JOB_CONDITION -> condition(event.detail());
            default -> Optional.empty();
        };
    }

    /** Of the two that end a Job only the last, with its reason if it failed. */
    private static Optional<String> condition(String detail) {
        var parts = detail.split(": ", 3);
        return switch (parts[0]) {
            case "Complete" -> Optional.of("Job Complete");
            case "Failed" -> Optional.of("Job Failed: " + parts[1]);
            default -> Optional.empty();
        };
    }

    /** An end's detail is "CODE REASON", perhaps with a message. */
    private static String code(String detail) {
        return detail.split(" ", 2)[0];
    }

    private static String seconds(Duration time) {
        var tenths = Math.round(time.toMillis() / 100.0);
        return tenths % 10 == 0 ? tenths / 10 + " s" : String.format(Locale.ROOT, "%.1f s", tenths / 10.0);
    }
}
