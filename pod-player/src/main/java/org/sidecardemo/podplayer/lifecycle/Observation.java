package org.sidecardemo.podplayer.lifecycle;

/** What was seen of a pod's containers: the input of the rules. */
public sealed interface Observation {

    ContainerId container();

    /**
     * The container's process runs.
     *
     * @param runtimeId how its runtime names this run, {@code TYPE://ID}; null if it doesn't
     */
    record Started(ContainerId container, String runtimeId) implements Observation {

        /** One without a name. */
        public Started(ContainerId container) {
            this(container, null);
        }
    }

    /** The container's image is not there, which a later try may mend: reason {@code ErrImageNeverPull}. */
    record ImageMissing(ContainerId container, String message) implements Observation {}

    /** The node refuses the container's configuration: reason {@code CreateContainerConfigError}. */
    record ConfigInvalid(ContainerId container, String message) implements Observation {}

    /** The container's command can't be run: it has ended with 128 and the reason {@code StartError}. */
    record StartFailed(ContainerId container, String message) implements Observation {}

    /**
     * The container's process has ended, and all that it started.
     *
     * @param outOfMemory whether it was killed because of its memory limit
     * @param message its termination message, empty if it left none
     */
    record Ended(ContainerId container, int exitCode, boolean outOfMemory, String message) implements Observation {

        /** An end that only the exit code tells about. */
        public Ended(ContainerId container, int exitCode) {
            this(container, exitCode, false, "");
        }
    }

    /** A probe that was asked for has answered, timed out (a failure), or could not be made (an error). */
    record Probed(ContainerId container, ProbeType type, ProbeOutcome outcome, String message) implements Observation {}

    /** A hook that was asked for has ended. */
    record HookEnded(ContainerId container, HookType type, boolean success, String message) implements Observation {}
}
