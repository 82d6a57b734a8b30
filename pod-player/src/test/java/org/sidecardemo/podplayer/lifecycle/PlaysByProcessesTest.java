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
    List<RealTimePlay> prepare() {
        return RealTimePlay.shortOnes(Means.PROCESSES);
    }

    @Override
    PlayOutcome play(RealTimePlay play) throws Exception {
        return PlayOutcome.of(RealPlay.byProcesses(play.scripted(), play.release(), LONG));
    }
}
