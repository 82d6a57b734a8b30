package org.sidecardemo.podplayer.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Lifecycle;

/** One container of a pod and what is known of its runs: never ran, runs, or has ended. */
final class TrackedContainer {

    /** A container that could not be created is tried again after this time (the kubelet's backOffPeriod). */
    private static final Duration CREATE_RETRY = Duration.ofSeconds(10);

    private final Container spec;
    private final ContainerKind kind;
    private final RestartRules restartRules;
    private final BackOff backOff = new BackOff();
    private final Map<HookType, HookResult> hooks = new EnumMap<>(HookType.class);
    private int attempt = -1;
    private boolean starting;
    private String runtimeId;
    private Instant startedAt;
    private Termination termination;
    private Termination previousTermination;
    /** Stands for all runs that were removed, until one after them has ended; null if none was. */
    private Termination removal;
    private boolean removed;
    private boolean inSandbox;
    private Waiting waiting;
    private Instant createRetryAt = Instant.MIN;

    TrackedContainer(Container spec, ContainerKind kind, RestartRules restartRules) {
        this.spec = spec;
        this.kind = kind;
        this.restartRules = restartRules;
    }

    Container spec() {
        return spec;
    }

    String name() {
        return spec.getName();
    }

    ContainerKind kind() {
        return kind;
    }

    RestartRules restartRules() {
        return restartRules;
    }

    /** Whether it has ended in a way after which it is to be started again. */
    boolean isToRestart() {
        return exited() && restartRules.restarts(termination.exitCode());
    }

    /** Whether it has ended in a way after which all containers of the pod are to be started anew. */
    boolean isToRestartAll() {
        return exited() && restartRules.restartsAll(termination.exitCode());
    }

    BackOff backOff() {
        return backOff;
    }

    /** The latest run, or the one to come if there is none. */
    ContainerId id() {
        return new ContainerId(name(), restartCount());
    }

    int restartCount() {
        return hasRun() ? attempt : attempt + 1;
    }

    /** Whether the runtime has a run of it, be it one that has ended. */
    boolean hasRun() {
        return attempt >= 0 && !removed;
    }

    /** Whether its runs were removed, and it was not started since. */
    boolean removed() {
        return removed;
    }

    /** Whether its latest run was in the present sandbox (ActiveContainerStatuses). */
    boolean active() {
        return hasRun() && inSandbox;
    }

    /** The pod gets a new sandbox, and init containers are forgotten (purgeInitContainers). */
    void leaveSandbox() {
        inSandbox = false;
    }

    /** It ran in an old sandbox, and the runtime has removed it with that. */
    private boolean forgotten() {
        return kind != ContainerKind.MAIN && attempt >= 0 && !inSandbox;
    }

    boolean running() {
        return startedAt != null;
    }

    boolean exited() {
        return hasRun() && !running();
    }

    boolean succeeded() {
        return exited() && termination.exitCode() == 0;
    }

    /** How the runtime names the latest run; null if it doesn't, or there was none. */
    String runtimeId() {
        return runtimeId;
    }

    /** When the present run was started; null unless it runs. */
    Instant startedAt() {
        return startedAt;
    }

    /** How the latest run ended; null unless it has. */
    Termination termination() {
        return termination;
    }

    /** The end of the newest run that has ended by now; null if none has. */
    Termination newestTermination() {
        return termination == null ? previousTermination : termination;
    }

    /** The same, as far as the runtime knows. */
    Termination knownTermination() {
        return forgotten() ? null : newestTermination();
    }

    /** How the run before the latest ended; null if there was none. */
    Termination previousTermination() {
        return previousTermination == null ? removal : previousTermination;
    }

    boolean hasHook(HookType type) {
        Lifecycle lifecycle = spec.getLifecycle();
        return lifecycle != null && switch (type) {
            case POST_START -> lifecycle.getPostStart() != null;
            case PRE_STOP -> lifecycle.getPreStop() != null;
        };
    }

    /** How a hook of the latest run ended; empty until it has. */
    Optional<HookResult> hookResult(HookType type) {
        return Optional.ofNullable(hooks.get(type));
    }

    /** False while a hook of this type is still to succeed: the sync that started it goes on, and no status is told. */
    boolean pastHook(HookType type) {
        return !hasHook(type) || hookResult(type).filter(HookResult::success).isPresent();
    }

    void hookEnded(HookType type, HookResult result) {
        hooks.put(type, result);
    }

    /** Notes that a start is asked for, and names the run. */
    ContainerId start() {
        starting = true;
        return new ContainerId(name(), attempt + 1);
    }

    boolean starting() {
        return starting;
    }

    /** Whether this is the run whose start was asked for. */
    boolean isStarting(ContainerId id) {
        return starting && id.attempt() == attempt + 1;
    }

    boolean isLatest(ContainerId id) {
        return hasRun() && id.attempt() == attempt;
    }

    void started(String nameByRuntime, Instant now) {
        newRun();
        runtimeId = nameByRuntime;
        startedAt = now;
    }

    void startFailed(String message, Instant now) {
        newRun();
        termination = Termination.ofStartError(message, now);
        if (isToRestart()) {
            waiting = new Waiting("RunContainerError", message);
        }
    }

    void notCreated(Waiting reason, Instant now) {
        starting = false;
        waiting = reason;
        createRetryAt = now.plus(CREATE_RETRY);
    }

    void ended(Observation.Ended end, Instant now) {
        termination = Termination.of(end, runtimeId, startedAt, now);
        startedAt = null;
    }

    /** Forgets all of its runs, as the runtime does; the next one is a restart all the same. */
    void remove() {
        if (forgotten()) {
            // missed and removed, it counts twice
            attempt++;
        }
        removed = attempt >= 0;
        removal = removed ? Termination.ofRemoval() : null;
        runtimeId = null;
        termination = null;
        previousTermination = null;
        waiting = null;
    }

    Optional<Waiting> waiting() {
        return Optional.ofNullable(waiting);
    }

    void waitFor(Waiting reason) {
        waiting = reason;
    }

    Instant createRetryAt() {
        return createRetryAt;
    }

    private void newRun() {
        attempt++;
        removed = false;
        inSandbox = true;
        runtimeId = null;
        starting = false;
        previousTermination = newestTermination();
        termination = null;
        waiting = null;
        hooks.clear();
    }
}
