package org.sidecardemo.podplayer.lifecycle;

import java.nio.file.Path;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** All plays, in virtual time. {@code -Dplays.rewrite} writes their timelines anew, for somebody to read the difference. */
class PlaysTest {

    private static final boolean REWRITE = System.getProperty("plays.rewrite") != null;

    @ParameterizedTest
    @MethodSource("org.sidecardemo.podplayer.lifecycle.Play#files")
    void comesAsItIsWritten(Path file) {
        var play = PlayReader.read(file);
        var releases = play.circumstances().releases();
        if (REWRITE) {
            play.rewrite(VirtualPlay.timeline(play, releases.getLast()));
        } else {
            assertThat(releases).allSatisfy(
                    release -> assertThat(VirtualPlay.timeline(play, release)).isEqualTo(play.timeline()));
        }
    }
}
