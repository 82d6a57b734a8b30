package org.sidecardemo.podplayer.lifecycle;

import java.time.Instant;
import java.util.Optional;

/**
 * The start of one container and its postStart hook (doBackOff, startContainer). In back-off it does nothing. A failed
 * hook ends the container.
 */
final class ContainerStart implements Step {

    private enum Stage {
        NEW, STARTING, POST_START, KILLING, DONE
    }

    private final TrackedPod pod;
    private final TrackedContainer container;
    private final Effects effects;
    private final Termination lastEnd;
    private Stage stage = Stage.NEW;
    private Instant postponedTo;
    private ContainerKill kill;

    /** To be made before anything is done: what has ended by then is what the back-off goes by. */
    ContainerStart(TrackedPod pod, TrackedContainer container, Effects effects) {
        this.pod = pod;
        this.container = container;
        this.effects = effects;
        lastEnd = container.knownTermination();
    }

    @Override
    public boolean proceed(Instant now) {
        if (stage == Stage.NEW) {
            begin(now);
        }
        if (stage == Stage.STARTING && !container.starting()) {
            started(now);
        }
        if (stage == Stage.POST_START) {
            container.hookResult(HookType.POST_START).ifPresent(this::hookEnded);
        }
        if (stage == Stage.KILLING && kill.proceed(now)) {
            stage = Stage.DONE;
        }
        return stage == Stage.DONE;
    }

    @Override
    public Optional<Instant> nextWakeUp() {
        return stage == Stage.KILLING ? kill.nextWakeUp() : Optional.ofNullable(postponedTo);
    }

    /** True if it came too early, and has to be tried again. */
    boolean postponed() {
        return postponedTo != null;
    }

    private void begin(Instant now) {
        if (now.isBefore(container.createRetryAt())) {
            postponedTo = container.createRetryAt();
            stage = Stage.DONE;
        } else if (lastEnd != null && container.backOff().holds(lastEnd.finishedAt(), now)) {
            backOff(now);
            stage = Stage.DONE;
        } else {
            if (lastEnd != null) {
                container.backOff().next(lastEnd.finishedAt(), now);
            }
            effects.start(container, now);
            stage = Stage.STARTING;
        }
    }

    private void backOff(Instant now) {
        BackOff backOff = container.backOff();
        postponedTo = container.newestTermination().finishedAt().plus(backOff.delay());
        if (container.termination().isStartError()) {
            // RunContainerError is shown nearly to the end of the back-off
            return;
        }
        String message = "back-off " + GoDuration.format(backOff.delay()) + " restarting failed container="
                + container.name() + " pod=" + pod.fullName();
        Waiting waiting = new Waiting("CrashLoopBackOff", message);
        if (!container.waiting().equals(Optional.of(waiting))) {
            container.waitFor(waiting);
            effects.tell(container, Event.Type.BACK_OFF, GoDuration.format(backOff.delay()), now);
        }
    }

    private void started(Instant now) {
        if (container.running() && container.hasHook(HookType.POST_START)) {
            effects.runHook(container, HookType.POST_START, now);
            stage = Stage.POST_START;
        } else {
            stage = Stage.DONE;
        }
    }

    private void hookEnded(HookResult result) {
        if (result.success()) {
            stage = Stage.DONE;
        } else {
            container.waitFor(new Waiting("PostStartHookError", result.message()));
            kill = new ContainerKill(container, pod.graceSeconds(), () -> true, effects);
            stage = Stage.KILLING;
        }
    }
}
