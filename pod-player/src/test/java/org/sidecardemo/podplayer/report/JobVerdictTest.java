package org.sidecardemo.podplayer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import org.junit.jupiter.api.Test;

/** What is said of a Job of several pods: the pod that decided is named, not the one that was created last. */
class JobVerdictTest {

    private final Pod early = pod("0", "Succeeded", ended(0, 5));
    private final Pod late = pod("1", "Succeeded", ended(0, 9));
    private final Pod failed = pod("2", "Failed", ended(7, 6));
    private final Pod stopped = new PodBuilder(pod("3", "Failed", ended(143, 6))).editMetadata()
            .withDeletionTimestamp("2026-01-01T00:00:36Z").endMetadata().build();
    private final Pod running = pod("4", "Running", Samples.running("app", true));

    @Test
    void complete() {
        assertThat(reason(job("Complete", "CompletionsReached"), late, early))
                .isEqualTo("2 pods have succeeded; in the last one app is done (Completed, 0)");
        assertThat(reason(job("Complete", "CompletionsReached"), early, failed))
                .isEqualTo("1 pod has succeeded, 1 pod has failed; in the last one app is done (Completed, 0)");
        assertThat(reason(job("Complete", "CompletionsReached"))).isEqualTo("its pods are not known");
        Job empty = new JobBuilder(job("Complete", "CompletionsReached")).editSpec().withCompletions(0).endSpec()
                .build();
        assertThat(reason(empty)).isEqualTo("no completions are asked for");
    }

    @Test
    void completeByPolicy() {
        Job job = new JobBuilder(job("Complete", "SuccessPolicy")).editStatus().withCompletedIndexes("0,2").endStatus()
                .build();
        assertThat(reason(job, early, stopped))
                .isEqualTo("SuccessPolicy: indexes 0,2 have succeeded, and 5 were asked for");
    }

    @Test
    void tooManyFailed() {
        assertThat(reason(job("Failed", "BackoffLimitExceeded"), early, failed, stopped))
                .isEqualTo("BackoffLimitExceeded: app has failed (Error, 7) in index 2");
        assertThat(reason(job("Failed", "BackoffLimitExceeded"), failed, failed, stopped)).isEqualTo(
                "BackoffLimitExceeded: app has failed (Error, 7) in index 2, as the last of 2 failed pods");
    }

    @Test
    void tooManyRestarts() {
        Pod quiet = new PodBuilder(stopped).editStatus().withContainerStatuses(ended(0, 6)).endStatus().build();
        Pod restarted = new PodBuilder(stopped).editStatus()
                .withContainerStatuses(new ContainerStatusBuilder(ended(3, 6)).withRestartCount(4).build()).endStatus()
                .build();
        assertThat(reason(job("Failed", "BackoffLimitExceeded"), restarted, quiet))
                .startsWith("BackoffLimitExceeded: app has failed (Error, 3)");
    }

    @Test
    void failedIndexes() {
        Job job = new JobBuilder(job("Failed", "FailedIndexes")).editStatus().withFailedIndexes("2").endStatus()
                .build();
        assertThat(reason(job, early, failed, late))
                .isEqualTo("FailedIndexes: index 2 has failed; in the last pod app has failed (Error, 7)");
    }

    @Test
    void stuck() {
        assertThat(reason(job(), early, running, failed)).isEqualTo("1 of 5 completions: app has not ended");
        assertThat(reason(job(), failed)).isEqualTo(
                "1 of 5 completions: app has failed (Error, 7), and the Job waits before it tries again");
        Job paused = new JobBuilder(job()).editSpec().withCompletions(1).withParallelism(0).endSpec().editStatus()
                .withSucceeded(null).endStatus().build();
        assertThat(reason(paused)).isEqualTo("0 of 1 completions: no pod is created, as parallelism is 0");
    }

    @Test
    void tableShowsThePodThatDecided() {
        var recording = new Recording(Optional.of(job("Failed", "BackoffLimitExceeded")),
                List.of(failed, late), List.of(), Samples.BEGIN, Samples.at(10));
        assertThat(
                new ClosingTable(List.of(new Story("a.yaml", new Headline("a", ""), "", recording))).rows().getFirst())
                .startsWith("a.yaml", "Error 7", "Failed");
    }

    private static String reason(Job job, Pod... pods) {
        return Verdict.of(job, List.of(pods)).reason();
    }

    private static Job job(String condition, String reason) {
        return withFive(Samples.job(condition, reason));
    }

    private static Job job() {
        return withFive(Samples.job());
    }

    private static Job withFive(Job job) {
        return new JobBuilder(job).editSpec().withCompletions(5).withParallelism(5).endSpec().editStatus()
                .withSucceeded(1).endStatus().build();
    }

    private static ContainerStatus ended(int exitCode, int second) {
        return Samples.ended("app", exitCode, 0, second);
    }

    private static Pod pod(String index, String phase, ContainerStatus status) {
        var pod = Samples.withStatus(Samples.pod("Never", List.of(), List.of(Samples.container("app"))), phase,
                List.of(), List.of(status));
        return new PodBuilder(pod).editMetadata()
                .addToAnnotations("batch.kubernetes.io/job-completion-index", index).endMetadata().build();
    }
}
