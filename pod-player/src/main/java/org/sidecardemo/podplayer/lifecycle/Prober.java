package org.sidecardemo.podplayer.lifecycle;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Probe;

/** All probes of a pod, and what follows of them: which containers count as started, ready or failed. */
final class Prober {

    private final TrackedPod pod;
    private final Effects effects;
    private final Map<String, Map<ProbeType, ProbeWorker>> workers = new HashMap<>();

    Prober(TrackedPod pod, Effects effects) {
        this.pod = pod;
        this.effects = effects;
        pod.containers().filter(c -> c.kind() != ContainerKind.INIT)
                .forEach(c -> workers.put(c.name(), workersOf(c)));
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

    /** A new run is seen: its startup probe begins; without one it counts as started, and the others begin. */
    void containerStarted(TrackedContainer container, Instant now) {
        workers(container).forEach(ProbeWorker::reset);
        worker(container, ProbeType.STARTUP).ifPresentOrElse(w -> w.begin(container.startedAt(), now),
                () -> beginOthers(container, now));
    }

    void containerEnded(TrackedContainer container) {
        workers(container).forEach(ProbeWorker::reset);
    }

    /** Probes what is due. */
    void tick(Instant now) {
        pod.containers().forEach(container -> workers(container).filter(w -> w.tick(now))
                .forEach(w -> effects.probe(container, w.type())));
    }

    Optional<Instant> nextTick() {
        return workers.values().stream().flatMap(w -> w.values().stream()).flatMap(w -> w.nextTick().stream())
                .min(Instant::compareTo);
    }

    void probed(TrackedContainer container, Observation.Probed seen, Instant now) {
        ProbeWorker worker = worker(container, seen.type()).orElseThrow();
        String failure = worker.failureCount() + ": " + Objects.requireNonNullElse(seen.message(), "");
        boolean changed = worker.probed(seen.success());
        switch (seen.type()) {
            case STARTUP -> {
                if (!seen.success()) {
                    effects.tell(container, Event.Type.STARTUP_PROBE_FAILED, failure, now);
                } else if (changed) {
                    effects.tell(container, Event.Type.STARTUP_PROBE_SUCCEEDED, "", now);
                    beginOthers(container, now);
                }
            }
            case LIVENESS -> {
                if (!seen.success()) {
                    effects.tell(container, Event.Type.LIVENESS_PROBE_FAILED, failure, now);
                }
            }
            case READINESS -> {
                if (changed) {
                    effects.tell(container, seen.success() ? Event.Type.READY : Event.Type.NOT_READY,
                            seen.success() ? "" : failure, now);
                }
            }
        }
    }

    /** Ends the liveness and startup probes of the mains (StopLivenessAndStartup, which leaves out sidecars). */
    void stopLivenessAndStartup() {
        pod.mains().forEach(container -> workers(container).filter(w -> w.type() != ProbeType.READINESS)
                .forEach(ProbeWorker::stop));
    }

    void stop() {
        workers.values().forEach(all -> all.values().forEach(ProbeWorker::stop));
    }

    /** isContainerStarted: it runs, and its startup probe, if any, has succeeded. */
    boolean started(TrackedContainer container) {
        return container.running()
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

    private Stream<ProbeWorker> workers(TrackedContainer container) {
        return workers.getOrDefault(container.name(), Map.of()).values().stream();
    }

    private Optional<ProbeWorker> worker(TrackedContainer container, ProbeType type) {
        return Optional.ofNullable(workers.getOrDefault(container.name(), Map.of()).get(type));
    }
}
