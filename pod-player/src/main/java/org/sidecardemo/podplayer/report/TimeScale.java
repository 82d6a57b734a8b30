package org.sidecardemo.podplayer.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Where a time stands in a plot. */
final class TimeScale {

    private static final List<Integer> STEPS = List.of(1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21600,
            43200, 86400);

    private final Recording recording;
    private final Layout layout;
    private final double seconds;

    TimeScale(Recording recording, Layout layout) {
        this.recording = recording;
        this.layout = layout;
        seconds = Math.max(1, recording.duration().toMillis() / 1000.0);
    }

    double x(Instant at) {
        return x(sinceBegin(at).toMillis() / 1000.0);
    }

    double x(double second) {
        return layout.left() + layout.plotWidth() * Math.clamp(second / seconds, 0, 1);
    }

    double end() {
        return x(recording.end());
    }

    /** "5.1 s" after the beginning. */
    String brief(Instant at) {
        return Seconds.brief(sinceBegin(at));
    }

    /** The whole seconds that the axis names. */
    IntStream steps() {
        int step = STEPS.stream().filter(s -> seconds / s <= layout.mostSteps()).findFirst()
                .orElse((int) (seconds / layout.mostSteps()));
        return IntStream.rangeClosed(0, (int) (seconds / step)).map(i -> i * step);
    }

    private Duration sinceBegin(Instant at) {
        return Duration.between(recording.begin(), at);
    }
}
