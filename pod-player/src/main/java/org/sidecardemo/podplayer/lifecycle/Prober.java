package org.sidecardemo.podplayer.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Probe;
import org.sidecardemo.podplayer.release.Release;

/** All probes of a pod, and what follows of them: which containers count as started, ready or failed. */
final class Prober {

    /**
     * From what happens to the look that sees it: half of the second between two looks, so that what a kubelet misses more often
     * than not is missed.
     */
    private static final Duration LOOK = Duration.ofMillis(500);

    private final TrackedPod pod;
    private final Release release;
    private final Effects effects;
    /** In the order of the spec. */
    private final Map<TrackedContainer, Map<ProbeType, ProbeWorker>> workers = new LinkedHashMap<>();
    /** Started, and not yet in a status. */
    private final List<TrackedContainer> unseen = new ArrayList<>();
    /** When the sidecars are looked at that have started if they run by then. */
    private final Map<TrackedContainer, Instant> looks = new HashMap<>();

    Prober(TrackedPod pod, Release release, Effects effects) {
        this.pod = pod;
        this.release = release;
        this.effects = effects;
        pod.containers().forEach(c -> workers.put(c, workersOf(c)));
    }

    private static Map<ProbeType, ProbeWorker> workersOf(TrackedContainer container) {
        Map<ProbeType, ProbeWorker> workers = new EnumMap<>(ProbeType.class);
        for (ProbeType type : ProbeType.values()) {
            Probe spec = switch (type) {
                case STARTUP -> container.spec().getStartupProbe();
                case READINESS -> container.spec().getReadinessProbe();
                case LIVENESS -> container.spec().getLivenessProbe();
            };
            if (spec != null) {
                workers.put(type, new ProbeWorker(type, spec));
            }
        }
        return workers;
    }

    /** A new run: nothing is known of it yet. */
    void containerStarted(TrackedContainer container) {
        unseen.add(container);
        if (release.missesShortRuns() && container.kind() == ContainerKind.SIDECAR && !hasStartupProbe(container)) {
            looks.put(container, container.startedAt().plus(LOOK));
        }
    }

    /** Sees what has run for long enough. */
    void look(Instant now) {
        looks.values().removeIf(due -> !now.isBefore(due));
    }

    /**
     * The prober goes by the status that is written after a sync: what runs by then has its startup probe begin; without
     * one it counts as started, and the others begin.
     */
    void syncEnded(Instant now) {
        List<TrackedContainer> seen = unseen.stream().filter(container -> !looks.containsKey(container)).toList();
        unseen.removeAll(seen);
        seen.stream().filter(TrackedContainer::running)
                .forEach(container -> worker(container, ProbeType.STARTUP).ifPresentOrElse(
                        worker -> worker.begin(container.startedAt(), now), () -> beginOthers(container, now)));
    }

    void containerEnded(TrackedContainer container) {
        boolean killed = failed(container).isPresent();
        looks.remove(container);
        workers(container).forEach(ProbeWorker::reset);
        // what a probe kills is running again before any status tells of its end
        if (release.forgetsToProbeRestartedSidecars() && pod.restartPolicy() == RestartPolicy.NEVER && !killed
                && isBehindAProbe(container)) {
            workers.remove(container);
        }
    }

    /** AddPod, mains first, gives up at the first probe that it already has. */
    private boolean isBehindAProbe(TrackedContainer sidecar) {
        return Stream.concat(pod.mains().stream(), pod.init().stream().takeWhile(c -> c != sidecar))
                .flatMap(this::workers).findAny().isPresent();
    }

    /** Probes what is due. */
    void tick(Instant now) {
        workers.forEach((container, ofContainer) -> ofContainer.forEach((type, worker) -> {
            if (worker.tick(now)) {
                effects.probe(container, type);
            }
        }));
    }

    /** When something is due to be probed. */
    Optional<Instant> nextTick() {
        return workers.values().stream().flatMap(w -> w.values().stream()).flatMap(w -> w.nextTick().stream())
                .min(Instant::compareTo);
    }

    /** When something is due to be looked at. */
    Optional<Instant> nextLook() {
        return looks.values().stream().min(Instant::compareTo);
    }

    /** Takes in one result; true if it made or changed the verdict. */
    boolean probed(TrackedContainer container, Observation.Probed seen, Instant now) {
        ProbeWorker worker = worker(container, seen.type()).orElseThrow();
        String failure = worker.failureCount()
                + (seen.message() == null || seen.message().isEmpty() ? "" : ": " + seen.message());
        boolean changed = worker.probed(seen.outcome());
        if (seen.outcome() == ProbeOutcome.ERROR) {
            effects.tell(container, Event.Type.PROBE_ERROR,
                    seen.type() + " probe errored and resulted in unknown state: " + seen.message(), now);
            return changed;
        }
        boolean success = seen.outcome() == ProbeOutcome.SUCCESS;
        switch (seen.type()) {
            case STARTUP -> {
                if (!success) {
                    effects.tell(container, Event.Type.STARTUP_PROBE_FAILED, failure, now);
                } else if (changed) {
                    effects.tell(container, Event.Type.STARTUP_PROBE_SUCCEEDED, "", now);
                    beginOthers(container, now);
                }
            }
            case LIVENESS -> {
                if (!success) {
                    effects.tell(container, Event.Type.LIVENESS_PROBE_FAILED, failure, now);
                }
            }
            case READINESS -> {
                if (changed) {
                    effects.tell(container, success ? Event.Type.READY : Event.Type.NOT_READY,
                            success ? "" : failure, now);
                } else if (!success && worker.tellsFailure()) {
                    effects.tell(container, Event.Type.READINESS_PROBE_FAILED, failure, now);
                }
            }
        }
        return changed;
    }

    /** Ends the liveness and startup probes of the mains (StopLivenessAndStartup, which leaves out sidecars). */
    void stopLivenessAndStartup() {
        pod.mains().forEach(container -> workers(container).filter(w -> w.type() != ProbeType.READINESS)
                .forEach(ProbeWorker::stop));
    }

    /**
     * The pod has failed while containers run. Each probe ends at its next tick, and when that comes before the look at which the
     * containers begin to be stopped, its container is shown there like one without it (doProbe, UpdatePodStatus).
     */
    void podFailed(Instant now) {
        pod.containers().flatMap(this::workers).forEach(worker -> worker.podFailed(now, now.plus(LOOK)));
    }

    /**
     * computeInitContainerActions: a sidecar makes way for what comes after it. One that isn't probed any more doesn't, though
     * it is shown as started.
     */
    boolean makesWay(TrackedContainer sidecar) {
        return started(sidecar) && (!hasStartupProbe(sidecar) || worker(sidecar, ProbeType.STARTUP).isPresent());
    }

    /** isContainerStarted: it was seen to run, and its startup probe, if it is probed, has succeeded. */
    boolean started(TrackedContainer container) {
        return container.running() && !looks.containsKey(container)
                && worker(container, ProbeType.STARTUP).map(ProbeWorker::succeeded).orElse(true);
    }

    /** UpdatePodStatus: it is started, and its readiness probe, if any, has succeeded last. */
    boolean ready(TrackedContainer container) {
        return started(container)
                && worker(container, ProbeType.READINESS).map(ProbeWorker::succeeded).orElse(true);
    }

    /** The probe for which a running container has to be killed. */
    Optional<ProbeType> failed(TrackedContainer container) {
        return Stream.of(ProbeType.LIVENESS, ProbeType.STARTUP)
                .filter(type -> worker(container, type).map(ProbeWorker::failed).orElse(false)).findFirst();
    }

    private void beginOthers(TrackedContainer container, Instant now) {
        workers(container).filter(w -> w.type() != ProbeType.STARTUP)
                .forEach(w -> w.begin(container.startedAt(), now));
        if (worker(container, ProbeType.READINESS).isEmpty() && container.kind() != ContainerKind.INIT) {
            effects.tell(container, Event.Type.READY, "", now);
        }
    }

    private static boolean hasStartupProbe(TrackedContainer container) {
        return container.spec().getStartupProbe() != null;
    }

    private Stream<ProbeWorker> workers(TrackedContainer container) {
        return workers.getOrDefault(container, Map.of()).values().stream();
    }

    private Optional<ProbeWorker> worker(TrackedContainer container, ProbeType type) {
        return Optional.ofNullable(workers.getOrDefault(container, Map.of()).get(type));
    }
}
