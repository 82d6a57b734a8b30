package org.sidecardemo.podplayer.lifecycle;

import java.util.List;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerRestartRule;
import org.sidecardemo.podplayer.release.Release;

/**
 * When one container is started again: its own rules come first, then its own policy, and the pod's if it has none
 * (ContainerShouldRestart).
 */
record RestartRules(RestartPolicy policy, List<ContainerRestartRule> rules) {

    static RestartRules of(Container container, RestartPolicy ofPod, Release release) {
        return release.hasContainerRestartRules() && container.getRestartPolicy() != null
                ? new RestartRules(RestartPolicy.of(container.getRestartPolicy()), container.getRestartPolicyRules())
                : new RestartRules(ofPod, List.of());
    }

    /** Whether it is started again after an end with this code. */
    boolean restarts(int exitCode) {
        return rules.stream().anyMatch(rule -> matches(rule, exitCode)) || policy.restarts(exitCode);
    }

    /** Whether it is started again after a kill by its probe, for which the rules don't count. */
    boolean restartsAfterProbe() {
        return policy != RestartPolicy.NEVER;
    }

    private static boolean matches(ContainerRestartRule rule, int exitCode) {
        boolean named = rule.getExitCodes().getValues().contains(exitCode);
        return rule.getExitCodes().getOperator().equals("In") ? named : !named;
    }
}
