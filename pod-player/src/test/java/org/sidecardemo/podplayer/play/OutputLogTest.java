package org.sidecardemo.podplayer.play;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.sidecardemo.podplayer.report.Printed;

class OutputLogTest {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final OutputLog log = new OutputLog();

    /** A few lines are all kept, those of all containers in order of time. */
    @Test
    void few() {
        log.add("pod", "app", "a", BEGIN);
        log.add("pod", "sidecar", "b", BEGIN.plusSeconds(1));
        log.add("pod", "app", "c", BEGIN.plusSeconds(2));
        assertThat(log.lines()).extracting(Printed::line).containsExactly("a", "b", "c");
    }

    /** Of a container that prints a lot the first and the last lines are kept, and how many there were between. */
    @Test
    void many() {
        for (int i = 1; i <= 100_000; i++) {
            log.add("pod", "app", "line " + i, BEGIN.plusMillis(i));
        }
        log.add("pod", "sidecar", "listening", BEGIN.plusMillis(50));
        assertThat(log.lines()).extracting(Printed::line).containsExactly("line 1", "line 2", "… 99996 more lines",
                "listening", "line 99999", "line 100000");
    }

    /** A long line is cut. */
    @Test
    void longLine() {
        log.add("pod", "app", "x".repeat(1_000_000), BEGIN);
        assertThat(log.lines().getFirst().line()).hasSize(201).endsWith("x…");
    }
}
