package org.sidecardemo.podplayer.report;

import java.time.Duration;
import java.util.Locale;

/** Durations for people: seconds, in digits that don't depend on the machine's language. */
public final class Seconds {

    private Seconds() {}

    /** "6.1 s". */
    public static String brief(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    /** "+5.123s". */
    static String exact(Duration duration) {
        return String.format(Locale.ROOT, "+%.3fs", duration.toMillis() / 1000.0);
    }
}
