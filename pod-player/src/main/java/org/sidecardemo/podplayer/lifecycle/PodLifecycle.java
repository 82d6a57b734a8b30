package org.sidecardemo.podplayer.lifecycle;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import org.sidecardemo.podplayer.release.Release;

/**
 * The kubelet's rules for one pod, as pure logic: it is told what was seen and what time it is, and answers what to
 * do. It has no threads, no clock and no I/O.
 */
public final class PodLifecycle {

    private enum Stage {
        SYNC, TERMINATING, TERMINATED
    }

    private final TrackedPod pod;
    private final Release release;
    private final Instant startTime;
    private final String qosClass;
    private final EventLog log;
    private final Effects effects;
    private final Prober prober;
    private final PodConditions conditions;
    private Stage stage = Stage.SYNC;
    private PodSync sync;
    private boolean deleted;
    private boolean deadlineExceeded;
    /** As it was when its end began. */
    private boolean initialized;
    private PodPhase shownPhase = PodPhase.PENDING;

    /** @param release whose kubelet's rules these are */
    public PodLifecycle(Pod pod, Release release, Instant now) {
        this.pod = TrackedPod.of(pod, release);
        this.release = release;
        startTime = now;
        qosClass = QosClass.of(pod.getSpec());
        log = new EventLog(this.pod.name());
        effects = new Effects(log);
        prober = new Prober(this.pod, release, effects);
        conditions = new PodConditions(this.pod, prober, release);
        log.add(now, Event.Type.POD_CREATED, "");
        String reason = statuses().defaultReason();
        this.pod.containers().forEach(c -> effects.tell(c, Event.Type.WAITING, reason, now));
        log.add(now, Event.Type.POD_PHASE, shownPhase.value());
    }

    /**
     * Takes in one observation. What is about another run than the latest comes too late, and is ignored.
     *
     * @throws IllegalArgumentException if the pod has no such container
     */
    public List<Action> observe(Observation seen, Instant now) {
        TrackedContainer container = pod.container(seen.container().name());
        ContainerId id = seen.container();
        switch (seen) {
            case Observation.Started started when container.isStarting(id) ->
                started(container, started.runtimeId(), now);
            case Observation.ImageMissing missing when container.isStarting(id) ->
                notCreated(container, new Waiting("ErrImageNeverPull", missing.message()), now);
            case Observation.ConfigInvalid invalid when container.isStarting(id) ->
                notCreated(container, new Waiting("CreateContainerConfigError", invalid.message()), now);
            case Observation.StartFailed failed when container.isStarting(id) -> {
                container.startFailed(failed.message(), now);
                effects.tell(container, Event.Type.ENDED, container.termination().line(), now);
                container.waiting().ifPresent(waiting -> effects.tell(container, Event.Type.WAITING,
                        waiting.reason(), now));
            }
            case Observation.Ended ended when container.isLatest(id) && container.running() -> {
                container.ended(ended, now);
                prober.containerEnded(container);
                effects.tell(container, Event.Type.ENDED, container.termination().line(), now);
            }
            case Observation.Probed probed when container.isLatest(id) && container.running() -> {
                if (!prober.probed(container, probed, now)) {
                    return probe(now);
                }
            }
            case Observation.HookEnded hook when container.isLatest(id) -> {
                container.hookEnded(hook.type(), new HookResult(hook.success(), hook.message()));
                effects.tell(container, Event.Type.HOOK_ENDED,
                        hook.type().fieldName() + (hook.success() ? "" : " failed: " + hook.message()), now);
            }
            default -> {
                // of a run that is over
            }
        }
        return sync(now);
    }

    /** Does what has become due; to be called first after construction and then at {@link #nextWakeUp()}. */
    public List<Action> advance(Instant now) {
        return sync == null || nextSync().filter(due -> !now.isBefore(due)).isPresent() ? sync(now) : probe(now);
    }

    private List<Action> sync(Instant now) {
        prober.look(now);
        reconcile(now);
        updateStatus(now);
        return probe(now);
    }

    /** As in the kubelet, a probe has the pod synced only when it tells something new. */
    private List<Action> probe(Instant now) {
        prober.tick(now);
        return effects.take();
    }

    /**
     * Begins to end the pod as a deletion does, with its grace period. What the pod is busy with is waited for first: a
     * postStart hook, or the end of a container whose probe has failed.
     */
    public List<Action> stop(Instant now) {
        deleted = true;
        return sync(now);
    }

    /** When {@link #advance} has something to do though nothing is observed; empty if never. */
    public Optional<Instant> nextWakeUp() {
        return Stream.of(nextSync(), prober.nextTick()).flatMap(Optional::stream).min(Instant::compareTo);
    }

    private Optional<Instant> nextSync() {
        if (stage == Stage.TERMINATED) {
            return Optional.empty();
        }
        // a sync that goes on holds the deadline up
        Optional<Instant> deadline = deadlineExceeded || !sync.done() ? Optional.empty() : deadline();
        return Stream.of(deadline, sync.nextWakeUp(), prober.nextLook()).flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    /** The pod's status as the API would show it now, but for what only a runtime knows, such as addresses. */
    public PodStatus status() {
        ContainerStatuses statuses = statuses();
        boolean byDeadline = deadlineExceeded && shownPhase == PodPhase.FAILED;
        return new PodStatusBuilder().withObservedGeneration(release.tracksTheGenerationOfPods() ? 1L : null)
                .withPhase(shownPhase.value()).withQosClass(qosClass)
                .withReason(byDeadline ? "DeadlineExceeded" : null)
                .withMessage(byDeadline ? "Pod was active on the node longer than the specified deadline" : null)
                .withConditions(conditions.list()).withStartTime(ApiTime.format(startTime))
                .withInitContainerStatuses(statuses.init()).withContainerStatuses(statuses.mains()).build();
    }

    /** True when nothing runs and nothing will. */
    public boolean ended() {
        return stage == Stage.TERMINATED;
    }

    /** All events so far, in order. A view, which grows. */
    public List<Event> events() {
        return log.events();
    }

    private void started(TrackedContainer container, String runtimeId, Instant now) {
        container.started(runtimeId, now);
        effects.tell(container, Event.Type.STARTED, "", now);
        prober.containerStarted(container);
    }

    private void notCreated(TrackedContainer container, Waiting reason, Instant now) {
        container.notCreated(reason, now);
        effects.tell(container, Event.Type.WAITING, reason.reason() + ": " + reason.message(), now);
    }

    /**
     * The pod worker: sync after sync while there is something to do, then the end. A sync that has begun is never
     * cut short, not even by a deletion (SyncPod runs without the worker's cancellation).
     */
    private void reconcile(Instant now) {
        while (stage != Stage.TERMINATED && (sync == null || sync.proceed(now))) {
            prober.syncEnded(now);
            deadlineExceeded |= deadline().map(d -> !now.isBefore(d)).orElse(false);
            if (stage == Stage.TERMINATING) {
                stage = Stage.TERMINATED;
            } else if (deleted || phaseByContainers().terminal()) {
                terminate(now);
            } else {
                PodActions actions = PodActions.compute(pod, prober, release);
                if (actions.killPod()) {
                    tellEnd("no main runs on", now);
                }
                sync = PodSync.of(actions, pod, effects);
                if (sync.proceed(now) && !sync.acted()) {
                    return;
                }
            }
        }
    }

    private void terminate(Instant now) {
        stage = Stage.TERMINATING;
        if (deleted) {
            prober.stopLivenessAndStartup();
        } else {
            prober.podFailed(now);
        }
        initialized = pod.hasInitialized(prober);
        tellEnd(deleted ? "deleted" : deadlineExceeded ? "DeadlineExceeded" : "an init container failed", now);
        sync = PodSync.terminating(pod, effects);
    }

    private void tellEnd(String reason, Instant now) {
        if (pod.containers().anyMatch(TrackedContainer::running)) {
            log.add(now, Event.Type.TERMINATING, reason);
        }
    }

    /** The phase as the kubelet sees it, which the API does not show before nothing runs any more. */
    private PodPhase phase(PodPhase byContainers) {
        // whatever is still pending when the pod has ended makes it fail (TerminatePod)
        return stage == Stage.TERMINATED && !byContainers.terminal() ? PodPhase.FAILED : byContainers;
    }

    private PodPhase phaseByContainers() {
        return deadlineExceeded ? PodPhase.FAILED : PodPhase.of(pod, prober, stage == Stage.TERMINATED);
    }

    private void updateStatus(Instant now) {
        PodPhase byContainers = phaseByContainers();
        PodPhase phase = phase(byContainers);
        if (phase != shownPhase && (!phase.terminal() || stage == Stage.TERMINATED)) {
            shownPhase = phase;
            log.add(now, Event.Type.POD_PHASE, phase.value() + (deadlineExceeded ? ": DeadlineExceeded" : ""));
        }
        // TerminatePod changes the phase alone
        conditions.update(byContainers, now);
    }

    private Optional<Instant> deadline() {
        return Optional.ofNullable(pod.pod().getSpec().getActiveDeadlineSeconds())
                .map(seconds -> ApiTime.truncated(startTime).plusSeconds(seconds));
    }

    private ContainerStatuses statuses() {
        return new ContainerStatuses(pod, prober, release, deleted, stage == Stage.TERMINATED, initialized);
    }
}
