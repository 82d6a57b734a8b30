package org.sidecardemo.podplayer.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.Probe;

/**
 * One probe of one container over all of its runs (the kubelet's prober worker). Like there, the count of equal
 * results in a row lives on when the container is replaced, a tick that comes while a probe is still out is kept, and
 * further ones are dropped.
 */
final class ProbeWorker {

    /**
     * From the first start of a container, or the end of its initial delay, to the first probe. The kubelet's ticks have no
     * fixed phase against that start. A little after whole seconds suits what sleeps for whole seconds.
     */
    private static final Duration FIRST_TICK = Duration.ofMillis(200);

    private final ProbeType type;
    private final Duration initialDelay;
    private final Duration period;
    private final int successThreshold;
    private final int failureThreshold;
    private boolean lastResult;
    private int resultRun;
    private boolean stopped;
    private boolean inFlight;
    /** One of the worker's ticks, which go on whatever the container does; null before the first run. */
    private Instant phase;
    private Instant nextTick;
    private Boolean verdict;

    ProbeWorker(ProbeType type, Probe spec) {
        this.type = type;
        initialDelay = Duration.ofSeconds(orDefault(spec.getInitialDelaySeconds(), 0));
        period = Duration.ofSeconds(orDefault(spec.getPeriodSeconds(), 10));
        successThreshold = orDefault(spec.getSuccessThreshold(), 1);
        failureThreshold = orDefault(spec.getFailureThreshold(), 3);
    }

    private static int orDefault(Integer value, int ifUnset) {
        return value == null || value == 0 ? ifUnset : value;
    }

    ProbeType type() {
        return type;
    }

    /** Forgets the verdict on the run before, and rests until {@link #begin}. */
    void reset() {
        verdict = null;
        nextTick = null;
        inFlight = false;
    }

    /** Begins to probe a run: at once where it may, at a tick otherwise. */
    void begin(Instant startedAt, Instant now) {
        if (stopped) {
            return;
        }
        // not the very tick at which the run before was killed: there is no status of this one yet
        Instant earliest = startedAt.plus(initialDelay).plusNanos(1);
        if (phase == null) {
            phase = startedAt.plus(initialDelay).plus(FIRST_TICK);
        }
        nextTick = tickFrom(earliest);
        if (nextTick.isBefore(now)) {
            if (type == ProbeType.READINESS) {
                // the kubelet triggers it when a container counts as started, and its ticks begin anew (UpdatePodStatus)
                phase = now;
            }
            nextTick = tickFrom(now);
        }
    }

    /** Stops for good. */
    void stop() {
        stopped = true;
        nextTick = null;
    }

    /** Stops for good, as its pod has failed; if a tick finds that out by then, what it waits for counts as having succeeded. */
    void podFailed(Instant now, Instant by) {
        if (phase != null && !inFlight && tickFrom(now).isBefore(by)) {
            verdict = true;
        }
        stop();
    }

    /** True if the container is to be probed now; then {@link #probed} will tell the result. */
    boolean tick(Instant now) {
        if (nextTick == null || inFlight || now.isBefore(nextTick)) {
            return false;
        }
        inFlight = true;
        nextTick = tickFrom(now.plusNanos(1));
        return true;
    }

    Optional<Instant> nextTick() {
        return inFlight ? Optional.empty() : Optional.ofNullable(nextTick);
    }

    /** Takes in one result; true if it made or changed the verdict. An error is thrown away. */
    boolean probed(ProbeOutcome outcome) {
        inFlight = false;
        if (nextTick == null || outcome == ProbeOutcome.ERROR) {
            return false;
        }
        boolean success = outcome == ProbeOutcome.SUCCESS;
        resultRun = success == lastResult ? resultRun + 1 : 1;
        lastResult = success;
        if (resultRun < (success ? successThreshold : failureThreshold)) {
            return false;
        }
        boolean changed = verdict == null || verdict != success;
        verdict = success;
        if (type == ProbeType.STARTUP || type == ProbeType.LIVENESS && !success) {
            // rests until the container is replaced
            nextTick = null;
            resultRun = 0;
        }
        return changed;
    }

    boolean succeeded() {
        return verdict != null && verdict;
    }

    boolean failed() {
        return verdict != null && !verdict;
    }

    /** Such as "2 of 3", or "6 in a row" when there were more than that; to be asked before the verdict is made. */
    String failureCount() {
        int failures = lastResult ? 1 : resultRun + 1;
        return failures + (failures > failureThreshold ? " in a row" : " of " + failureThreshold);
    }

    /**
     * Whether the latest failure is worth a line: up to the threshold each is, then, so that they don't flood, only the last of
     * twice as many. The kubelet counts them in one event.
     */
    boolean tellsFailure() {
        int times = resultRun / failureThreshold;
        return resultRun <= failureThreshold
                || resultRun % failureThreshold == 0 && Integer.bitCount(times) == 1;
    }

    private Instant tickFrom(Instant earliest) {
        var since = Duration.between(phase, earliest);
        // rounded up, as periods are whole seconds
        long seconds = since.getSeconds() + (since.getNano() > 0 ? 1 : 0);
        return phase.plus(period.multipliedBy(Math.ceilDiv(seconds, period.getSeconds())));
    }
}
