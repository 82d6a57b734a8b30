package org.sidecardemo.podplayer.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What containers choose to do, one choice after another as each comes up. The first choices are given, all further
 * ones are the expected ones. From the choices that were made follow the next to be given, until all have been: a walk
 * through a tree, depth first, whose branches are found only by going there.
 */
final class Choices {

    /**
     * One choice that was made.
     *
     * @param option the number of the option, 0 for what is expected of a container
     */
    private record Choice(int option, int options) {}

    private final List<Integer> given;
    private final List<Choice> made = new ArrayList<>();

    private Choices(List<Integer> given) {
        this.given = given;
    }

    /** The first way: everything goes as expected. */
    static Choices expected() {
        return new Choices(List.of());
    }

    /** Chooses among options, of which the first is the expected one. */
    <T> T of(List<T> options) {
        int option = made.size() < given.size() ? given.get(made.size()) : 0;
        made.add(new Choice(option, options.size()));
        return options.get(option);
    }

    /** How many of them are not the expected ones. */
    int deviations() {
        return deviations(made.size());
    }

    /**
     * The choices to be given next.
     *
     * @param bound at most so many of them may deviate from what is expected
     * @return empty when all have been made
     */
    Optional<Choices> next(int bound) {
        for (int last = made.size() - 1; last >= 0; last--) {
            var choice = made.get(last);
            if (choice.option() + 1 < choice.options() && deviations(last) < bound) {
                var next = new ArrayList<>(made.subList(0, last).stream().map(Choice::option).toList());
                next.add(choice.option() + 1);
                return Optional.of(new Choices(List.copyOf(next)));
            }
        }
        return Optional.empty();
    }

    /** Whether there is a choice that only the bound keeps from being made. */
    boolean isCutBy(int bound) {
        for (int last = 0; last < made.size(); last++) {
            if (made.get(last).options() > 1 && deviations(last) >= bound) {
                return true;
            }
        }
        return false;
    }

    private int deviations(int count) {
        return (int) made.stream().limit(count).filter(choice -> choice.option() > 0).count();
    }
}
