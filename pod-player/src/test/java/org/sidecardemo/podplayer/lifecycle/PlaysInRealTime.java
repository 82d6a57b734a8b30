package org.sidecardemo.podplayer.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sidecardemo.podplayer.SideBySide;

/** The plays that are short, with containers that do as they are said to: they come as in virtual time. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class PlaysInRealTime {

    static final Duration LONG = Duration.ofSeconds(60);

    private final SideBySide<String, PlayOutcome> played;
    private final Map<String, PlayOutcome> said = new LinkedHashMap<>();

    /** @param atOnce how many side by side: mostly they sleep, but more would come late where a second matters */
    PlaysInRealTime(int atOnce) {
        played = new SideBySide<>(atOnce);
    }

    /** Those to play, when all that they need is there. */
    abstract List<RealTimePlay> prepare() throws Exception;

    /** Called by several threads. */
    abstract PlayOutcome play(RealTimePlay play) throws Exception;

    @BeforeAll
    void playAll() throws Exception {
        for (var play : prepare()) {
            said.put(play.name(), PlayOutcome.of(play.said()));
            played.start(play.name(), () -> play(play));
        }
    }

    @AfterAll
    void stop() {
        played.close();
    }

    List<String> names() {
        return played.keys();
    }

    @ParameterizedTest
    @MethodSource("names")
    void comeAsInVirtualTime(String name) throws Exception {
        played.hold(name, outcome -> assertThat(outcome).as(name).isEqualTo(said.get(name)));
    }
}
