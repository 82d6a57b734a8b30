package org.sidecardemo.podplayer.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Tag;
import org.sidecardemo.podplayer.play.RealPlay;

/** By containers of Docker, of an image that {@code make busybox} has written. */
@Tag("images")
class PlaysByDockerTest extends PlaysInRealTime {

    /** Docker starts few containers at once. */
    private static final int SIDE_BY_SIDE = 5;
    private static final String ARCHIVE = "../system-tests/target/busybox.tar";

    PlaysByDockerTest() {
        super(SIDE_BY_SIDE);
    }

    @Override
    List<RealTimePlay> prepare() throws Exception {
        var load = new ProcessBuilder("docker", "load", "--quiet", "--input", ARCHIVE).redirectErrorStream(true)
                .start();
        var output = new String(load.getInputStream().readAllBytes());
        assertThat(load.waitFor()).as(output).isZero();
        return RealTimePlay.shortOnes(Means.DOCKER);
    }

    @Override
    PlayOutcome play(RealTimePlay play) throws Exception {
        return PlayOutcome.of(RealPlay.byDocker(play.scripted(), play.release(), LONG));
    }
}
