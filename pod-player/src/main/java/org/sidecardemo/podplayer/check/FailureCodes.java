package org.sidecardemo.podplayer.check;

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
import org.sidecardemo.podplayer.lifecycle.ExitCodes;

/**
 * The codes with which a container may fail, as far as rules tell them apart: of those that meet the same rules the least one.
 * They are found once, as they are asked for in each way.
 *
 * @param all at least one; the first meets as few rules as can be
 * @param forRestarts at least one, where the container is restarted before a policy asks for its code
 * @param forPolicy those that a policy tells from the codes of a container that ends by a signal; perhaps none
 */
record FailureCodes(List<Integer> all, List<Integer> forRestarts, List<Integer> forPolicy) {

    /** @param policy those of the Job's podFailurePolicy that go by this container's code */
    private record Rules(List<ContainerRestartRule> restartRules, List<PodFailurePolicyRule> policy) {

        private static final int MOST = 255;
        private static final int NONE = -1;

        List<Integer> leastOfEach(IntFunction<List<Integer>> met) {
            Map<List<Integer>, Integer> codes = new LinkedHashMap<>();
            IntStream.rangeClosed(1, MOST).forEach(code -> codes.putIfAbsent(met.apply(code), code));
            return codes.entrySet().stream()
                    .sorted(Comparator.comparing(each -> each.getKey().stream().anyMatch(rule -> rule != NONE)))
                    .map(Map.Entry::getValue).toList();
        }

        int ofRestart(int code) {
            return first(restartRules, rule -> ExitCodes.match(rule.getExitCodes().getOperator(),
                    rule.getExitCodes().getValues(), code));
        }

        int ofPolicy(int code) {
            return first(policy, rule -> ExitCodes.match(rule.getOnExitCodes().getOperator(),
                    rule.getOnExitCodes().getValues(), code));
        }

        /** The number of the first that matches, as it is the one that counts. */
        private static <T> int first(List<T> rules, Predicate<T> matches) {
            return IntStream.range(0, rules.size()).filter(i -> matches.test(rules.get(i))).findFirst().orElse(NONE);
        }
    }

    static FailureCodes of(Container container, Optional<Job> job) {
        var rules = new Rules(container.getRestartPolicyRules(),
                job.map(j -> j.getSpec().getPodFailurePolicy()).stream().flatMap(p -> p.getRules().stream())
                        .filter(rule -> rule.getOnExitCodes() != null)
                        .filter(rule -> rule.getOnExitCodes().getContainerName() == null
                                || rule.getOnExitCodes().getContainerName().equals(container.getName()))
                        .toList());
        var known = List.of(Rules.NONE, rules.ofPolicy(AtSigterm.ENDS_LATE.exitCode()),
                rules.ofPolicy(AtSigterm.IGNORES.exitCode()));
        return new FailureCodes(rules.leastOfEach(code -> List.of(rules.ofRestart(code), rules.ofPolicy(code))),
                rules.leastOfEach(code -> List.of(rules.ofRestart(code))),
                rules.leastOfEach(code -> List.of(rules.ofPolicy(code))).stream()
                        .filter(code -> !known.contains(rules.ofPolicy(code))).toList());
    }
}
