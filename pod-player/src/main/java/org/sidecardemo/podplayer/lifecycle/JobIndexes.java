package org.sidecardemo.podplayer.lifecycle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.PodStatus;
import org.sidecardemo.podplayer.lifecycle.JobConditions.Outcome;
import org.sidecardemo.podplayer.lifecycle.PodFailureRules.Verdict;

/** What an Indexed Job knows of its indexes: which have succeeded or failed, and which come next. */
final class JobIndexes {

    /** The pod that failed last, of an index whose failures are counted. */
    private record FailedPod(CompletionIndex index, PodStatus status, boolean ignored) {}

    private final JobLimits limits;
    private final int completions;
    private final SuccessRules successRules;
    private final JobBackOff backOff;
    private final IndexSet succeeded = new IndexSet();
    private final IndexSet failed = new IndexSet();
    private final Map<Integer, FailedPod> lastFailed = new HashMap<>();
    /** In the order in which their pods were asked for. */
    private final List<CompletionIndex> asked = new ArrayList<>();
    private final Map<String, CompletionIndex> ofPods = new HashMap<>();
    private Instant nextWakeUp;

    /** @param limits with completions, which an Indexed Job has */
    JobIndexes(JobLimits limits, SuccessRules successRules, JobBackOff backOff) {
        this.limits = limits;
        completions = limits.completions().orElseThrow();
        this.successRules = successRules;
        this.backOff = backOff;
    }

    /** @param pods in the order in which they were asked for */
    void see(Collection<String> pods) {
        int i = 0;
        for (String pod : pods) {
            ofPods.put(pod, asked.get(i++));
        }
    }

    /** Returns how many indexes have succeeded. */
    int succeeded(String pod) {
        succeeded.add(ofPods.get(pod).value());
        return succeeded.size();
    }

    /** An index has failed when more than backoffLimitPerIndex of its pods have, or by a rule (isIndexFailed). */
    void failed(String pod, PodStatus status, Verdict verdict) {
        limits.backoffLimitPerIndex().ifPresent(limit -> {
            CompletionIndex index = ofPods.get(pod);
            boolean ignored = verdict instanceof Verdict.Ignore;
            if (verdict instanceof Verdict.FailIndex || !ignored && index.failures().orElse(0) >= limit) {
                failed.add(index.value());
            }
            lastFailed.put(index.value(), new FailedPod(index, status, ignored));
        });
    }

    /** What the indexes alone decide. */
    Optional<Outcome> outcome() {
        if (failed.size() > limits.maxFailedIndexes()) {
            return Optional.of(Outcome.MAX_FAILED_INDEXES_EXCEEDED);
        }
        if (!failed.isEmpty() && failed.size() + succeeded.size() >= completions) {
            return Optional.of(Outcome.FAILED_INDEXES);
        }
        return successRules.fulfilled(succeeded).stream().mapToObj(Outcome::succeededByPolicy).findFirst();
    }

    /**
     * The lowest indexes that are neither active nor done, without those whose back-off holds them: they keep their place
     * (firstPendingIndexes, getPodCreationInfoForIndependentIndexes).
     *
     * @param count how many may be created
     */
    List<CompletionIndex> next(int count, List<String> activePods, Instant now) {
        nextWakeUp = null;
        List<Integer> active = activePods.stream().map(pod -> ofPods.get(pod).value()).toList();
        List<CompletionIndex> next = new ArrayList<>();
        for (int i = 0, pending = 0; i < completions && pending < count; i++) {
            if (succeeded.contains(i) || failed.contains(i) || active.contains(i)) {
                continue;
            }
            pending++;
            Instant at = createdAt(i, now);
            if (now.isBefore(at)) {
                nextWakeUp = nextWakeUp == null || at.isBefore(nextWakeUp) ? at : nextWakeUp;
            } else {
                next.add(nextPodOf(i));
            }
        }
        asked.addAll(next);
        return List.copyOf(next);
    }

    /** When the first index is free whose back-off held it at the last look. */
    Optional<Instant> nextWakeUp() {
        return Optional.ofNullable(nextWakeUp);
    }

    /** As the status has it. */
    String succeeded() {
        return succeeded.toString();
    }

    /** As the status has it, where failures of an index are counted. */
    Optional<String> failed() {
        return limits.backoffLimitPerIndex().map(_ -> failed.toString());
    }

    private Instant createdAt(int index, Instant now) {
        FailedPod last = lastFailed.get(index);
        return last == null ? Instant.MIN : backOff.nextPodAt(last.index(), last.status(), now);
    }

    private CompletionIndex nextPodOf(int index) {
        FailedPod last = lastFailed.get(index);
        return last == null
                ? CompletionIndex.first(index, limits.backoffLimitPerIndex().isPresent())
                : last.index().next(last.ignored());
    }
}
