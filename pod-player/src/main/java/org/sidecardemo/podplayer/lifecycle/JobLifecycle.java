package org.sidecardemo.podplayer.lifecycle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
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

/** The Job controller's rules for one Job with one pod at a time, as pure logic (syncJob). */
public final class JobLifecycle {

    /** What the Job controller asks for. */
    public sealed interface JobAction {

        /** Create the Job's next pod from its template. */
        record CreatePod() implements JobAction {}

        /** Delete a running pod: {@link PodLifecycle#stop}. */
        record StopPod(String pod) implements JobAction {}
    }

    private static final int DEFAULT_BACKOFF_LIMIT = 6;

    private final JobSpec spec;
    private final Release release;
    private final Instant startTime;
    private final EventLog log;
    private final JobConditions conditions;
    private final JobBackOff backOff;
    private final PodFailureRules failureRules;
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
        this.release = release;
        startTime = now;
        log = new EventLog(job.getMetadata().getName());
        conditions = new JobConditions(release, log);
        backOff = new JobBackOff(spec.getTemplate().getSpec().getInitContainers().stream()
                .filter(c -> ContainerKind.ofInit(c) == ContainerKind.SIDECAR).map(Container::getName)
                .collect(Collectors.toSet()));
        failureRules = new PodFailureRules(Objects.requireNonNullElse(job.getMetadata().getNamespace(), "default"),
                spec.getPodFailurePolicy());
    }

    /**
     * Looks at the Job's pods, to be called at first, whenever a pod's status has changed, and at
     * {@link #nextWakeUp()}.
     *
     * @param pods every pod created so far, by name, in order of creation
     */
    public List<JobAction> advance(Map<String, PodStatus> pods, Instant now) {
        nextWakeUp = null;
        if (ended()) {
            return List.of();
        }
        List<JobAction> actions = new ArrayList<>();
        List<String> activePods = pods.keySet().stream()
                .filter(p -> !isTerminal(pods.get(p)) && !deleted.contains(p)).toList();
        countFinished(pods, now);
        if (conditions.outcome().isEmpty()) {
            failure(pods, now).ifPresent(outcome -> conditions.decide(outcome, now));
        }
        if (conditions.outcome().isPresent()) {
            actions.addAll(deletePods(activePods, pods));
            activePods = List.of();
        } else if (succeeded > 0) {
            conditions.decide(Outcome.SUCCESS, now);
        } else if (activePods.isEmpty() && createsPod(pods, now)) {
            actions.add(new JobAction.CreatePod());
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
                    countFailed(name, status);
                } else {
                    succeeded++;
                }
            }
        });
    }

    private void countFailed(String pod, PodStatus status) {
        if (!(failureRules.judge(pod, status) instanceof Verdict.Ignore)) {
            failed++;
        }
    }

    private Optional<Outcome> failure(Map<String, PodStatus> pods, Instant now) {
        Optional<Outcome> byPolicy = pods.entrySet().stream().filter(p -> isFailed(p.getValue()))
                .map(p -> failureRules.judge(p.getKey(), p.getValue()))
                .flatMap(v -> v instanceof Verdict.FailJob(String message) ? Stream.of(message) : Stream.empty())
                .map(Outcome::failedByPolicy).findFirst();
        if (byPolicy.isPresent()) {
            return byPolicy;
        }
        if (failed > backoffLimit() || pastBackoffLimitOnFailure(pods)) {
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
        return restarts >= Math.max(backoffLimit(), 1);
    }

    /** A pod that was told to end counts as failed at once: the Job's end does not wait for its code. */
    private List<JobAction> deletePods(List<String> activePods, Map<String, PodStatus> pods) {
        deleted.addAll(activePods);
        activePods.stream().filter(counted::add).forEach(p -> countFailed(p, pods.get(p)));
        return activePods.stream().<JobAction>map(JobAction.StopPod::new).toList();
    }

    private boolean createsPod(Map<String, PodStatus> pods, Instant now) {
        if (pods.size() < created) {
            return false;
        }
        if (now.isBefore(backOff.nextPodAt())) {
            wakeUpAt(backOff.nextPodAt());
            return false;
        }
        created++;
        return true;
    }

    private void wakeUpAt(Instant time) {
        nextWakeUp = nextWakeUp == null || time.isBefore(nextWakeUp) ? time : nextWakeUp;
    }

    private int backoffLimit() {
        return spec.getBackoffLimit() == null ? DEFAULT_BACKOFF_LIMIT : spec.getBackoffLimit();
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
