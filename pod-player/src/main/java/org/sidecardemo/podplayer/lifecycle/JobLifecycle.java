package org.sidecardemo.podplayer.lifecycle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.UncountedTerminatedPods;
import org.sidecardemo.podplayer.lifecycle.JobConditions.Outcome;
import org.sidecardemo.podplayer.lifecycle.PodFailureRules.Verdict;
import org.sidecardemo.podplayer.release.Release;

/** The Job controller's rules for one Job, as pure logic (syncJob). */
public final class JobLifecycle {

    /** What the Job controller asks for. */
    public sealed interface JobAction {

        /**
         * Create the Job's next pod from its template.
         *
         * @param index what the pod of an Indexed Job is for; empty for others
         */
        record CreatePod(Optional<CompletionIndex> index) implements JobAction {}

        /** Delete a running pod: {@link PodLifecycle#stop}. */
        record StopPod(String pod) implements JobAction {}
    }

    private final JobSpec spec;
    private final JobLimits limits;
    private final Release release;
    private final Instant startTime;
    private final EventLog log;
    private final JobConditions conditions;
    private final JobBackOff backOff = new JobBackOff();
    private final PodFailureRules failureRules;
    private final Optional<JobIndexes> indexes;
    private final Set<String> counted = new HashSet<>();
    private final Set<String> deleted = new HashSet<>();
    private int created;
    private int succeeded;
    private int failed;
    private int active;
    private int ready;
    private int terminating;
    private Instant nextWakeUp;

    /** @param release whose Job controller's rules these are */
    public JobLifecycle(Job job, Release release, Instant now) {
        spec = job.getSpec();
        limits = JobLimits.of(spec);
        this.release = release;
        startTime = now;
        log = new EventLog(job.getMetadata().getName());
        conditions = new JobConditions(release, log);
        failureRules = new PodFailureRules(Objects.requireNonNullElse(job.getMetadata().getNamespace(), "default"),
                spec.getPodFailurePolicy());
        indexes = "Indexed".equals(spec.getCompletionMode())
                ? Optional.of(new JobIndexes(limits, new SuccessRules(spec.getSuccessPolicy()), backOff))
                : Optional.empty();
    }

    /**
     * Looks at the Job's pods, to be called at first, whenever a pod's status has changed, and at
     * {@link #nextWakeUp()}.
     *
     * @param pods every pod created so far, by name, in the order in which {@link JobAction.CreatePod} asked for them
     */
    public List<JobAction> advance(Map<String, PodStatus> pods, Instant now) {
        nextWakeUp = null;
        if (ended()) {
            return List.of();
        }
        List<JobAction> actions = new ArrayList<>();
        indexes.ifPresent(each -> each.see(pods.keySet()));
        List<String> activePods = pods.keySet().stream()
                .filter(p -> !isTerminal(pods.get(p)) && !deleted.contains(p)).toList();
        countFinished(pods, now);
        if (conditions.outcome().isEmpty()) {
            decision(pods, now).ifPresent(outcome -> conditions.decide(outcome, now));
        }
        if (conditions.outcome().isPresent()) {
            actions.addAll(deletePods(activePods, pods));
            activePods = List.of();
        } else {
            actions.addAll(createPods(activePods, pods, now));
            if (limits.reached(activePods.size() + created - pods.size(), succeeded)) {
                conditions.decide(Outcome.SUCCESS, now);
            }
        }
        active = activePods.size() + (conditions.outcome().isEmpty() ? created - pods.size() : 0);
        ready = (int) activePods.stream().filter(p -> isReady(pods.get(p))).count();
        terminating = (int) deleted.stream().filter(p -> !isTerminal(pods.get(p))).count();
        if (conditions.outcome().isPresent() && (terminating == 0 || !release.announcesTheEndOfJobs())) {
            conditions.finish(now);
        }
        return List.copyOf(actions);
    }

    /** When {@link #advance} has something to do though no pod changes; empty if never. */
    public Optional<Instant> nextWakeUp() {
        return Optional.ofNullable(nextWakeUp);
    }

    /** The Job's status as the API would show it now. */
    public JobStatus status() {
        return new JobStatusBuilder().withStartTime(ApiTime.format(startTime))
                .withCompletionTime(conditions.completionTime().map(ApiTime::format).orElse(null))
                .withActive(nullIfZero(active)).withReady(ready).withSucceeded(nullIfZero(succeeded))
                .withFailed(nullIfZero(failed)).withTerminating(terminating)
                .withCompletedIndexes(indexes.map(JobIndexes::succeeded).orElse(null))
                .withFailedIndexes(indexes.flatMap(JobIndexes::failed).orElse(null))
                .withUncountedTerminatedPods(new UncountedTerminatedPods()).withConditions(conditions.list()).build();
    }

    /** True when the Job is Complete or Failed. */
    public boolean ended() {
        return conditions.finished();
    }

    /** All events of the Job so far, in order; they bear the Job's name. A view, which grows. */
    public List<Event> events() {
        return log.events();
    }

    /** Counts the pods that have ended since the last look (trackJobStatusAndRemoveFinalizers). */
    private void countFinished(Map<String, PodStatus> pods, Instant now) {
        pods.forEach((name, status) -> {
            if (isTerminal(status) && counted.add(name)) {
                if (isFailed(status)) {
                    backOff.failed(status, now);
                    Verdict verdict = countFailed(name, status);
                    indexes.ifPresent(each -> each.failed(name, status, verdict));
                } else {
                    backOff.succeeded(status, now);
                    succeeded = indexes.map(each -> each.succeeded(name)).orElse(succeeded + 1);
                }
            }
        });
    }

    private Verdict countFailed(String pod, PodStatus status) {
        Verdict verdict = failureRules.judge(pod, status);
        if (!(verdict instanceof Verdict.Ignore)) {
            failed++;
        }
        return verdict;
    }

    /** A failure goes before a success. */
    private Optional<Outcome> decision(Map<String, PodStatus> pods, Instant now) {
        return failure(pods, now).or(() -> indexes.flatMap(JobIndexes::outcome));
    }

    private Optional<Outcome> failure(Map<String, PodStatus> pods, Instant now) {
        Optional<Outcome> byPolicy = pods.entrySet().stream().filter(p -> isFailed(p.getValue()))
                .map(p -> failureRules.judge(p.getKey(), p.getValue()))
                .flatMap(v -> v instanceof Verdict.FailJob(String message) ? Stream.of(message) : Stream.empty())
                .map(Outcome::failedByPolicy).findFirst();
        if (byPolicy.isPresent()) {
            return byPolicy;
        }
        if (failed > limits.backoffLimit() || pastBackoffLimitOnFailure(pods)) {
            return Optional.of(Outcome.BACKOFF_LIMIT_EXCEEDED);
        }
        if (spec.getActiveDeadlineSeconds() == null) {
            return Optional.empty();
        }
        Instant deadline = ApiTime.truncated(startTime).plusSeconds(spec.getActiveDeadlineSeconds());
        if (!now.isBefore(deadline)) {
            return Optional.of(Outcome.DEADLINE_EXCEEDED);
        }
        wakeUpAt(deadline);
        return Optional.empty();
    }

    /** The restarts of all containers add up; with a limit of 0 the first is too many. */
    private boolean pastBackoffLimitOnFailure(Map<String, PodStatus> pods) {
        if (RestartPolicy.of(spec.getTemplate().getSpec().getRestartPolicy()) != RestartPolicy.ON_FAILURE) {
            return false;
        }
        int restarts = pods.values().stream().filter(p -> !isTerminal(p))
                .flatMap(p -> Stream.concat(p.getInitContainerStatuses().stream(), p.getContainerStatuses().stream()))
                .mapToInt(ContainerStatus::getRestartCount).sum();
        return restarts >= Math.max(limits.backoffLimit(), 1);
    }

    /**
     * A pod that was told to end counts as failed at once: the Job's end does not wait for its code. By a successPolicy it
     * doesn't count at all.
     */
    private List<JobAction> deletePods(List<String> activePods, Map<String, PodStatus> pods) {
        deleted.addAll(activePods);
        boolean success = conditions.outcome().orElseThrow().success();
        activePods.stream().filter(counted::add).filter(_ -> !success).forEach(p -> countFailed(p, pods.get(p)));
        return activePods.stream().<JobAction>map(JobAction.StopPod::new).toList();
    }

    /** As many as are wanted, unless the back-off holds them (manageJob). */
    private List<JobAction> createPods(List<String> activePods, Map<String, PodStatus> pods, Instant now) {
        int missing = limits.wantedPods(activePods.size(), succeeded) - activePods.size();
        if (missing <= 0 || pods.size() < created) {
            return List.of();
        }
        if (limits.backoffLimitPerIndex().isEmpty() && now.isBefore(backOff.nextPodAt())) {
            wakeUpAt(backOff.nextPodAt());
            return List.of();
        }
        List<Optional<CompletionIndex>> next = indexes
                .map(each -> each.next(missing, activePods, now).stream().map(Optional::of).toList())
                .orElseGet(() -> Collections.nCopies(missing, Optional.empty()));
        if (next.isEmpty()) {
            indexes.flatMap(JobIndexes::nextWakeUp).ifPresent(this::wakeUpAt);
        }
        created += next.size();
        return next.stream().<JobAction>map(JobAction.CreatePod::new).toList();
    }

    private void wakeUpAt(Instant time) {
        nextWakeUp = nextWakeUp == null || time.isBefore(nextWakeUp) ? time : nextWakeUp;
    }

    private static boolean isTerminal(PodStatus pod) {
        return isFailed(pod) || PodPhase.SUCCEEDED.value().equals(pod.getPhase());
    }

    private static boolean isFailed(PodStatus pod) {
        return PodPhase.FAILED.value().equals(pod.getPhase());
    }

    private static boolean isReady(PodStatus pod) {
        return pod.getConditions().stream()
                .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
    }

    private static Integer nullIfZero(int count) {
        return count == 0 ? null : count;
    }
}
