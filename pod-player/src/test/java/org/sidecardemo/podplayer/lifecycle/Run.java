package org.sidecardemo.podplayer.lifecycle;

import java.time.Duration;

/**
 * What one run of a scripted container does. Times count from its start; a null Duration means never.
 *
 * @param lifetime when it ends by itself
 * @param sigtermDelay from SIGTERM to its end; null if it ignores the signal
 * @param startedAfter from when on its startup probe succeeds
 * @param readyAfter from when on its readiness probe succeeds
 * @param unhealthyAfter from when on its liveness probe fails
 * @param probeTime how long its first probe of each type takes; further ones take no time
 * @param probesErrUntil until when its probes can't be made
 */
public record Run(Kind kind, Duration lifetime, int exitCode, Duration sigtermDelay, int sigtermExitCode,
        Duration startedAfter, Duration readyAfter, Duration unhealthyAfter, Duration probeTime,
        Duration probesErrUntil, Hook postStart, Hook preStop) {

    public enum Kind {
        PROCESS, START_ERROR, IMAGE_MISSING, ROOT
    }

    /**
     * How long a hook takes (null: for ever), and how it ends.
     *
     * @param outlives whether it goes on when its container has ended, as httpGet does and exec does not
     */
    public record Hook(Duration time, boolean success, boolean outlives) {

        public Hook(Duration time, boolean success) {
            this(time, success, false);
        }
    }

    private static final Hook AT_ONCE = new Hook(Duration.ZERO, true);

    /** Ends by itself; SIGTERM ends it at once with 143. */
    public static Run exits(double afterSeconds, int exitCode) {
        return process(seconds(afterSeconds), exitCode);
    }

    /** Runs until it is told to end; SIGTERM ends it at once with 143. */
    public static Run forever() {
        return process(null, 0);
    }

    public static Run startError() {
        return of(Kind.START_ERROR, null, 0);
    }

    public static Run imageMissing() {
        return of(Kind.IMAGE_MISSING, null, 0);
    }

    public static Run root() {
        return of(Kind.ROOT, null, 0);
    }

    private static Run process(Duration lifetime, int exitCode) {
        return of(Kind.PROCESS, lifetime, exitCode);
    }

    private static Run of(Kind kind, Duration lifetime, int exitCode) {
        return new Run(kind, lifetime, exitCode, Duration.ZERO, 143, Duration.ZERO, Duration.ZERO, null,
                Duration.ZERO, Duration.ZERO, AT_ONCE, AT_ONCE);
    }

    public Run onSigterm(double afterSeconds, int code) {
        return new Run(kind, lifetime, exitCode, seconds(afterSeconds), code, startedAfter, readyAfter,
                unhealthyAfter, probeTime, probesErrUntil, postStart, preStop);
    }

    public Run ignoresSigterm() {
        return new Run(kind, lifetime, exitCode, null, 0, startedAfter, readyAfter, unhealthyAfter, probeTime,
                probesErrUntil,
                postStart, preStop);
    }

    public Run startedAfter(double seconds) {
        return new Run(kind, lifetime, exitCode, sigtermDelay, sigtermExitCode, seconds(seconds), readyAfter,
                unhealthyAfter, probeTime, probesErrUntil, postStart, preStop);
    }

    public Run neverStarted() {
        return new Run(kind, lifetime, exitCode, sigtermDelay, sigtermExitCode, null, readyAfter, unhealthyAfter,
                probeTime, probesErrUntil, postStart, preStop);
    }

    public Run readyAfter(double seconds) {
        return new Run(kind, lifetime, exitCode, sigtermDelay, sigtermExitCode, startedAfter, seconds(seconds),
                unhealthyAfter, probeTime, probesErrUntil, postStart, preStop);
    }

    public Run neverReady() {
        return new Run(kind, lifetime, exitCode, sigtermDelay, sigtermExitCode, startedAfter, null, unhealthyAfter,
                probeTime, probesErrUntil, postStart, preStop);
    }

    public Run unhealthyAfter(double seconds) {
        return new Run(kind, lifetime, exitCode, sigtermDelay, sigtermExitCode, startedAfter, readyAfter,
                seconds(seconds), probeTime, probesErrUntil, postStart, preStop);
    }

    public Run firstProbeTakes(double seconds) {
        return new Run(kind, lifetime, exitCode, sigtermDelay, sigtermExitCode, startedAfter, readyAfter,
                unhealthyAfter, seconds(seconds), probesErrUntil, postStart, preStop);
    }

    public Run probesErrUntil(double seconds) {
        return new Run(kind, lifetime, exitCode, sigtermDelay, sigtermExitCode, startedAfter, readyAfter,
                unhealthyAfter, probeTime, seconds(seconds), postStart, preStop);
    }

    public Run postStart(double seconds, boolean success) {
        return new Run(kind, lifetime, exitCode, sigtermDelay, sigtermExitCode, startedAfter, readyAfter,
                unhealthyAfter, probeTime, probesErrUntil, new Hook(seconds(seconds), success), preStop);
    }

    public Run preStop(double seconds, boolean success) {
        return new Run(kind, lifetime, exitCode, sigtermDelay, sigtermExitCode, startedAfter, readyAfter,
                unhealthyAfter, probeTime, probesErrUntil, postStart, new Hook(seconds(seconds), success));
    }

    public Run preStopOutliving(double seconds) {
        return new Run(kind, lifetime, exitCode, sigtermDelay, sigtermExitCode, startedAfter, readyAfter,
                unhealthyAfter, probeTime, probesErrUntil, postStart, new Hook(seconds(seconds), true, true));
    }

    public Run endlessPostStart() {
        return new Run(kind, lifetime, exitCode, sigtermDelay, sigtermExitCode, startedAfter, readyAfter,
                unhealthyAfter, probeTime, probesErrUntil, new Hook(null, false), preStop);
    }

    public Run endlessPreStop() {
        return new Run(kind, lifetime, exitCode, sigtermDelay, sigtermExitCode, startedAfter, readyAfter,
                unhealthyAfter, probeTime, probesErrUntil, postStart, new Hook(null, false));
    }

    Hook hook(HookType type) {
        return switch (type) {
            case POST_START -> postStart;
            case PRE_STOP -> preStop;
        };
    }

    /** What a probe comes to at this age of the run. */
    ProbeOutcome answers(ProbeType type, Duration age) {
        if (age.compareTo(probesErrUntil) < 0) {
            return ProbeOutcome.ERROR;
        }
        boolean success = switch (type) {
            case STARTUP -> startedAfter != null && age.compareTo(startedAfter) >= 0;
            case READINESS -> readyAfter != null && age.compareTo(readyAfter) >= 0;
            case LIVENESS -> unhealthyAfter == null || age.compareTo(unhealthyAfter) < 0;
        };
        return success ? ProbeOutcome.SUCCESS : ProbeOutcome.FAILURE;
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
