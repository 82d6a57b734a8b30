package org.sidecardemo.systemtests.bench;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.sidecardemo.systemtests.bench.Figure.Unit;

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
        var figure = new Figure("manifest 5", Unit.SECONDS, Goal.atMost(6.3),
                new Measured("player", List.of(6.0, 6.2)), Measured.once("cluster", 12.2));
        assertThat(figure.cells()).containsExactly("manifest 5", "6.100 s", "6.000 s to 6.200 s", "≤ 6.300 s",
                "reached", "cluster: 12.200 s", "0.50", "2, peer 1");
    }

    /** Where there is no peer, its place says so, and there is no ratio. */
    @Test
    void rowWithoutPeer() {
        var figure = new Figure("step", Unit.MILLISECONDS, Goal.atMost(50), Measured.once("player", 50.1),
                Measured.nothing("no cluster"));
        assertThat(figure.cells()).containsExactly("step", "50.1 ms", "", "≤ 50.0 ms", "missed", "no cluster", "",
                "1");
        assertThat(figure.asJson()).containsEntry("reached", false).doesNotContainKey("ratio");
    }

    /** What was not measured says why in its place, and has neither reached nor missed its goal. */
    @Test
    void rowOfNothing() {
        var figure = new Figure("size", Unit.MEGABYTES, Goal.atMost(13), Measured.nothing("no native image"),
                Measured.once("busybox", 1.04));
        assertThat(figure.cells()).containsExactly("size", "no native image", "", "≤ 13.0 MB", "", "busybox: 1.0 MB",
                "", "0, peer 1");
        assertThat(figure.asJson()).doesNotContainKeys("reached", "ratio");
    }

    /** A goal may have two ends, and both belong to it. */
    @Test
    void goalBetween() {
        var goal = Goal.between(5.00, 5.03);
        assertThat(goal.show(Unit.SECONDS)).isEqualTo("5.000 s to 5.030 s");
        assertThat(List.of(4.99, 5.0, 5.03, 5.031)).filteredOn(goal::isReachedBy).containsExactly(5.0, 5.03);
    }

    /** A goal may be about the ratio, and is undecided without a peer. */
    @Test
    void goalOfRatio() {
        var ours = Measured.once("JVM", 49);
        var figure = new Figure("user", Unit.MILLISECONDS, Goal.atMostTimesPeer(5), ours, Measured.once("curl", 10));
        assertThat(figure.cells()).contains("≤ 5.00 × peer", "reached", "4.90");
        assertThat(new Figure("user", Unit.MILLISECONDS, Goal.atMostTimesPeer(4.8), ours, figure.peer()).cells())
                .contains("missed");
        assertThat(new Figure("user", Unit.MILLISECONDS, figure.goal(), ours, Measured.nothing("no curl")).cells())
                .contains("49.0 ms", "no curl").doesNotContain("reached", "missed");
    }
}
