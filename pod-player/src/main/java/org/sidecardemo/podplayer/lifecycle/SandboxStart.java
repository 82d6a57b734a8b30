package org.sidecardemo.podplayer.lifecycle;

import java.time.Instant;
import java.util.Optional;

/** A new sandbox in the place of one that was stopped: what ran in the old one counts no more for the new one. */
final class SandboxStart implements Step {

    private final TrackedPod pod;

    SandboxStart(TrackedPod pod) {
        this.pod = pod;
    }

    @Override
    public boolean proceed(Instant now) {
        pod.containers().forEach(TrackedContainer::leaveSandbox);
        pod.sandbox().start();
        return true;
    }

    @Override
    public Optional<Instant> nextWakeUp() {
        return Optional.empty();
    }
}
