package org.sidecardemo.podplayer.lifecycle;

import java.util.Objects;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;

/**
 * A Job's numbers, as they are with its defaults.
 *
 * @param completions empty for a Job that is complete when one pod has succeeded and the others have ended
 * @param backoffLimitPerIndex empty if failures of an index aren't counted by themselves
 */
record JobLimits(Optional<Integer> completions, int parallelism, int backoffLimit,
        Optional<Integer> backoffLimitPerIndex, int maxFailedIndexes) {

    static JobLimits of(JobSpec spec) {
        return new JobLimits(Optional.ofNullable(spec.getCompletions()), spec.getParallelism(), spec.getBackoffLimit(),
                Optional.ofNullable(spec.getBackoffLimitPerIndex()),
                Objects.requireNonNullElse(spec.getMaxFailedIndexes(), Integer.MAX_VALUE));
    }

    /** How many pods are to be active (manageJob). */
    int wantedPods(int active, int succeeded) {
        return completions.map(all -> Math.min(all - succeeded, parallelism))
                .orElse(succeeded > 0 ? active : parallelism);
    }

    boolean reached(int active, int succeeded) {
        return active == 0 && succeeded >= completions.orElse(1);
    }
}
