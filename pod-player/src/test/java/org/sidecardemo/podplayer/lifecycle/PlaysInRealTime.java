package org.sidecardemo.podplayer.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The plays that are short, with containers that do as they are said to: they come as in virtual time. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class PlaysInRealTime {

    static final Duration LONG = Duration.ofSeconds(60);

    private final ExecutorService sideBySide;
    private final Map<String, ShortPlay> plays = new LinkedHashMap<>();
    private final Map<String, Future<Outcome>> played = new LinkedHashMap<>();

    /** @param sideBySide how many at once: mostly they sleep, but more would come late where a second matters */
    PlaysInRealTime(int sideBySide) {
        this.sideBySide = Executors.newFixedThreadPool(sideBySide);
    }

    /** Those to play, when all that they need is there. */
    abstract List<ShortPlay> prepare() throws Exception;

    /** Called by several threads. */
    abstract Outcome play(ShortPlay play) throws Exception;

    @BeforeAll
    void playAll() throws Exception {
        prepare().forEach(play -> plays.put(play.name(), play));
        plays.forEach((name, play) -> played.put(name, sideBySide.submit(() -> play(play))));
    }

    @AfterAll
    void stop() {
        sideBySide.shutdownNow();
        sideBySide.close();
    }

    List<String> names() {
        return List.copyOf(plays.keySet());
    }

    /** Beside others it may be late where a second matters: what differs counts if it does so again by itself. */
    @ParameterizedTest
    @MethodSource("names")
    void comeAsInVirtualTime(String name) throws Exception {
        var play = plays.get(name);
        var outcome = played.get(name).get();
        if (!outcome.equals(play.said())) {
            System.out.println(name + " is played again, by itself; it came as " + outcome);
            for (var other : played.values()) {
                other.get();
            }
            assertThat(play(play)).as(name).isEqualTo(play.said());
        }
    }
}
