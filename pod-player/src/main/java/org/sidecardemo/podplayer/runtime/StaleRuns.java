package org.sidecardemo.podplayer.runtime;

/** Ends and removes what runs of the player left behind that were killed themselves. */
final class StaleRuns {

    private StaleRuns() {}

    /** Cleans up after this user's dead runs; what belongs to a living one is not touched. */
    static void cleanUp(RunFolder own) {
        for (var stale : own.stale()) {
            try (stale) {
                var marker = stale.name() + "/";
                MarkedProcesses.killAll(() -> MarkedProcesses.find(value -> value.startsWith(marker)));
                removeContainers(stale);
            }
        }
    }

    private static void removeContainers(RunFolder stale) {
        if (stale.engine().isEmpty()) {
            return;
        }
        try {
            new EngineCommand(stale.engine()).removeContainers(EngineCommand.RUN_LABEL, stale.name());
        } catch (RuntimeFailure _) {
            // the engine has gone, and its containers with it
        }
    }
}
