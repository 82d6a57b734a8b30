package org.sidecardemo.podplayer.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The end of one container: preStop hook, its turn among the others, SIGTERM, SIGKILL (killContainer). Hook and turn
 * use up grace in whole seconds, and at least 2 s of it are left between the signals.
 */
final class ContainerKill implements Step {

    private static final long MINIMUM_GRACE_SECONDS = 2;

    private enum Stage {
        NEW, PRE_STOP, TURN, SIGTERM, SIGKILL, DONE
    }

    private final TrackedContainer container;
    private final BooleanSupplier turn;
    private final Effects effects;
    private Stage stage = Stage.NEW;
    private long graceSeconds;
    private Instant stageBegan;

    /** @param turn whether the container may be told to end */
    ContainerKill(TrackedContainer container, long graceSeconds, BooleanSupplier turn, Effects effects) {
        this.container = container;
        this.graceSeconds = graceSeconds;
        this.turn = turn;
        this.effects = effects;
    }

    TrackedContainer container() {
        return container;
    }

    @Override
    public boolean proceed(Instant now) {
        while (switch (stage) {
            case NEW -> begun(now);
            case PRE_STOP -> passed(!hasPreStop() || hookEnded(), Stage.TURN, now);
            case TURN -> passed(turn.getAsBoolean(), Stage.SIGTERM, now);
            case SIGTERM, SIGKILL -> signalled(now);
            case DONE -> false;
        }) {
            // on to the next stage
        }
        return stage == Stage.DONE;
    }

    @Override
    public Optional<Instant> nextWakeUp() {
        return switch (stage) {
            case PRE_STOP, TURN, SIGTERM -> Optional.of(graceEnds());
            case NEW, SIGKILL, DONE -> Optional.empty();
        };
    }

    private boolean begun(Instant now) {
        begin(container.running() ? Stage.PRE_STOP : Stage.DONE, now);
        if (stage == Stage.PRE_STOP && hasPreStop()) {
            effects.runHook(container, HookType.PRE_STOP, now);
        }
        return true;
    }

    private boolean hasPreStop() {
        return container.hasHook(HookType.PRE_STOP) && graceSeconds > 0;
    }

    private boolean hookEnded() {
        return container.hookResult(HookType.PRE_STOP).isPresent();
    }

    private boolean passed(boolean condition, Stage next, Instant now) {
        if (!condition && now.isBefore(graceEnds())) {
            return false;
        }
        graceSeconds -= Duration.between(stageBegan, now).toSeconds();
        begin(next, now);
        if (next == Stage.SIGTERM && container.running()) {
            graceSeconds = Math.max(graceSeconds, MINIMUM_GRACE_SECONDS);
            effects.terminate(container, graceSeconds, now);
        }
        return true;
    }

    private boolean signalled(Instant now) {
        if (!container.running()) {
            begin(Stage.DONE, now);
            return true;
        }
        if (stage == Stage.SIGTERM && !now.isBefore(graceEnds())) {
            begin(Stage.SIGKILL, now);
            effects.kill(container, now);
        }
        return false;
    }

    private void begin(Stage next, Instant now) {
        stage = next;
        stageBegan = now;
    }

    private Instant graceEnds() {
        return stageBegan.plusSeconds(graceSeconds);
    }
}
