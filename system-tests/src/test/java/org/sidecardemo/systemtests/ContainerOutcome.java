package org.sidecardemo.systemtests;

import java.util.List;

import io.fabric8.kubernetes.api.model.ContainerState;

/**
 * A container's state, as {@code kubectl get pods -o jsonpath} tells it.
 *
 * @param state waiting, running or terminated
 * @param reason null if the API gives none
 * @param exitCode null unless terminated
 * @param message what the container itself said at its end, null if nothing; what a runtime says of it is each runtime's
 */
record ContainerOutcome(String state, String reason, Integer exitCode, String message) {

    private static final List<String> OWN_ENDS = List.of("Completed", "Error", "OOMKilled");

    static ContainerOutcome running() {
        return new ContainerOutcome("running", null, null, null);
    }

    static ContainerOutcome waiting(String reason) {
        return new ContainerOutcome("waiting", reason, null, null);
    }

    static ContainerOutcome terminated(String reason, int exitCode) {
        return new ContainerOutcome("terminated", reason, exitCode, null);
    }

    static ContainerOutcome of(ContainerState state) {
        if (state.getTerminated() != null) {
            var end = state.getTerminated();
            return new ContainerOutcome("terminated", end.getReason(), end.getExitCode(),
                    OWN_ENDS.contains(end.getReason()) ? end.getMessage() : null);
        }
        return state.getRunning() != null ? running() : waiting(state.getWaiting().getReason());
    }
}
