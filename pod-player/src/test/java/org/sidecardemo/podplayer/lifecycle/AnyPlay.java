package org.sidecardemo.podplayer.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * All plays as one test, which the first that differs ends: for {@code make mutations}, which asks of each change of a rule
 * whether there is one. {@link PlaysTest} tells which.
 */
class AnyPlay {

    @Test
    void differs() {
        for (var play : Play.all()) {
            for (var release : play.circumstances().releases()) {
                assertThat(VirtualPlay.timeline(play, release).equals(play.timeline())).as(play.file().toString())
                        .isTrue();
            }
        }
    }
}
