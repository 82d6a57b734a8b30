package org.sidecardemo.podplayer.report;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import org.sidecardemo.podplayer.report.Verdict.Outcome;

/** How a Job has turned out by its conditions, and which of its pods decided it. */
final class JobVerdict {

    private final Job job;
    private final Optional<JobStatus> status;
    private final List<Pod> pods;

    /** @param pods the Job's pods in order of creation */
    JobVerdict(Job job, List<Pod> pods) {
        this.job = job;
        status = Optional.ofNullable(job.getStatus());
        this.pods = pods;
    }

    /** One that is neither Complete nor Failed is stuck. */
    Verdict verdict() {
        if (condition("Complete").isPresent()) {
            return new Verdict(Outcome.COMPLETE, success(condition("Complete").get()));
        }
        return condition("Failed").map(failed -> new Verdict(Outcome.FAILED, failure(failed)))
                .orElseGet(() -> new Verdict(Outcome.STUCK, stuck()));
    }

    /** The pod that the verdict is about; empty if there is none. */
    Optional<Pod> pod() {
        if (!several()) {
            return last(_ -> true);
        }
        if (condition("Complete").isPresent()) {
            return latest(pods.stream().filter(pod -> Verdict.phase(pod).equals("Succeeded")))
                    .or(() -> last(_ -> true));
        }
        if (condition("Failed").isPresent()) {
            return latest(pods.stream().filter(this::failedByItself)).or(this::restartedMost);
        }
        return pods.stream().filter(pod -> !List.of("Succeeded", "Failed").contains(Verdict.phase(pod))).findFirst()
                .or(() -> last(_ -> true));
    }

    private boolean several() {
        var spec = job.getSpec();
        return spec != null && (isOther(spec.getCompletions()) || isOther(spec.getParallelism()));
    }

    private static boolean isOther(Integer number) {
        return number != null && number != 1;
    }

    private Optional<JobCondition> condition(String type) {
        return status.map(JobStatus::getConditions).orElse(List.of()).stream()
                .filter(c -> c.getType().equals(type) && c.getStatus().equals("True")).findFirst();
    }

    private String success(JobCondition complete) {
        if (!several()) {
            return pod().map(Verdict::success).orElse("its pods are not known");
        }
        if ("SuccessPolicy".equals(complete.getReason())) {
            return "SuccessPolicy: " + indexes(status.map(JobStatus::getCompletedIndexes), "succeeded") + ", and "
                    + job.getSpec().getCompletions() + " were asked for";
        }
        long succeeded = pods.stream().filter(pod -> Verdict.phase(pod).equals("Succeeded")).count();
        long failed = pods.stream().filter(this::failedByItself).count();
        return pod()
                .map(last -> number(succeeded) + " succeeded" + (failed == 0 ? "" : ", " + number(failed) + " failed")
                        + "; in the last one " + Verdict.success(last))
                .orElse(Integer.valueOf(0).equals(job.getSpec().getCompletions())
                        ? "no completions are asked for"
                        : "its pods are not known");
    }

    private String failure(JobCondition failed) {
        return failed.getReason() + ": " + switch (failed.getReason()) {
            case "BackoffLimitExceeded" -> pod().map(pod -> Verdict.failure(pod) + among(pod))
                    .orElse(failed.getMessage());
            case "FailedIndexes", "MaxFailedIndexesExceeded" ->
                indexes(status.map(JobStatus::getFailedIndexes), "failed")
                        + pod().map(pod -> "; in the last pod " + Verdict.failure(pod)).orElse("");
            case "DeadlineExceeded" -> "the Job was not complete within its activeDeadlineSeconds, "
                    + job.getSpec().getActiveDeadlineSeconds();
            default -> failed.getMessage();
        };
    }

    private String among(Pod pod) {
        if (!several()) {
            return pods.size() > 1 ? ", as the last of " + pods.size() + " pods" : "";
        }
        long failed = pods.stream().filter(this::failedByItself).count();
        return index(pod).map(index -> " in index " + index).orElse("")
                + (failed > 1 ? ", as the last of " + failed + " failed pods" : "");
    }

    private String stuck() {
        var progress = several() && job.getSpec().getCompletions() != null
                ? status.map(JobStatus::getSucceeded).orElse(0) + " of " + job.getSpec().getCompletions()
                        + " completions: "
                : "";
        return progress + pod().map(JobVerdict::stuck).orElse(Integer.valueOf(0).equals(job.getSpec().getParallelism())
                ? "no pod is created, as parallelism is 0"
                : "no pod was created");
    }

    private static String stuck(Pod pod) {
        return Verdict.phase(pod).equals("Failed")
                ? Verdict.failure(pod) + ", and the Job waits before it tries again"
                : new Blocker(pod, "the Job").reason();
    }

    /** Others were told to end because the Job had failed. */
    private boolean failedByItself(Pod pod) {
        return Verdict.phase(pod).equals("Failed") && pod.getMetadata().getDeletionTimestamp() == null;
    }

    private Optional<Pod> last(Predicate<Pod> condition) {
        return pods.stream().filter(condition).reduce((_, last) -> last);
    }

    /** The one that ended last; the last of several. */
    private static Optional<Pod> latest(Stream<Pod> ended) {
        return ended.reduce((one, other) -> end(other).isBefore(end(one)) ? one : other);
    }

    private Optional<Pod> restartedMost() {
        return pods.stream().max(Comparator.comparing(
                pod -> PodContainer.of(pod).stream().mapToInt(PodContainer::restarts).sum()));
    }

    private static Instant end(Pod pod) {
        return PodContainer.of(pod).stream().flatMap(container -> container.terminated().stream())
                .map(ContainerStateTerminated::getFinishedAt).filter(time -> time != null).map(Instant::parse)
                .max(Comparator.naturalOrder()).orElse(Instant.MIN);
    }

    private static Optional<String> index(Pod pod) {
        return Optional.ofNullable(pod.getMetadata().getAnnotations())
                .map(annotations -> annotations.get("batch.kubernetes.io/job-completion-index"));
    }

    private static String number(long pods) {
        return pods == 1 ? "1 pod has" : pods + " pods have";
    }

    private static String indexes(Optional<String> indexes, String what) {
        var text = indexes.orElse("");
        return (text.matches("\\d+") ? "index " + text + " has " : "indexes " + text + " have ") + what;
    }
}
