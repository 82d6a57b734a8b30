package org.sidecardemo.podplayer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.sidecardemo.podplayer.report.PrintedLabels.Label;
import org.sidecardemo.podplayer.report.PrintedLabels.Line;

class PrintedLabelsTest {

    private static final double LEFT = 100;
    private static final double RIGHT = 700;
    /** The least that a character takes. */
    private static final double CHARACTER = 6;

    /** Lines that are far apart stand side by side, each at its time. */
    @Test
    void apart() {
        var labels = PrintedLabels.of(List.of(new Line(120, "1.0 s", "one"), new Line(400, "5.0 s", "two")), LEFT,
                RIGHT);
        assertThat(labels.lanes()).isEqualTo(1);
        assertThat(labels.labels()).extracting(Label::left).containsExactlyInAnyOrder(120.0, 400.0);
    }

    /** Lines of the same time are read downwards. */
    @Test
    void block() {
        var labels = PrintedLabels
                .of(List.of(new Line(120, "1.0 s", "one"), new Line(121, "1.0 s", "two")), LEFT, RIGHT)
                .labels();
        assertThat(labels).extracting(Label::text).containsExactly("one", "two");
        assertThat(labels).extracting(Label::lane).containsExactly(0, 1);
    }

    /** However many and long the lines are, none covers another and none leaves the picture. */
    @Test
    void neverOverlap() {
        for (int apart = 0; apart < 200; apart += 7) {
            int step = apart;
            var lines = IntStream.range(0, 7)
                    .mapToObj(
                            i -> new Line(Math.min(RIGHT, LEFT + i * step), "10.0 s", "word ".repeat(1 + i * 11 % 40)))
                    .toList();
            var labels = PrintedLabels.of(lines, LEFT, RIGHT).labels();
            assertThat(labels).hasSize(7).allSatisfy(label -> {
                assertThat(label.left()).isGreaterThanOrEqualTo(LEFT);
                assertThat(right(label)).isLessThanOrEqualTo(RIGHT);
                assertThat(labels).filteredOn(other -> other != label && other.lane() == label.lane())
                        .allMatch(other -> right(other) <= label.left() || right(label) <= other.left());
            });
        }
    }

    private static double right(Label label) {
        return label.left() + CHARACTER * (label.time().length() + 2 + label.text().length());
    }
}
