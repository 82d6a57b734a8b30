package org.sidecardemo.podplayer.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sidecardemo.podplayer.lifecycle.JobScenario.job;
import static org.sidecardemo.podplayer.lifecycle.Run.exits;
import static org.sidecardemo.podplayer.lifecycle.Run.forever;
import static org.sidecardemo.podplayer.lifecycle.Scenario.pod;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicy;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRule;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRuleBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.sidecardemo.podplayer.lifecycle.Event.Type;
import org.sidecardemo.podplayer.release.Release;

/** Rules 25 to 30: what a Job makes of its pods. */
class JobRulesTest {

    private static final Scenario FAILS = pod("Never").main("main", exits(1, 1));
    private static final Scenario SUCCEEDS = pod("Never").main("main", exits(1, 0));

    @Nested
    @DisplayName("rule 25: defaults")
    class Rule25 {

        @Test
        @DisplayName("one completion, one pod at a time")
        void one() {
            job(SUCCEEDS).play().createsPodsAt(0).counts(null, 1, null);
        }

        @Test
        @DisplayName("a pod that was asked for is not asked for again before it is seen")
        void notTwice() {
            var built = new JobBuilder().withNewMetadata().withName("job").endMetadata().withNewSpec()
                    .withNewTemplate().withSpec(SUCCEEDS.spec()).endTemplate().endSpec().build();
            var lifecycle = new JobLifecycle(built, Release.NEWEST, Scenario.START);
            assertThat(lifecycle.advance(Map.of(), Scenario.START))
                    .containsExactly(new JobLifecycle.JobAction.CreatePod(Optional.empty()));
            assertThat(lifecycle.advance(Map.of(), Scenario.START)).isEmpty();
            assertThat(lifecycle.status().getActive()).isEqualTo(1);
        }

        @Test
        @DisplayName("backoffLimit 6: the seventh failed pod is one too many")
        void backoffLimit() {
            job(FAILS).play().createsPodsAt(0, 11, 32, 73, 154, 315, 636).counts(null, null, 7)
                    .conditions("FailureTarget BackoffLimitExceeded", "Failed BackoffLimitExceeded");
        }
    }

    @Nested
    @DisplayName("rule 26: success")
    class Rule26 {

        @Test
        @DisplayName("SuccessCriteriaMet, then Complete, when the last container has ended, sidecars included")
        void complete() {
            var result = job(pod("Never").sidecar("sidecar", forever().onSigterm(4, 1)).main("main", exits(3, 0)))
                    .play().conditions("SuccessCriteriaMet CompletionsReached", "Complete CompletionsReached")
                    .conditionAt("SuccessCriteriaMet", 7).conditionAt("Complete", 7).counts(null, 1, null);
            assertThat(result.message("Complete")).isEqualTo("Reached expected number of succeeded pods");
            assertThat(result.status().getStartTime()).isEqualTo("2026-01-01T00:00:00Z");
            assertThat(result.status().getCompletionTime()).isEqualTo("2026-01-01T00:00:07Z");
            assertThat(result.status().getReady()).isZero();
            assertThat(result.status().getTerminating()).isZero();
            assertThat(result.status().getUncountedTerminatedPods()).isNotNull();
        }

        @Test
        @DisplayName("before 1.31 Complete alone, without a reason")
        void before() {
            job(pod("Never").main("main", exits(3, 0))).on(new Release(30)).play().conditions("Complete null")
                    .conditionAt("Complete", 3);
        }

        @Test
        @DisplayName("until then the pod is active, and ready while all its containers are")
        void active() {
            var result = job(pod("Never").main("main", exits(9, 0))).playFor(3).conditions().counts(1, null, null);
            assertThat(result.status().getReady()).isEqualTo(1);
            assertThat(result.status().getCompletionTime()).isNull();
        }
    }

    @Nested
    @DisplayName("rule 27: failure")
    class Rule27 {

        @Test
        @DisplayName("FailureTarget first, active pods are stopped, then Failed when they are gone")
        void stopsPods() {
            var result = job(pod("Never").sidecar("sidecar", forever().onSigterm(2, 0))
                    .main("main", forever().onSigterm(3, 0))).with(s -> s.withActiveDeadlineSeconds(10L)).play()
                    .conditions("FailureTarget DeadlineExceeded", "Failed DeadlineExceeded")
                    .conditionAt("FailureTarget", 10).conditionAt("Failed", 15).counts(null, null, 1);
            assertThat(result.message("Failed")).isEqualTo("Job was active longer than specified deadline");
            result.pod(0).at("main", Type.TERMINATING, 0, 10).at("sidecar", Type.TERMINATING, 0, 13)
                    .phase("Succeeded");
        }

        @Test
        @DisplayName("before 1.31 Failed alone, and the pod's end isn't waited for")
        void before() {
            job(pod("Never").main("main", forever().onSigterm(5, 0))).on(new Release(30))
                    .with(s -> s.withActiveDeadlineSeconds(10L)).play().conditions("Failed DeadlineExceeded")
                    .conditionAt("Failed", 10);
        }

        @Test
        @DisplayName("in between the pod is terminating, no longer active, and counts as failed")
        void terminating() {
            var result = job(pod("Never").main("main", forever().onSigterm(5, 0)))
                    .with(s -> s.withActiveDeadlineSeconds(10L)).playFor(12)
                    .conditions("FailureTarget DeadlineExceeded").counts(null, null, 1);
            assertThat(result.status().getTerminating()).isEqualTo(1);
        }
    }

    @Nested
    @DisplayName("rule 28: restartPolicy Never")
    class Rule28 {

        @Test
        @DisplayName("a new pod 10, 20, 40 … s after the failed pod's last end, sidecars included")
        void backOff() {
            job(pod("Never").sidecar("sidecar", forever().onSigterm(5, 0)).main("main", exits(1, 1)),
                    pod("Never").sidecar("sidecar", forever().onSigterm(5, 0)).main("main", exits(1, 1)),
                    pod("Never").sidecar("sidecar", forever()).main("main", exits(1, 0))).play()
                    .createsPodsAt(0, 16, 42).counts(null, 1, 2);
        }

        @Test
        @DisplayName("the back-off counts from the end cut to whole seconds")
        void wholeSeconds() {
            job(FAILS, SUCCEEDS).startingAt(Duration.ofMillis(600)).play().createsPodsAt(0, 10.4);
        }

        @Test
        @DisplayName("ends at 600 s")
        void cap() {
            job(FAILS).with(s -> s.withBackoffLimit(9)).play()
                    .createsPodsAt(0, 11, 32, 73, 154, 315, 636, 1237, 1838, 2439);
        }

        @Test
        @DisplayName("failed when more than backoffLimit have failed")
        void limit() {
            job(FAILS).with(s -> s.withBackoffLimit(0)).play().createsPodsAt(0).counts(null, null, 1)
                    .conditionAt("Failed", 1);
            job(FAILS, SUCCEEDS).with(s -> s.withBackoffLimit(1)).play().createsPodsAt(0, 11).counts(null, 1, 1)
                    .conditionAt("Complete", 12);
        }

        @Test
        @DisplayName("a pod whose mains never ran has ended when it became unready")
        void failedInit() {
            job(pod("Never").init("init", exits(3, 1)).main("main", exits(1, 0)))
                    .with(s -> s.withBackoffLimit(1)).play().createsPodsAt(0, 10);
        }
    }

    @Nested
    @DisplayName("rule 29: restartPolicy OnFailure")
    class Rule29 {

        @Test
        @DisplayName("the restarts of all containers, sidecars too, add up: at backoffLimit the pod is stopped")
        void addUp() {
            job(pod("OnFailure").sidecar("sidecar", exits(3, 0)).main("main", exits(1, 1), forever().onSigterm(1, 0)))
                    .with(s -> s.withBackoffLimit(2)).play().createsPodsAt(0)
                    .conditions("FailureTarget BackoffLimitExceeded", "Failed BackoffLimitExceeded")
                    .conditionAt("FailureTarget", 3).conditionAt("Failed", 4).counts(null, null, 1).pod(0)
                    .restarted("main", 1).restarted("sidecar", 1);
        }

        @Test
        @DisplayName("with 0 the first restart is too many")
        void zero() {
            job(pod("OnFailure").main("main", exits(1, 1), forever())).with(s -> s.withBackoffLimit(0)).play()
                    .conditionAt("Failed", 1).pod(0).restarted("main", 1);
        }

        @Test
        @DisplayName("below it the container is restarted in the same pod until it succeeds")
        void succeeds() {
            job(pod("OnFailure").main("main", exits(1, 1), exits(1, 1), exits(1, 0))).play().createsPodsAt(0)
                    .conditionAt("Complete", 13).counts(null, 1, null);
        }
    }

    @Nested
    @DisplayName("rule 30: activeDeadlineSeconds and podFailurePolicy")
    class Rule30 {

        @Test
        @DisplayName("the deadline counts from the Job's start, over all pods and the times between them")
        void deadline() {
            job(FAILS).with(s -> s.withActiveDeadlineSeconds(20L)).startingAt(Duration.ofMillis(250)).play()
                    .createsPodsAt(0, 10.75).conditionAt("Failed", 19.75).counts(null, null, 2);
        }

        @Test
        @DisplayName("FailJob ends the Job at once and says which container and rule it was")
        void failJob() {
            var result = job(pod("Never").main("main", exits(1, 42)))
                    .with(s -> s.withPodFailurePolicy(policy(exitCodes("FailJob", "In", null, 42)))).play()
                    .createsPodsAt(0).conditions("FailureTarget PodFailurePolicy", "Failed PodFailurePolicy")
                    .counts(null, null, 1);
            assertThat(result.message("Failed")).isEqualTo("Container main for pod test/job-0 failed with exit code "
                    + "42 matching FailJob rule at index 0");
        }

        @Test
        @DisplayName("Ignore does not count, but the next pod still waits")
        void ignore() {
            job(pod("Never").main("main", exits(1, 42)), pod("Never").main("main", exits(1, 0)))
                    .with(s -> s.withBackoffLimit(0).withPodFailurePolicy(policy(exitCodes("Ignore", "In", null, 42))))
                    .play().createsPodsAt(0, 11).counts(null, 1, null);
        }

        @Test
        @DisplayName("the first matching rule wins; Count counts; NotIn; containerName")
        void firstRule() {
            var rules = policy(exitCodes("FailJob", "In", "other", 1), exitCodes("Count", "NotIn", "main", 2, 3),
                    exitCodes("FailJob", "In", null, 1, 2));
            job(FAILS).with(s -> s.withBackoffLimit(0).withPodFailurePolicy(rules)).play()
                    .conditions("FailureTarget BackoffLimitExceeded", "Failed BackoffLimitExceeded");
            job(pod("Never").main("main", exits(1, 2))).with(s -> s.withPodFailurePolicy(rules)).play()
                    .conditions("FailureTarget PodFailurePolicy", "Failed PodFailurePolicy");
        }

        @Test
        @DisplayName("mains are looked at first, then init containers and sidecars; 0 never matches")
        void order() {
            var result = job(pod("Never").sidecar("sidecar", forever().onSigterm(0, 7)).main("zero", exits(1, 0))
                    .main("main", exits(2, 7)))
                    .with(s -> s.withPodFailurePolicy(policy(exitCodes("FailJob", "NotIn", null, 1)))).play();
            assertThat(result.message("Failed")).startsWith("Container main for pod");
            result = job(pod("Never").sidecar("sidecar", forever().onSigterm(0, 7)).main("main", exits(2, 1)))
                    .with(s -> s.withPodFailurePolicy(policy(exitCodes("FailJob", "In", null, 7)))).play();
            assertThat(result.message("Failed")).startsWith("Container sidecar for pod");
        }

        @Test
        @DisplayName("onPodConditions goes by a condition's type and status")
        void podConditions() {
            var rule = new PodFailurePolicyRuleBuilder().withAction("FailJob").addNewOnPodCondition("False", "Ready")
                    .build();
            var result = job(FAILS).with(s -> s.withPodFailurePolicy(policy(rule))).play();
            assertThat(result.message("Failed"))
                    .isEqualTo("Pod test/job-0 has condition Ready matching FailJob rule at index 0");
        }
    }

    private static PodFailurePolicy policy(
            PodFailurePolicyRule... rules) {
        return new PodFailurePolicyBuilder().withRules(rules).build();
    }

    private static PodFailurePolicyRule exitCodes(String action,
            String operator, String container, Integer... values) {
        return new PodFailurePolicyRuleBuilder().withAction(action).withNewOnExitCodes().withOperator(operator)
                .withContainerName(container).withValues(values).endOnExitCodes().build();
    }
}
