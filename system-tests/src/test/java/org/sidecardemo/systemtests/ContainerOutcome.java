package org.sidecardemo.systemtests;

import io.fabric8.kubernetes.api.model.ContainerState;

/**
 * A container's state, as {@code kubectl get pods -o jsonpath} tells it.
 *
 * @param state waiting, running or terminated
 * @param reason null if the API gives none
 * @param exitCode null unless terminated
 */
record ContainerOutcome(String state, String reason, Integer exitCode) {

    static ContainerOutcome running() {
        return new ContainerOutcome("running", null, null);
    }

    static ContainerOutcome waiting(String reason) {
        return new ContainerOutcome("waiting", reason, null);
    }

    static ContainerOutcome terminated(String reason, int exitCode) {
        return new ContainerOutcome("terminated", reason, exitCode);
    }

    static ContainerOutcome of(ContainerState state) {
        if (state.getTerminated() != null) {
            return terminated(state.getTerminated().getReason(), state.getTerminated().getExitCode());
        }
        return state.getRunning() != null ? running() : waiting(state.getWaiting().getReason());
    }
}
