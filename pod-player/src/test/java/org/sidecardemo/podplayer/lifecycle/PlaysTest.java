package org.sidecardemo.podplayer.lifecycle;

import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** All plays, in virtual time. {@code -Dplays.rewrite} writes their timelines anew, for somebody to read the difference. */
class PlaysTest {

    private static final boolean REWRITE = System.getProperty("plays.rewrite") != null;

    @TestFactory
    Stream<DynamicTest> comeAsTheyAreWritten() {
        return Play.all().stream()
                .map(play -> DynamicTest.dynamicTest(play.file() + " " + play.text().lines().findFirst()
                        .orElseThrow(), play.file().toUri(), () -> run(play)));
    }

    private static void run(Play play) {
        var releases = play.circumstances().releases();
        if (REWRITE) {
            play.rewrite(VirtualPlay.timeline(play, releases.getLast()));
        } else {
            assertThat(releases).allSatisfy(
                    release -> assertThat(VirtualPlay.timeline(play, release)).isEqualTo(play.timeline()));
        }
    }
}
