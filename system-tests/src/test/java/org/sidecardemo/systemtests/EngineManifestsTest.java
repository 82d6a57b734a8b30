package org.sidecardemo.systemtests;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The manifests of k8s/ in the player, with Docker's containers. */
@Tag("images")
class EngineManifestsTest extends ManifestsContract {

    @BeforeAll
    static void load() {
        Images.load();
        Busybox.load();
    }

    @Override
    Played play(Path manifest, Duration atMost) throws Exception {
        return Played.of(PodPlayer.ofDocker().play(Images.withTestedImages(manifest), atMost));
    }
}
