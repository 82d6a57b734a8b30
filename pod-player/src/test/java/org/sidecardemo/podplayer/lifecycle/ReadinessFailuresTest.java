package org.sidecardemo.podplayer.lifecycle;

import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sidecardemo.podplayer.lifecycle.Event.Type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sidecardemo.podplayer.lifecycle.Run.forever;
import static org.sidecardemo.podplayer.lifecycle.Scenario.pod;

/** What is told of readiness probes that fail. */
class ReadinessFailuresTest {

    @Test
    @DisplayName("each failure is told up to the threshold, then fewer and fewer")
    void noFlood() {
        Timeline timeline = pod("Always").main("main", forever().neverReady())
                .probe("main", ProbeType.READINESS, p -> p.withPeriodSeconds(1).withFailureThreshold(3)).playFor(30);
        assertThat(details(timeline, Type.READINESS_PROBE_FAILED)).containsExactly("1 of 3: refused", "2 of 3: refused",
                "6 in a row: refused",
                "12 in a row: refused", "24 in a row: refused");
        assertThat(details(timeline, Type.NOT_READY)).containsExactly("3 of 3: refused");
    }

    @Test
    @DisplayName("one failure that changes nothing is told, too")
    void changesNothing() {
        Timeline timeline = pod("Always").main("main", forever().readyAfter(2))
                .probe("main", ProbeType.READINESS, p -> p.withPeriodSeconds(1).withFailureThreshold(10)).playFor(9);
        assertThat(details(timeline, Type.READINESS_PROBE_FAILED)).containsExactly("1 of 10: refused",
                "2 of 10: refused");
        timeline.at("main", Type.READY, 0, 2.2);
    }

    private static List<String> details(Timeline timeline, Type type) {
        return timeline.events().stream().filter(event -> event.type() == type).map(Event::detail).toList();
    }
}
