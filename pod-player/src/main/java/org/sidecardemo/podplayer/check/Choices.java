package org.sidecardemo.podplayer.check;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What containers choose to do, one choice after another as each comes up. The first choices are given, all further
 * ones are the expected ones. Each that was made so leads to others, which deviate there for the last time: a tree, whose
 * branches are found only by going there, and of which each is reached once.
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

    /** How many choices deviate from these by one more thing, after all that were given. */
    int countDeviating() {
        return made.stream().skip(given.size()).mapToInt(choice -> choice.options() - 1).sum();
    }

    /** Those choices. */
    Stream<Choices> deviating() {
        return IntStream.range(given.size(), made.size()).boxed()
                .flatMap(at -> IntStream.range(1, made.get(at).options()).mapToObj(option -> deviating(at, option)));
    }

    private Choices deviating(int at, int option) {
        return new Choices(
                Stream.concat(made.stream().limit(at).map(Choice::option), Stream.of(option)).toList());
    }
}
