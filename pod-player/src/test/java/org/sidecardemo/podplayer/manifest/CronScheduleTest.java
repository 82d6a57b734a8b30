package org.sidecardemo.podplayer.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused is tested against the API server's answers. */
class CronScheduleTest {

    @ParameterizedTest
    @ValueSource(strings = {"* * * * *", "*/5 0-23/2 1,15,31 JAN-dec sun", "59 23 31 12 6", "? ? ? ? ?", "1/2 * * * *",
            "  0   0 1 1\t0 ", "@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly",
            "@every 1h30m10.5s", "@every 0", "@every -1ms", "+1 * * * *", ", * * * *"})
    void taken(String schedule) {
        assertThat(CronSchedule.refusal(schedule)).isEmpty();
    }
}
