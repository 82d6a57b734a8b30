package org.sidecardemo.podplayer.play;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import org.sidecardemo.podplayer.lifecycle.Action;
import org.sidecardemo.podplayer.lifecycle.ApiTime;
import org.sidecardemo.podplayer.lifecycle.ContainerId;
import org.sidecardemo.podplayer.lifecycle.Event;
import org.sidecardemo.podplayer.lifecycle.HookType;
import org.sidecardemo.podplayer.lifecycle.Observation;
import org.sidecardemo.podplayer.lifecycle.PodLifecycle;
import org.sidecardemo.podplayer.lifecycle.ProbeType;
import org.sidecardemo.podplayer.probe.HookRunner;
import org.sidecardemo.podplayer.probe.Prober;
import org.sidecardemo.podplayer.release.Release;
import org.sidecardemo.podplayer.runtime.ContainerEnd;
import org.sidecardemo.podplayer.runtime.ContainerListener;
import org.sidecardemo.podplayer.runtime.PodSandbox;

/**
 * One pod: does what its lifecycle asks for, and passes on what comes of it. It belongs to the loop's thread; only the
 * mailbox is called from others.
 */
final class PlayedPod implements AutoCloseable {

    /** Takes what was seen and printed to the loop; called from any thread. */
    interface Mailbox {

        void seen(PlayedPod pod, Observation observation);

        void printed(PlayedPod pod, ContainerId container, String line);
    }

    private final Pod pod;
    private final PodLifecycle lifecycle;
    private final PodSandbox sandbox;
    private final Mailbox mailbox;
    private final Prober prober;
    private final HookRunner hooks;
    private final Map<String, Container> containers = new HashMap<>();
    /** Not virtual: the JVM polls the sockets of such threads by others, for which its exit waits 300 ms. */
    private final ExecutorService probeThreads = Executors
            .newThreadPerTaskExecutor(Thread.ofPlatform().name("probe").daemon().factory());
    /** Virtual: an interrupt is to end a hook even while it waits for an answer. */
    private final ExecutorService hookThreads = Executors.newVirtualThreadPerTaskExecutor();
    private ObjectMeta metadata;
    private int told;

    PlayedPod(Pod pod, Release release, PodSandbox sandbox, Mailbox mailbox, Instant now) {
        this.pod = pod;
        metadata = pod.getMetadata();
        this.sandbox = sandbox;
        this.mailbox = mailbox;
        lifecycle = new PodLifecycle(pod, release, now);
        prober = new Prober(sandbox, release);
        hooks = new HookRunner(sandbox, release);
        pod.getSpec().getInitContainers().forEach(c -> containers.put(c.getName(), c));
        pod.getSpec().getContainers().forEach(c -> containers.put(c.getName(), c));
    }

    String name() {
        return pod.getMetadata().getName();
    }

    void observe(Observation observation, Instant now) {
        lifecycle.observe(observation, now).forEach(this::execute);
    }

    void advance(Instant now) {
        lifecycle.advance(now).forEach(this::execute);
    }

    /** Ends it as a deletion by its controller does: the API tells when its grace period is over. */
    void delete(Instant now) {
        long grace = pod.getSpec().getTerminationGracePeriodSeconds();
        metadata = new ObjectMetaBuilder(metadata).withDeletionGracePeriodSeconds(grace)
                .withDeletionTimestamp(ApiTime.format(now.plusSeconds(grace))).build();
        stop(now);
    }

    void stop(Instant now) {
        lifecycle.stop(now).forEach(this::execute);
    }

    Instant nextWakeUp() {
        return lifecycle.nextWakeUp().orElse(Instant.MAX);
    }

    boolean ended() {
        return lifecycle.ended();
    }

    PodStatus status() {
        return new PodStatusBuilder(lifecycle.status()).withHostIP(sandbox.hostIp()).addNewHostIP(sandbox.hostIp())
                .withPodIP(sandbox.ip()).addNewPodIP(sandbox.ip()).build();
    }

    /** The pod as the API would show it now. */
    Pod withStatus() {
        return new PodBuilder(pod).withMetadata(metadata).withStatus(status()).build();
    }

    List<Event> events() {
        return lifecycle.events();
    }

    void tellNewEvents(Consumer<Event> listener) {
        var events = lifecycle.events();
        events.subList(told, events.size()).forEach(listener);
        told = events.size();
    }

    /** Kills what still runs. */
    @Override
    public void close() {
        probeThreads.shutdownNow();
        hookThreads.shutdownNow();
        sandbox.close();
    }

    private void execute(Action action) {
        var id = action.container();
        var container = containers.get(id.name());
        switch (action) {
            case Action.Start _ -> sandbox.start(id, container, new Listener(id));
            case Action.Probe(_, var type) -> probeThreads.execute(() -> {
                var result = prober.run(id, container, probe(container, type));
                mailbox.seen(this, new Observation.Probed(id, type, result.outcome(), result.message()));
            });
            case Action.RunHook(_, var type) -> hookThreads.execute(() -> {
                var result = hooks.run(id, container, hook(container, type));
                mailbox.seen(this, new Observation.HookEnded(id, type, result.success(), result.message()));
            });
            case Action.Terminate _ -> sandbox.terminate(id);
            case Action.Kill _ -> sandbox.kill(id);
        }
    }

    private static Probe probe(Container container, ProbeType type) {
        return switch (type) {
            case STARTUP -> container.getStartupProbe();
            case READINESS -> container.getReadinessProbe();
            case LIVENESS -> container.getLivenessProbe();
        };
    }

    private static LifecycleHandler hook(Container container, HookType type) {
        return switch (type) {
            case POST_START -> container.getLifecycle().getPostStart();
            case PRE_STOP -> container.getLifecycle().getPreStop();
        };
    }

    private final class Listener implements ContainerListener {

        private final ContainerId id;

        Listener(ContainerId id) {
            this.id = id;
        }

        @Override
        public void started(String runtimeId) {
            seen(new Observation.Started(id, runtimeId));
        }

        @Override
        public void imageMissing(String message) {
            seen(new Observation.ImageMissing(id, message));
        }

        @Override
        public void configInvalid(String message) {
            seen(new Observation.ConfigInvalid(id, message));
        }

        @Override
        public void startFailed(String message) {
            seen(new Observation.StartFailed(id, message));
        }

        @Override
        public void printed(String line) {
            mailbox.printed(PlayedPod.this, id, line);
        }

        @Override
        public void ended(ContainerEnd end) {
            seen(new Observation.Ended(id, end.exitCode(), end.outOfMemory(), end.message()));
        }

        private void seen(Observation observation) {
            mailbox.seen(PlayedPod.this, observation);
        }
    }
}
