package org.sidecardemo.sidecaruser;

import java.math.BigDecimal;
import java.time.Duration;

/** Durations for people. */
final class Seconds {
    private Seconds() {}

    /** Such as "10 s" or "0.25 s". */
    static String text(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
    }
}
