package org.sidecardemo.podplayer.lifecycle;

import java.time.Instant;

/**
 * How one run of a container ended.
 *
 * @param message null unless the runtime had something to say
 */
record Termination(int exitCode, String reason, String message, Instant startedAt, Instant finishedAt) {

    boolean isStartError() {
        return reason.equals("StartError");
    }

    static Termination ofExit(int exitCode, Instant startedAt, Instant finishedAt) {
        return new Termination(exitCode, exitCode == 0 ? "Completed" : "Error", null, startedAt, finishedAt);
    }

    /** A command that can't be run: containerd leaves the time of the start at zero. */
    static Termination ofStartError(String message, Instant finishedAt) {
        return new Termination(128, "StartError", message, Instant.EPOCH, finishedAt);
    }
}
