package org.sidecardemo.podplayer.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class ChoicesTest {

    /** A second choice comes up only after one of the first. */
    private static String walk(Choices choices) {
        var first = choices.of(List.of("a", "b", "c"));
        return first.equals("b") ? first : first + choices.of(List.of("1", "2"));
    }

    private static List<String> walks(int bound) {
        List<String> walks = new ArrayList<>();
        for (var choices = Optional.of(Choices.expected()); choices.isPresent(); choices = choices.get().next(bound)) {
            walks.add(walk(choices.get()));
        }
        return walks;
    }

    /** Every branch is taken once, also where a choice leads to further ones. */
    @Test
    void all() {
        assertThat(walks(9)).containsExactly("a1", "a2", "b", "c1", "c2");
    }

    /** What deviates from the expected more often than the bound allows is left out. */
    @Test
    void bounded() {
        assertThat(walks(1)).containsExactly("a1", "a2", "b", "c1");
        assertThat(walks(0)).containsExactly("a1");
    }

    /** A bound that leaves out nothing is none; a choice with one option is no choice. */
    @Test
    void cut() {
        var choices = Choices.expected();
        choices.of(List.of("only"));
        choices.of(List.of("x", "y"));
        assertThat(choices.isCutBy(1)).isFalse();
        assertThat(choices.isCutBy(0)).isTrue();
        assertThat(choices.deviations()).isZero();
        assertThat(choices.next(1).orElseThrow().next(1)).isEmpty();
    }
}
