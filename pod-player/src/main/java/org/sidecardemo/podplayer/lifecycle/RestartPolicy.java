package org.sidecardemo.podplayer.lifecycle;

/** The restartPolicy of a pod. */
public enum RestartPolicy {
    ALWAYS, ON_FAILURE, NEVER;

    /** The policy by its name in the API; Always if absent, as for a bare pod. */
    public static RestartPolicy of(String name) {
        return switch (name) {
            case "Never" -> NEVER;
            case "OnFailure" -> ON_FAILURE;
            case null, default -> ALWAYS;
        };
    }

    /** Whether a container that ended with this code is to be started again (ShouldContainerBeRestarted). */
    boolean restarts(int exitCode) {
        return switch (this) {
            case ALWAYS -> true;
            case ON_FAILURE -> exitCode != 0;
            case NEVER -> false;
        };
    }
}
