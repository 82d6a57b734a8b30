package org.sidecardemo.podplayer.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRule;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRuleBuilder;
import org.junit.jupiter.api.Test;

class FailureCodesTest {

    private static final Container APP = new ContainerBuilder().withName("app").build();

    private static FailureCodes codes(Container container, PodFailurePolicyRule... rules) {
        return FailureCodes.of(container, Optional.of(job(rules)));
    }

    private static Job job(PodFailurePolicyRule... rules) {
        return new JobBuilder().withNewSpec().withNewPodFailurePolicy().withRules(rules).endPodFailurePolicy().endSpec()
                .build();
    }

    private static PodFailurePolicyRule rule(String container, String operator, Integer... values) {
        return new PodFailurePolicyRuleBuilder().withAction("FailJob").withNewOnExitCodes()
                .withContainerName(container).withOperator(operator).withValues(values).endOnExitCodes().build();
    }

    @Test
    void withoutRules() {
        assertThat(FailureCodes.of(APP, Optional.empty()).all()).containsExactly(1);
        assertThat(codes(APP).all()).containsExactly(1);
    }

    /** One that no rule names comes first, even if rules name the least ones. */
    @Test
    void unnamedIsFirst() {
        assertThat(codes(APP, rule(null, "In", 1, 2, 3)).all()).containsExactly(4, 1);
        assertThat(codes(APP, rule(null, "NotIn", 42)).all()).containsExactly(42, 1);
    }

    /** The first rule that matches is the one that counts. */
    @Test
    void rulesThatOverlap() {
        assertThat(codes(APP, rule(null, "In", 1, 2), rule(null, "In", 2, 3), rule(null, "In", 2)).all())
                .containsExactly(4, 1, 3);
        assertThat(codes(APP, rule(null, "In", 1), rule(null, "NotIn", 2)).all()).containsExactly(2, 1, 3);
    }

    @Test
    void rulesForOthers() {
        assertThat(codes(APP, rule("other", "In", 7), rule("app", "In", 8)).all()).containsExactly(1, 8);
    }

    @Test
    void rulesOfItsOwn() {
        var restarted = new ContainerBuilder(APP).addNewRestartPolicyRule().withAction("Restart").withNewExitCodes()
                .withOperator("In").withValues(42).endExitCodes().endRestartPolicyRule().build();
        assertThat(codes(restarted, rule(null, "In", 42, 43)).all()).containsExactly(1, 42, 43);
        assertThat(codes(restarted, rule(null, "In", 42, 43)).forRestarts()).containsExactly(1, 42);
    }

    /** What ends by signals may say the same to a policy already. */
    @Test
    void besideSignals() {
        assertThat(beside(rule(null, "In", 42))).containsExactly(42);
        assertThat(beside(rule(null, "In", 143, 7))).isEmpty();
        assertThat(beside(rule(null, "In", 137), rule(null, "In", 1))).containsExactly(1);
        assertThat(beside()).isEmpty();
    }

    private static List<Integer> beside(PodFailurePolicyRule... rules) {
        return codes(APP, rules).forPolicy();
    }
}
