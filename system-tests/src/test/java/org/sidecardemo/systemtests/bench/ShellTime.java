package org.sidecardemo.systemtests.bench;

import java.math.BigDecimal;
import java.time.Instant;

/** The time as a shell's EPOCHREALTIME tells it: seconds, with microseconds after the point. */
final class ShellTime {

    private ShellTime() {}

    static Instant parse(String text) {
        return Instant.ofEpochSecond(0, new BigDecimal(text).movePointRight(9).longValueExact());
    }
}
