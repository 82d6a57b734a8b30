package org.sidecardemo.systemtests;

import java.nio.file.Path;
import java.time.Duration;

/** The six manifests in the player, with processes. */
class PlayerManifestsTest extends ManifestsContract {

    @Override
    Played play(Path manifest, Duration atMost) throws Exception {
        return Played.of(PodPlayer.ofProcesses().play(manifest, atMost));
    }
}
