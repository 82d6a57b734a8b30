package org.sidecardemo.slowsidecar;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProcessStartTest {

    private static final String STAT = "1 (%s) S 0 1 1 0 -1 4194560 5 0 0 0 1 1 0 0 20 0 1 0 40184 99 1";

    /** The command's name, which anyone may choose, doesn't move the field. */
    @Test
    void ageIsUptimeLessStartTime() {
        assertThat(ProcessStart.age(STAT.formatted("java"), "402.35 259.41\n")).isEqualTo(Duration.ofMillis(500));
        assertThat(ProcessStart.age(STAT.formatted("a ) b (c"), "402.35 259.41\n")).isEqualTo(Duration.ofMillis(500));
    }

    /** Both times are rounded down, so a tick is taken off, but an age is never negative. */
    @Test
    void ageIsNeverNegative() {
        assertThat(ProcessStart.age(STAT.formatted("java"), "401.84 259.41\n")).isZero();
    }
}
