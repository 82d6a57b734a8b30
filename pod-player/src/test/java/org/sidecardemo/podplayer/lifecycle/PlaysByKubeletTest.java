package org.sidecardemo.podplayer.lifecycle;

import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/** By the kubelet of the cluster of KUBECONFIG, those of its release; its nodes must have the image of {@code make busybox}. */
@Tag("cluster")
class PlaysByKubeletTest extends PlaysInRealTime {

    /** As many as a node of two cores can start in time. */
    private static final int SIDE_BY_SIDE = 8;

    private final Kubelet kubelet = new Kubelet();

    PlaysByKubeletTest() {
        super(SIDE_BY_SIDE);
    }

    @Override
    List<ShortPlay> prepare() {
        return ShortPlay.all(Means.KUBELET, kubelet.release());
    }

    @Override
    Outcome play(ShortPlay play) throws Exception {
        return kubelet.play(play.scripted(), LONG).outcome(play.said());
    }

    @AfterAll
    void close() {
        kubelet.close();
    }
}
