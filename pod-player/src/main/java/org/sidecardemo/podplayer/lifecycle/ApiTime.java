package org.sidecardemo.podplayer.lifecycle;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as the API keeps them: cut to whole seconds. */
public final class ApiTime {

    private ApiTime() {}

    static Instant truncated(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    public static String format(Instant time) {
        return truncated(time).toString();
    }
}
