package org.sidecardemo.systemtests;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The plays of the README and of docs/player.md print what they say. */
class PlayerPageTest {

    static List<Docs.Step> plays() {
        return Stream.concat(
                Docs.steps(Docs.README).stream().filter(step -> step.command().startsWith("make play ")),
                Docs.steps(Docs.PLAYER).stream()).toList();
    }

    @ParameterizedTest
    @MethodSource("plays")
    void printsWhatThePageSays(Docs.Step play) throws Exception {
        play.assertPrinted(play.run());
    }
}
