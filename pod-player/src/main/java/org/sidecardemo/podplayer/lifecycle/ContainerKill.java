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
        if (stage == Stage.NEW) {
            begin(now);
        }
        if (stage == Stage.PRE_STOP && (!hasPreStop() || hookEnded() || graceIsOver(now))) {
            pass(Stage.TURN, now);
        }
        if (stage == Stage.TURN && (turn.getAsBoolean() || graceIsOver(now))) {
            pass(Stage.SIGTERM, now);
            terminate(now);
        }
        if (stage == Stage.SIGTERM || stage == Stage.SIGKILL) {
            awaitEnd(now);
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

    private void begin(Instant now) {
        stage = container.running() ? Stage.PRE_STOP : Stage.DONE;
        stageBegan = now;
        if (stage == Stage.PRE_STOP && hasPreStop()) {
            effects.runHook(container, HookType.PRE_STOP, now);
        }
    }

    private boolean hasPreStop() {
        return container.hasHook(HookType.PRE_STOP) && graceSeconds > 0;
    }

    private boolean hookEnded() {
        return container.hookResult(HookType.PRE_STOP).isPresent();
    }

    /** What the stage before took is no longer there for the next. */
    private void pass(Stage next, Instant now) {
        graceSeconds -= Duration.between(stageBegan, now).toSeconds();
        stage = next;
        stageBegan = now;
    }

    private void terminate(Instant now) {
        if (container.running()) {
            graceSeconds = Math.max(graceSeconds, MINIMUM_GRACE_SECONDS);
            effects.terminate(container, graceSeconds, now);
        }
    }

    private void awaitEnd(Instant now) {
        if (!container.running()) {
            stage = Stage.DONE;
        } else if (stage == Stage.SIGTERM && graceIsOver(now)) {
            stage = Stage.SIGKILL;
            effects.kill(container, now);
        }
    }

    private boolean graceIsOver(Instant now) {
        return !now.isBefore(graceEnds());
    }

    private Instant graceEnds() {
        return stageBegan.plusSeconds(graceSeconds);
    }
}
