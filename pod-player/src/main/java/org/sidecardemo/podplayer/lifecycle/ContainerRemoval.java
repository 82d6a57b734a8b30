package org.sidecardemo.podplayer.lifecycle;

import java.time.Instant;
import java.util.Optional;

/** The end of one container without any grace, after which it is as if it had never run (ContainersToReset). */
final class ContainerRemoval implements Step {

    private final TrackedContainer container;
    private final Effects effects;
    private final ContainerKill kill;

    ContainerRemoval(TrackedContainer container, Effects effects) {
        this.container = container;
        this.effects = effects;
        kill = new ContainerKill(container, 0, () -> true, effects);
    }

    @Override
    public boolean proceed(Instant now) {
        if (!kill.proceed(now)) {
            return false;
        }
        container.remove();
        effects.tell(container, Event.Type.WAITING, Termination.REMOVED, now);
        return true;
    }

    @Override
    public Optional<Instant> nextWakeUp() {
        return kill.nextWakeUp();
    }
}
