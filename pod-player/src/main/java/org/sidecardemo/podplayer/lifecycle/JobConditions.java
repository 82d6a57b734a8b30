package org.sidecardemo.podplayer.lifecycle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobConditionBuilder;
import org.sidecardemo.podplayer.release.Release;

/** The conditions of a Job: first what it comes to (SuccessCriteriaMet, FailureTarget), then that it has. */
final class JobConditions {

    /** Why the Job ends. */
    record Outcome(boolean success, String reason, String message) {

        static final Outcome SUCCESS = new Outcome(true, "CompletionsReached",
                "Reached expected number of succeeded pods");
        static final Outcome BACKOFF_LIMIT_EXCEEDED = new Outcome(false, "BackoffLimitExceeded",
                "Job has reached the specified backoff limit");
        static final Outcome DEADLINE_EXCEEDED = new Outcome(false, "DeadlineExceeded",
                "Job was active longer than specified deadline");

        static final Outcome MAX_FAILED_INDEXES_EXCEEDED = new Outcome(false, "MaxFailedIndexesExceeded",
                "Job has exceeded the specified maximal number of failed indexes");
        static final Outcome FAILED_INDEXES = new Outcome(false, "FailedIndexes", "Job has failed indexes");

        /** Before 1.31 a success had no reason. */
        private static final Outcome UNEXPLAINED_SUCCESS = new Outcome(true, null, null);

        static Outcome failedByPolicy(String message) {
            return new Outcome(false, "PodFailurePolicy", message);
        }

        static Outcome succeededByPolicy(int rule) {
            return new Outcome(true, "SuccessPolicy", "Matched rules at index " + rule);
        }

        private boolean byPolicy() {
            return "PodFailurePolicy".equals(reason);
        }
    }

    private final Release release;
    private final EventLog log;
    private final List<JobCondition> conditions = new ArrayList<>();
    private Outcome outcome;
    private Instant finishedAt;

    JobConditions(Release release, EventLog log) {
        this.release = release;
        this.log = log;
    }

    /** What was decided; empty until it is. */
    Optional<Outcome> outcome() {
        return Optional.ofNullable(outcome);
    }

    void decide(Outcome decided, Instant now) {
        outcome = decided.success() && !release.announcesTheEndOfJobs() ? Outcome.UNEXPLAINED_SUCCESS : decided;
        if (release.announcesTheEndOfJobs() || decided.byPolicy()) {
            add(decided.success() ? "SuccessCriteriaMet" : "FailureTarget", now);
        }
    }

    void finish(Instant now) {
        finishedAt = now;
        add(outcome.success() ? "Complete" : "Failed", now);
    }

    boolean finished() {
        return finishedAt != null;
    }

    Optional<Instant> completionTime() {
        return finished() && outcome.success() ? Optional.of(finishedAt) : Optional.empty();
    }

    List<JobCondition> list() {
        return List.copyOf(conditions);
    }

    private void add(String type, Instant now) {
        conditions.add(new JobConditionBuilder().withType(type).withStatus("True").withReason(outcome.reason())
                .withMessage(outcome.message()).withLastProbeTime(ApiTime.format(now))
                .withLastTransitionTime(ApiTime.format(now)).build());
        log.add(now, Event.Type.JOB_CONDITION,
                outcome.reason() == null ? type : type + ": " + outcome.reason() + ": " + outcome.message());
    }
}
