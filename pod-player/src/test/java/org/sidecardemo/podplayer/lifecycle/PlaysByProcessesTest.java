package org.sidecardemo.podplayer.lifecycle;

import java.util.List;

import org.sidecardemo.podplayer.play.RealPlay;

/** By processes of this machine. */
class PlaysByProcessesTest extends PlaysInRealTime {

    private static final int SIDE_BY_SIDE = 16;

    PlaysByProcessesTest() {
        super(SIDE_BY_SIDE);
    }

    @Override
    List<ShortPlay> prepare() {
        return ShortPlay.all(Means.PROCESSES);
    }

    @Override
    Outcome play(ShortPlay play) throws Exception {
        return Outcome.of(RealPlay.byProcesses(play.scripted(), play.release(), LONG));
    }
}
