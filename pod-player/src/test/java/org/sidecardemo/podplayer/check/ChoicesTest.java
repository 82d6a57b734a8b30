package org.sidecardemo.podplayer.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class ChoicesTest {

    /** A second choice comes up only after one of the first. */
    private static String walk(Choices choices) {
        var first = choices.of(List.of("a", "b", "c"));
        return first.equals("b") ? first : first + choices.of(List.of("1", "2"));
    }

    /** Every branch is taken once, those with few deviations first, also where a choice leads to further ones. */
    @Test
    void all() {
        List<List<String>> levels = new ArrayList<>();
        for (var level = List.of(Choices.expected()); !level.isEmpty();) {
            levels.add(level.stream().map(ChoicesTest::walk).toList());
            var next = level.stream().flatMap(Choices::deviating).toList();
            assertThat(next).hasSize(level.stream().mapToInt(Choices::countDeviating).sum());
            level = next;
        }
        assertThat(levels).containsExactly(List.of("a1"), List.of("b", "c1", "a2"), List.of("c2"));
    }

    /** A choice with one option is no choice. */
    @Test
    void one() {
        var choices = Choices.expected();
        assertThat(choices.of(List.of("only"))).isEqualTo("only");
        assertThat(choices.countDeviating()).isZero();
        assertThat(choices.deviating()).isEmpty();
    }
}
