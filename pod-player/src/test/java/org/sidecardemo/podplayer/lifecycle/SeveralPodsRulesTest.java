package org.sidecardemo.podplayer.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sidecardemo.podplayer.lifecycle.JobScenario.job;
import static org.sidecardemo.podplayer.lifecycle.Run.exits;
import static org.sidecardemo.podplayer.lifecycle.Run.forever;
import static org.sidecardemo.podplayer.lifecycle.Scenario.pod;

import java.util.OptionalInt;

import io.fabric8.kubernetes.api.model.batch.v1.JobFluent;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.SuccessPolicyBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.SuccessPolicyRule;
import io.fabric8.kubernetes.api.model.batch.v1.SuccessPolicyRuleBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sidecardemo.podplayer.lifecycle.Event.Type;
import org.sidecardemo.podplayer.release.Release;

/** Rules 31 to 34: what a Job makes of several pods. */
class SeveralPodsRulesTest {

    private static Scenario succeeds(double after) {
        return pod("Never").main("main", exits(after, 0));
    }

    private static Scenario fails(double after) {
        return pod("Never").main("main", exits(after, 1));
    }

    private static Scenario runsOn() {
        return pod("Never").main("main", forever().onSigterm(2, 0));
    }

    private static JobScenario indexed(int completions, int parallelism, Scenario... pods) {
        return job(pods).with(
                s -> s.withCompletionMode("Indexed").withCompletions(completions).withParallelism(parallelism));
    }

    @Nested
    @DisplayName("rule 31: completions and parallelism")
    class Rule31 {

        @Test
        @DisplayName("as many pods at once as parallelism says, and no more than completions are missing")
        void parallelism() {
            job(succeeds(1), succeeds(3)).with(s -> s.withCompletions(4).withParallelism(2)).play()
                    .createsPodsAt(0, 0, 1, 3).counts(null, 4, null)
                    .conditions("SuccessCriteriaMet CompletionsReached", "Complete CompletionsReached")
                    .conditionAt("Complete", 6);
        }

        @Test
        @DisplayName("completions alone: one pod after another")
        void completions() {
            job(succeeds(2)).with(s -> s.withCompletions(3)).play().createsPodsAt(0, 2, 4).counts(null, 3, null);
        }

        @Test
        @DisplayName("parallelism alone: after the first success no pod is created, and the others are waited for")
        void workQueue() {
            job(succeeds(2), fails(5), succeeds(7)).with(s -> s.withParallelism(3)).play().createsPodsAt(0, 0, 0)
                    .counts(null, 2, 1).conditionAt("Complete", 7);
        }

        @Test
        @DisplayName("parallelism alone: until the first success a pod that has failed is replaced")
        void workQueueFails() {
            job(fails(2), succeeds(30), succeeds(1)).with(s -> s.withParallelism(2)).play().createsPodsAt(0, 0, 12)
                    .counts(null, 2, 1).conditionAt("Complete", 30);
        }

        @Test
        @DisplayName("no completions: complete at once; no parallelism: never")
        void none() {
            job(succeeds(1)).with(s -> s.withCompletions(0)).play().createsPodsAt().counts(null, null, null)
                    .conditionAt("Complete", 0);
            job(succeeds(1)).with(s -> s.withParallelism(0)).playFor(3600).createsPodsAt().conditions();
        }

        @Test
        @DisplayName("each failed pod counts, and one that is too many stops all others")
        void backoffLimit() {
            var result = job(runsOn(), fails(3), runsOn())
                    .with(s -> s.withCompletions(3).withParallelism(3).withBackoffLimit(0)).play()
                    .createsPodsAt(0, 0, 0).counts(null, null, 3)
                    .conditions("FailureTarget BackoffLimitExceeded", "Failed BackoffLimitExceeded")
                    .conditionAt("FailureTarget", 3).conditionAt("Failed", 5);
            result.pod(0).at("main", Type.TERMINATING, 0, 3);
            result.pod(2).at("main", Type.TERMINATING, 0, 3);
        }

        @Test
        @DisplayName("OnFailure: the restarts of all pods are added up")
        void restartsOfAll() {
            job(pod("OnFailure").main("main", exits(2, 1), exits(2, 1), forever()))
                    .with(s -> s.withCompletions(2).withParallelism(2).withBackoffLimit(4)).play()
                    .conditionAt("FailureTarget", 14).counts(null, null, 2);
        }

        @Test
        @DisplayName("the back-off counts the failures since the last success")
        void backOff() {
            // fails at 1, 12 (after 10 s); the other succeeds at 13: nothing holds the next one
            job(fails(1), succeeds(13), fails(1), succeeds(1)).with(s -> s.withCompletions(3).withParallelism(2))
                    .play().createsPodsAt(0, 0, 11, 13, 13).counts(null, 3, 2);
        }

        @Test
        @DisplayName("the back-off forgets a failure of the same second as a success")
        void sameSecond() {
            job(succeeds(1.2), fails(1.7), succeeds(1)).with(s -> s.withCompletions(2).withParallelism(2)).play()
                    .createsPodsAt(0, 0, 1.7).counts(null, 2, 1);
        }
    }

    @Nested
    @DisplayName("rule 32: indexes")
    class Rule32 {

        @Test
        @DisplayName("the lowest free index comes first")
        void lowest() {
            var result = indexed(4, 2, succeeds(3), succeeds(1), succeeds(1)).play().createsIndexes(0, 1, 2, 3)
                    .createsPodsAt(0, 0, 1, 2).counts(null, 4, null).conditionAt("Complete", 3);
            assertThat(result.status().getCompletedIndexes()).isEqualTo("0-3");
            assertThat(result.status().getFailedIndexes()).isNull();
            assertThat(result.index(1)).isEqualTo(new CompletionIndex(1, OptionalInt.empty(), 0));
        }

        @Test
        @DisplayName("an index whose pod has failed comes again, after the Job's back-off")
        void again() {
            var result = indexed(2, 2, fails(1), succeeds(60), succeeds(1)).playFor(20).createsIndexes(0, 1, 0)
                    .createsPodsAt(0, 0, 11).counts(1, 1, 1);
            assertThat(result.status().getCompletedIndexes()).isEqualTo("0");
        }

        @ParameterizedTest
        @CsvSource(delimiter = ';', value = {"0", "0,1", "0-2", "0,2", "0,1,3-5,7", "''"})
        @DisplayName("as the status writes them")
        void written(String indexes) {
            assertThat(IndexSet.parse(indexes)).hasToString(indexes);
        }
    }

    @Nested
    @DisplayName("rule 33: backoffLimitPerIndex")
    class Rule33 {

        @Test
        @DisplayName("an index fails by itself; when all have ended the Job fails")
        void failedIndexes() {
            var result = indexed(3, 3, fails(1), succeeds(2), succeeds(20), fails(1))
                    .with(s -> s.withBackoffLimitPerIndex(1)).play().createsIndexes(0, 1, 2, 0)
                    .createsPodsAt(0, 0, 0, 11).counts(null, 2, 2)
                    .conditions("FailureTarget FailedIndexes", "Failed FailedIndexes").conditionAt("Failed", 20);
            assertThat(result.message("Failed")).isEqualTo("Job has failed indexes");
            assertThat(result.status().getCompletedIndexes()).isEqualTo("1,2");
            assertThat(result.status().getFailedIndexes()).isEqualTo("0");
            assertThat(result.index(0)).isEqualTo(new CompletionIndex(0, OptionalInt.of(0), 0));
            assertThat(result.index(3)).isEqualTo(new CompletionIndex(0, OptionalInt.of(1), 0));
        }

        @Test
        @DisplayName("each index has its own back-off, and keeps its place meanwhile")
        void backOff() {
            indexed(3, 2, fails(1), succeeds(5), succeeds(1)).with(s -> s.withBackoffLimitPerIndex(6)).play()
                    .createsIndexes(0, 1, 2, 0).createsPodsAt(0, 0, 5, 11).counts(null, 3, 1);
            indexed(2, 1, fails(1), fails(1), succeeds(1)).with(s -> s.withBackoffLimitPerIndex(6)).play()
                    .createsIndexes(0, 0, 0, 1).createsPodsAt(0, 11, 32, 33);
        }

        @Test
        @DisplayName("more than maxFailedIndexes end the Job at once")
        void maxFailedIndexes() {
            var result = indexed(3, 3, fails(1), runsOn()).with(s -> s.withBackoffLimitPerIndex(0)
                    .withMaxFailedIndexes(0)).play().counts(null, null, 3)
                    .conditions("FailureTarget MaxFailedIndexesExceeded", "Failed MaxFailedIndexesExceeded")
                    .conditionAt("FailureTarget", 1).conditionAt("Failed", 3);
            assertThat(result.status().getFailedIndexes()).isEqualTo("0");
            assertThat(result.message("Failed"))
                    .isEqualTo("Job has exceeded the specified maximal number of failed indexes");
        }

        @Test
        @DisplayName("before 1.31 the Job fails without a FailureTarget")
        void before() {
            indexed(1, 1, fails(1)).with(s -> s.withBackoffLimitPerIndex(0)).on(new Release(29)).play()
                    .conditions("Failed FailedIndexes");
        }

        @Test
        @DisplayName("FailIndex: no pod of the index is tried again")
        void failIndex() {
            indexed(2, 2, pod("Never").main("main", exits(1, 42)), succeeds(3))
                    .with(s -> withRule(s.withBackoffLimitPerIndex(6), "FailIndex")).play().createsIndexes(0, 1)
                    .counts(null, 1, 1).conditions("FailureTarget FailedIndexes", "Failed FailedIndexes");
        }

        @Test
        @DisplayName("Ignore: the pod doesn't count, but for the index' back-off")
        void ignored() {
            var result = indexed(1, 1, pod("Never").main("main", exits(1, 42)), pod("Never").main("main", exits(1, 42)),
                    succeeds(1)).with(s -> withRule(s.withBackoffLimitPerIndex(0), "Ignore")).play()
                    .createsPodsAt(0, 11, 32).counts(null, 1, null);
            assertThat(result.index(2)).isEqualTo(new CompletionIndex(0, OptionalInt.of(0), 2));
        }

        private static <T extends JobFluent<?>.SpecNested<?>> T withRule(T spec, String action) {
            spec.withPodFailurePolicy(new PodFailurePolicyBuilder().addNewRule().withAction(action)
                    .withNewOnExitCodes().withOperator("In").withValues(42).endOnExitCodes().endRule().build());
            return spec;
        }
    }

    @Nested
    @DisplayName("rule 34: successPolicy")
    class Rule34 {

        private static SuccessPolicyRule rule(String indexes, Integer count) {
            return new SuccessPolicyRuleBuilder().withSucceededIndexes(indexes).withSucceededCount(count).build();
        }

        private static JobScenario withRules(JobScenario scenario, SuccessPolicyRule... rules) {
            return scenario.with(s -> s.withSuccessPolicy(new SuccessPolicyBuilder().withRules(rules).build()));
        }

        @Test
        @DisplayName("the indexes that it names: the others are stopped, and don't count")
        void indexes() {
            var result = withRules(indexed(3, 3, succeeds(2), runsOn()), rule("0", null)).play()
                    .conditions("SuccessCriteriaMet SuccessPolicy", "Complete SuccessPolicy")
                    .conditionAt("SuccessCriteriaMet", 2).conditionAt("Complete", 4).counts(null, 1, null);
            assertThat(result.message("Complete")).isEqualTo("Matched rules at index 0");
            assertThat(result.status().getCompletedIndexes()).isEqualTo("0");
            result.pod(1).at("main", Type.TERMINATING, 0, 2).phase("Succeeded");
        }

        @Test
        @DisplayName("as many as it says, of those that it names or of all; the first rule that is fulfilled counts")
        void count() {
            withRules(indexed(4, 4, succeeds(1), succeeds(2), succeeds(3), runsOn()), rule("1-3", 2)).play()
                    .conditionAt("SuccessCriteriaMet", 3);
            var result = withRules(indexed(4, 4, succeeds(1), succeeds(2), succeeds(3), runsOn()), rule("3", null),
                    rule(null, 2)).play().conditionAt("SuccessCriteriaMet", 2);
            assertThat(result.message("Complete")).isEqualTo("Matched rules at index 1");
        }

        @Test
        @DisplayName("a failure goes before it")
        void failureFirst() {
            withRules(indexed(2, 2, succeeds(2), fails(2), runsOn()), rule("0", null))
                    .with(s -> s.withBackoffLimit(0)).play()
                    .conditions("FailureTarget BackoffLimitExceeded", "Failed BackoffLimitExceeded");
        }
    }
}
