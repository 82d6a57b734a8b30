package org.sidecardemo.podplayer.lifecycle;

import java.time.Duration;

/** Durations as Kubernetes prints them, such as 10s and 1m20s. */
final class GoDuration {

    private GoDuration() {}

    static String format(Duration duration) {
        return (duration.toMinutes() > 0 ? duration.toMinutes() + "m" : "") + duration.toSecondsPart() + "s";
    }
}
