package org.sidecardemo.podplayer.lifecycle;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicy;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyOnExitCodesRequirement;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyOnPodConditionsPattern;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRule;

/** A Job's podFailurePolicy: the first rule that matches a failed pod says what it means (matchPodFailurePolicy). */
final class PodFailureRules {

    /** What a failed pod means for its Job. */
    sealed interface Verdict {

        /** It counts towards backoffLimit. */
        record Count() implements Verdict {}

        /** It does not count. */
        record Ignore() implements Verdict {}

        /** It counts, and its index has failed whatever backoffLimitPerIndex says. */
        record FailIndex() implements Verdict {}

        /** It ends the Job. */
        record FailJob(String message) implements Verdict {}
    }

    private final String namespace;
    private final List<PodFailurePolicyRule> rules;

    /** @param policy may be null: then every failed pod counts */
    PodFailureRules(String namespace, PodFailurePolicy policy) {
        this.namespace = namespace;
        rules = policy == null ? List.of() : policy.getRules();
    }

    Verdict judge(String pod, PodStatus status) {
        for (int i = 0; i < rules.size(); i++) {
            PodFailurePolicyRule rule = rules.get(i);
            Optional<String> match = match(rule, namespace + "/" + pod, status);
            if (match.isPresent()) {
                return switch (rule.getAction()) {
                    case "FailJob" -> new Verdict.FailJob(match.get() + " matching FailJob rule at index " + i);
                    case "Ignore" -> new Verdict.Ignore();
                    case "FailIndex" -> new Verdict.FailIndex();
                    default -> new Verdict.Count();
                };
            }
        }
        return new Verdict.Count();
    }

    private static Optional<String> match(PodFailurePolicyRule rule, String pod, PodStatus status) {
        if (rule.getOnExitCodes() != null) {
            // mains first
            return Stream.concat(status.getContainerStatuses().stream(), status.getInitContainerStatuses().stream())
                    .filter(s -> matches(rule.getOnExitCodes(), s)).findFirst()
                    .map(s -> "Container " + s.getName() + " for pod " + pod + " failed with exit code "
                            + s.getState().getTerminated().getExitCode());
        }
        return status.getConditions().stream()
                .filter(c -> rule.getOnPodConditions().stream().anyMatch(p -> matches(p, c))).findFirst()
                .map(c -> "Pod " + pod + " has condition " + c.getType());
    }

    private static boolean matches(PodFailurePolicyOnExitCodesRequirement wanted, ContainerStatus status) {
        if (status.getState().getTerminated() == null
                || wanted.getContainerName() != null && !wanted.getContainerName().equals(status.getName())) {
            return false;
        }
        int exitCode = status.getState().getTerminated().getExitCode();
        return exitCode != 0 && ExitCodes.match(wanted.getOperator(), wanted.getValues(), exitCode);
    }

    private static boolean matches(PodFailurePolicyOnPodConditionsPattern wanted, PodCondition condition) {
        String status = wanted.getStatus() == null ? "True" : wanted.getStatus();
        return wanted.getType().equals(condition.getType()) && status.equals(condition.getStatus());
    }
}
