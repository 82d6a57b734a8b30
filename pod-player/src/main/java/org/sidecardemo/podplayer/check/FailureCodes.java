package org.sidecardemo.podplayer.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerRestartRule;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRule;

/**
 * The codes with which a container may fail, as far as rules tell them apart: of those that meet the same rules the least one.
 *
 * @param policy the rules of the Job's podFailurePolicy that go by this container's code
 */
record FailureCodes(List<ContainerRestartRule> restartRules, List<PodFailurePolicyRule> policy) {

    private static final int MOST = 255;
    private static final int NO_RULE = -1;

    static FailureCodes of(Container container, Optional<Job> job) {
        return new FailureCodes(container.getRestartPolicyRules(),
                job.map(j -> j.getSpec().getPodFailurePolicy()).stream().flatMap(p -> p.getRules().stream())
                        .filter(rule -> rule.getOnExitCodes() != null)
                        .filter(rule -> rule.getOnExitCodes().getContainerName() == null
                                || rule.getOnExitCodes().getContainerName().equals(container.getName()))
                        .toList());
    }

    /** At least one; the first meets as few rules as can be. */
    List<Integer> all() {
        return leastOfEach(code -> List.of(restartRule(code), policyRule(code)));
    }

    /** At least one, where the container is restarted before a policy asks for its code. */
    List<Integer> forRestarts() {
        return leastOfEach(code -> List.of(restartRule(code)));
    }

    /** Those that a policy tells from the codes of a container that ends otherwise; perhaps none. */
    List<Integer> forPolicyBeside(AtSigterm... others) {
        List<Integer> known = new ArrayList<>(List.of(NO_RULE));
        for (var other : others) {
            known.add(policyRule(other.exitCode()));
        }
        return leastOfEach(code -> List.of(policyRule(code))).stream()
                .filter(code -> !known.contains(policyRule(code))).toList();
    }

    private static List<Integer> leastOfEach(IntFunction<List<Integer>> rules) {
        Map<List<Integer>, Integer> codes = new LinkedHashMap<>();
        IntStream.rangeClosed(1, MOST).forEach(code -> codes.putIfAbsent(rules.apply(code), code));
        return codes.entrySet().stream()
                .sorted(Comparator.comparing(each -> each.getKey().stream().anyMatch(rule -> rule != NO_RULE)))
                .map(Map.Entry::getValue).toList();
    }

    private int restartRule(int code) {
        return first(restartRules, rule -> matches(code, rule.getExitCodes().getOperator(),
                rule.getExitCodes().getValues()));
    }

    private int policyRule(int code) {
        return first(policy, rule -> matches(code, rule.getOnExitCodes().getOperator(),
                rule.getOnExitCodes().getValues()));
    }

    private static boolean matches(int code, String operator, List<Integer> values) {
        return operator.equals("In") == values.contains(code);
    }

    /** The number of the first that matches, as it is the one that counts. */
    private static <T> int first(List<T> rules, Predicate<T> matches) {
        return IntStream.range(0, rules.size()).filter(i -> matches.test(rules.get(i))).findFirst().orElse(NO_RULE);
    }
}
