package org.sidecardemo.podplayer.lifecycle;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

import io.fabric8.kubernetes.api.model.batch.v1.SuccessPolicy;
import io.fabric8.kubernetes.api.model.batch.v1.SuccessPolicyRule;

/** A Job's successPolicy: the first rule that the succeeded indexes fulfil ends the Job (matchSuccessPolicy). */
final class SuccessRules {

    private final List<SuccessPolicyRule> rules;

    /** @param policy may be null: then all completions are needed */
    SuccessRules(SuccessPolicy policy) {
        rules = policy == null ? List.of() : policy.getRules();
    }

    /** The number of the rule that is fulfilled, from 0. */
    OptionalInt fulfilled(IndexSet succeeded) {
        return succeeded.isEmpty()
                ? OptionalInt.empty()
                : IntStream.range(0, rules.size()).filter(i -> fulfils(succeeded, rules.get(i))).findFirst();
    }

    private static boolean fulfils(IndexSet succeeded, SuccessPolicyRule rule) {
        Integer count = rule.getSucceededCount();
        if (rule.getSucceededIndexes() == null) {
            return count != null && succeeded.size() >= count;
        }
        IndexSet required = IndexSet.parse(rule.getSucceededIndexes());
        int common = required.common(succeeded);
        return !required.isEmpty() && (common == required.size() || count != null && common >= count);
    }
}
