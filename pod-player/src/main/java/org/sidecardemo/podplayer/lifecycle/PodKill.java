package org.sidecardemo.podplayer.lifecycle;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The end of all containers of a pod that run, begun at the same time, and of its sandbox (killPodWithSyncResult). */
final class PodKill implements Step {

    private final TrackedPod pod;
    private final long graceSeconds;
    private final Effects effects;
    private TerminationOrder order;
    private List<ContainerKill> kills;

    PodKill(TrackedPod pod, long graceSeconds, Effects effects) {
        this.pod = pod;
        this.graceSeconds = graceSeconds;
        this.effects = effects;
    }

    @Override
    public boolean proceed(Instant now) {
        if (kills == null) {
            order = new TerminationOrder(pod);
            kills = Stream.concat(pod.mains().stream(), pod.init().stream()).filter(TrackedContainer::running).map(
                    c -> new ContainerKill(c, graceSeconds, () -> order.isTurnOf(c), effects)).toList();
        }
        while (oneEnded(now)) {
            // its end may make it another's turn
        }
        if (kills.isEmpty()) {
            pod.sandbox().stop();
        }
        return kills.isEmpty();
    }

    @Override
    public Optional<Instant> nextWakeUp() {
        return kills.stream().flatMap(k -> k.nextWakeUp().stream()).min(Instant::compareTo);
    }

    private boolean oneEnded(Instant now) {
        List<ContainerKill> ended = kills.stream().filter(k -> k.proceed(now)).toList();
        ended.forEach(k -> order.terminated(k.container()));
        kills = kills.stream().filter(k -> !ended.contains(k)).toList();
        return !ended.isEmpty();
    }
}
