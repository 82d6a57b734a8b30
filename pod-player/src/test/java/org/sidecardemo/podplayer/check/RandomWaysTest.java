package org.sidecardemo.podplayer.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sidecardemo.podplayer.lifecycle.SimulatedJob;
import org.sidecardemo.podplayer.manifest.Workload.JobWorkload;
import org.sidecardemo.podplayer.release.Release;
import org.sidecardemo.podplayer.report.Json;

/**
 * Whatever a random pod shows in virtual time is among the ways that check explores: more pods than processes can play, whose
 * containers may live for longer. Up to five of them end by themselves one after another, in any order.
 * {@code -Dpod-player.seed=N} plays that one alone.
 */
class RandomWaysTest {

    private static final int PODS = 40;
    private static final int SHORTEST_HALF_SECONDS = 4;
    private static final int LONGEST_HALF_SECONDS = 64;
    /** What goes on for longer is open: it may still become one of several. */
    private static final Duration WATCH = Duration.ofMinutes(3);

    static List<Long> seeds() {
        var one = Long.getLong("pod-player.seed");
        return one == null ? LongStream.rangeClosed(1, PODS).boxed().toList() : List.of(one);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void isAmongTheWays(long seed) throws Exception {
        var spread = LONGEST_HALF_SECONDS - SHORTEST_HALF_SECONDS;
        var play = RandomPlay.of(seed, SHORTEST_HALF_SECONDS + (int) (seed % spread));
        var job = ((JobWorkload) ExploredCourses.read(play.job())).job();
        var seen = Course.of(SimulatedJob.events(job, Release.NEWEST, play.scripts(), WATCH));
        assertThat(ExploredCourses.of(play.job()).include(seen)).as("-Dpod-player.seed=%d: %s%n%s%n%s", seed, seen,
                play.scripts(), Json.of(play.job())).isTrue();
    }
}
