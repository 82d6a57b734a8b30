package org.sidecardemo.podplayer.lifecycle;

import java.time.Instant;

/**
 * How one run of a container ended.
 *
 * @param message null unless the runtime, or the container itself, had something to say
 * @param runtimeId how the runtime names the run; null if it doesn't
 * @param startedAt and
 * @param finishedAt null if the run was removed
 */
record Termination(int exitCode, String reason, String message, String runtimeId, Instant startedAt,
        Instant finishedAt) {

    /** The reason of a container that was removed to start all of the pod anew. */
    static final String REMOVED = "RestartingAllContainers";

    /** For people: code, reason and the last line of the message. */
    String line() {
        String end = exitCode + " " + reason;
        return message == null ? end : end + ": " + message.strip().lines().reduce("", (_, line) -> line);
    }

    boolean isStartError() {
        return reason.equals("StartError");
    }

    static Termination of(Observation.Ended end, String runtimeId, Instant startedAt, Instant finishedAt) {
        String reason = end.exitCode() == 0 ? "Completed" : "Error";
        return new Termination(end.exitCode(), end.outOfMemory() ? "OOMKilled" : reason,
                end.message().isEmpty() ? null : end.message(), runtimeId, startedAt, finishedAt);
    }

    /** What the kubelet shows of a container that it has removed to start all of the pod anew. */
    static Termination ofRemoval() {
        return new Termination(137, REMOVED, "The container is removed because RestartAllContainers in place", null,
                null, null);
    }

    /** A command that can't be run: containerd leaves the time of the start at zero. */
    static Termination ofStartError(String message, Instant finishedAt) {
        return new Termination(128, "StartError", message, null, Instant.EPOCH, finishedAt);
    }
}
