package org.sidecardemo.podplayer.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sidecardemo.podplayer.SideBySide;
import org.sidecardemo.podplayer.play.RealPlay;
import org.sidecardemo.podplayer.release.Release;
import org.sidecardemo.podplayer.report.Json;

/**
 * Whatever a random pod shows when processes play it, at times of their own, is among the ways that check explores.
 * {@code -Dpod-player.seed=N} plays that one alone.
 */
@TestInstance(Lifecycle.PER_CLASS)
class RandomPlaysTest {

    private static final int PODS = 32;
    private static final int MOST_HALF_SECONDS = 7;
    /** What goes on for longer is open: it may still become one of several. */
    private static final Duration WATCH = Duration.ofSeconds(8);
    /** They mostly sleep; more of them would come late where half a second matters. */
    private static final int AT_ONCE = 16;

    private final SideBySide<Long, Course> played = new SideBySide<>(AT_ONCE);
    private final Map<Long, RandomPlay> plays = new LinkedHashMap<>();

    static List<Long> seeds() {
        var one = Long.getLong("pod-player.seed");
        return one == null ? LongStream.rangeClosed(1, PODS).boxed().toList() : List.of(one);
    }

    @BeforeAll
    void playAll() {
        seeds().forEach(seed -> {
            var play = RandomPlay.of(seed, MOST_HALF_SECONDS);
            plays.put(seed, play);
            played.start(seed, () -> byProcesses(play));
        });
    }

    @AfterAll
    void close() {
        played.close();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void isAmongTheWays(long seed) throws Exception {
        var play = plays.get(seed);
        var explored = ExploredCourses.of(play.job());
        played.hold(seed, seen -> assertThat(explored.include(seen))
                .as("-Dpod-player.seed=%d: %s%n%s%n%s", seed, seen, play.scripts(), Json.of(play.job())).isTrue());
    }

    private static Course byProcesses(RandomPlay play) throws Exception {
        return Course.of(RealPlay.byProcesses(play.scripted(), Release.NEWEST, WATCH).events());
    }
}
