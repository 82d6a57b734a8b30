package org.sidecardemo.systemtests;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.sidecardemo.systemtests.Figure.Unit;

import static org.assertj.core.api.Assertions.assertThat;

class FigureTest {

    /** The median is the value in the middle, whatever the order, and between the two there of an even number. */
    @Test
    void median() {
        assertThat(new Measured("player", List.of(9.0, 1.0, 2.0)).median()).isEqualTo(2);
        assertThat(new Measured("player", List.of(9.0, 1.0, 2.0, 4.0)).median()).isEqualTo(3);
    }

    /** A row has the medians of both sides in the figure's unit, their ratio, and whether the goal is reached. */
    @Test
    void row() {
        var figure = new Figure("manifest 5", Unit.SECONDS, 6.3, new Measured("player", List.of(6.0, 6.2)),
                new Measured("cluster", List.of(12.2)));
        assertThat(figure.cells()).containsExactly("manifest 5", "6.10 s", "≤ 6.30 s", "reached", "cluster 12.20 s",
                "0.50", "2");
    }

    /** Where there is no peer, its place says so, and there is no ratio. */
    @Test
    void rowWithoutPeer() {
        var figure = new Figure("step", Unit.MILLISECONDS, 50, new Measured("player", List.of(50.1)),
                Measured.nothing("no cluster"));
        assertThat(figure.cells()).containsExactly("step", "50.1 ms", "≤ 50.0 ms", "missed", "no cluster", "", "1");
        assertThat(figure.asJson()).containsEntry("peer", "no cluster").doesNotContainKey("ratio");
    }
}
