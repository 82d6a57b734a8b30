package org.sidecardemo.podplayer.lifecycle;

import java.util.List;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerRestartRule;
import org.sidecardemo.podplayer.release.Release;

/**
 * When one container is started again: its own rules come first, then its own policy, and the pod's if it has none
 * (ContainerShouldRestart).
 */
public record RestartRules(RestartPolicy policy, List<ContainerRestartRule> rules) {

    private static final String ALL_CONTAINERS = "RestartAllContainers";

    public static RestartRules of(Container container, RestartPolicy ofPod, Release release) {
        return release.hasContainerRestartRules() && container.getRestartPolicy() != null
                ? new RestartRules(RestartPolicy.of(container.getRestartPolicy()), container.getRestartPolicyRules())
                : new RestartRules(ofPod, List.of());
    }

    /** Whether it is started again after an end with this code. */
    public boolean restarts(int exitCode) {
        return firstFor(exitCode).isPresent() || policy.restarts(exitCode);
    }

    /** Whether all containers of the pod are started anew after an end with this code. */
    boolean restartsAll(int exitCode) {
        return firstFor(exitCode).filter(RestartRules::isForAll).isPresent();
    }

    /** Whether there is a code after which all containers of the pod are started anew (AllContainersCouldRestart). */
    boolean mayRestartAll() {
        return rules.stream().anyMatch(RestartRules::isForAll);
    }

    /** Whether it is started again after a kill by its probe, for which the rules don't count. */
    boolean restartsAfterProbe() {
        return policy != RestartPolicy.NEVER;
    }

    /** FindMatchingContainerRestartRule. */
    private Optional<ContainerRestartRule> firstFor(int exitCode) {
        return rules.stream().filter(rule -> matches(rule, exitCode)).findFirst();
    }

    private static boolean isForAll(ContainerRestartRule rule) {
        return rule.getAction().equals(ALL_CONTAINERS);
    }

    private static boolean matches(ContainerRestartRule rule, int exitCode) {
        return ExitCodes.match(rule.getExitCodes().getOperator(), rule.getExitCodes().getValues(), exitCode);
    }
}
