package org.sidecardemo.systemtests.bench;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ShellTimeTest {

    @Test
    void microseconds() {
        assertThat(ShellTime.parse("1795525768.008318")).isEqualTo(Instant.parse("2026-11-24T13:09:28.008318Z"));
    }
}
