package org.sidecardemo.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sidecardemo.systemtests.ContainerOutcome.terminated;

/** What only a cluster can show: deadlines, schedules, and how long it all takes there. */
@Tag("cluster")
class ClusterTest {

    private static final Path K8S = Path.of(System.getProperty("root"), "k8s");

    private Cluster cluster;

    @BeforeEach
    void create() {
        cluster = new Cluster();
    }

    @AfterEach
    void remove() {
        cluster.close();
    }

    /** 1, 2, 3 and 8 hang until their deadline, which stops the sidecar with 0 and fails the Job. */
    @Test
    void hangingJobsEndAtTheirDeadline() throws Exception {
        Map<String, Pod> lastSeen = new ConcurrentHashMap<>();
        try (var _ = cluster.client().pods().inNamespace(cluster.namespace()).watch(new LastSeen(lastSeen))) {
            List<Job> jobs = Stream
                    .of("1-classic-sidecar.yaml", "2-classic-sidecar-with-retry.yaml",
                            "8-restart-policy-in-the-wrong-list.yaml", "3-init-container.yaml")
                    .map(this::trigger).toList();
            for (Job job : jobs) {
                Job failed = cluster.await(job, Cluster::ended, Duration.ofSeconds(75));
                Played played = new Played(failed, lastSeen.get(job.getMetadata().getName()));
                assertThat(played.conditions()).containsEntry("Failed", "DeadlineExceeded");
                assertThat(played.outcome("sidecar")).isEqualTo(terminated("Completed", 0));
                assertThat(Duration.between(Instant.parse(failed.getStatus().getStartTime()),
                        played.finishedAt("sidecar"))).isBetween(Duration.ofSeconds(49), Duration.ofSeconds(58));
            }
            assertThat(ContainerOutcome
                    .of(lastSeen.get(jobs.getLast().getMetadata().getName()).getStatus().getContainerStatuses()
                            .getFirst().getState())
                    .state()).as("the app of 3").isEqualTo("waiting");
        }
    }

    /** 7, deleted while its app retries: the app ends first, then the second sidecar, then the first. */
    @Test
    void deletedPodEndsInReverseOrder() throws Exception {
        Map<String, Pod> lastSeen = new ConcurrentHashMap<>();
        try (var _ = cluster.client().pods().inNamespace(cluster.namespace()).watch(new LastSeen(lastSeen))) {
            CronJob cronJob = cluster.client().getKubernetesSerialization()
                    .unmarshal(Files.readString(Images.withTestedImages(K8S.resolve("7-two-sidecars.yaml"))),
                            CronJob.class);
            cronJob.getSpec().getJobTemplate().getSpec().getTemplate().getSpec().getContainers().getFirst()
                    .setArgs(List.of("--retry", "100", "--retry-delay", "1", "--retry-connrefused",
                            "http://localhost:1"));
            Job job = cluster.trigger(cronJob);
            String name = job.getMetadata().getName();
            Await.until("the app", Duration.ofSeconds(60), () -> isRunning(lastSeen.get(name)));
            Pod pod = cluster.podOf(job);
            cluster.delete(job);
            cluster.client().resource(pod).waitUntilCondition(Objects::isNull, 60, SECONDS);
            Played played = new Played(job, lastSeen.get(name));
            assertThat(played.finishedAt("app")).isBeforeOrEqualTo(played.finishedAt("sidecar-2"));
            assertThat(played.finishedAt("sidecar-2")).isBeforeOrEqualTo(played.finishedAt("sidecar"));
        }
    }

    /** True once the app runs. */
    private static boolean isRunning(Pod pod) {
        return pod != null && pod.getStatus().getPhase().equals("Running");
    }

    /**
     * From the Job's creation to its condition Complete it takes the sidecar's delay of 5 s, up to 1 s till the next
     * probe, the app's run, and then what the kubelet and the Job controller take for any pod with two containers: four
     * looks of 1 s each, at the app's end, at the sidecar's, at the pod's and at the Job's. On a busy machine one of three
     * Jobs has to manage that.
     */
    @Test
    void nativeSidecarCompletesSoonAfterItsDelay() {
        Duration atMost = Duration.ofSeconds(5 + 1 + 1 + 4 + 1);
        Duration soonest = Duration.ofDays(1);
        for (int run = 0; run < 3 && soonest.compareTo(atMost) > 0; run++) {
            long created = System.nanoTime();
            Job job = cluster.await(trigger("5-native-sidecar.yaml"), Cluster::ended, Duration.ofSeconds(30));
            Duration took = Duration.ofNanos(System.nanoTime() - created);
            assertThat(new Played(job, cluster.podOf(job)).conditions()).containsKey("Complete");
            assertThat(took).isGreaterThan(Duration.ofSeconds(5));
            soonest = took.compareTo(soonest) < 0 ? took : soonest;
            cluster.delete(job);
        }
        assertThat(soonest).isLessThanOrEqualTo(atMost);
    }

    /** A CronJob left alone starts its Job within a minute, and the Job completes. */
    @Test
    void scheduleStartsTheJob() throws Exception {
        CronJob cronJob = cluster.apply(K8S.resolve("5-native-sidecar.yaml"));
        CronJob succeeded = cluster.client().resource(cronJob).waitUntilCondition(
                now -> now.getStatus() != null && now.getStatus().getLastSuccessfulTime() != null, 90,
                SECONDS);
        assertThat(succeeded.getStatus().getLastSuccessfulTime()).isNotNull();
    }

    /** The API server takes each manifest with strict fields, and would refuse a field that it doesn't know. */
    @Test
    void manifestsHaveNoUnknownFields() throws Exception {
        try (Stream<Path> files = Files.list(K8S)) {
            List<Path> manifests = files.filter(file -> file.getFileName().toString().matches("\\d-.*[.]yaml"))
                    .toList();
            assertThat(manifests).hasSize(8);
            for (Path manifest : manifests) {
                String yaml = Files.readString(manifest);
                dryRun(yaml);
                assertThatThrownBy(
                        () -> dryRun(yaml.replace("startupProbe", "startProbe").replace("backoffLimit", "backOff")))
                        .hasMessageContaining("unknown field \"spec.jobTemplate.spec.backOff\"");
            }
        }
    }

    private void dryRun(String yaml) {
        var cronJob = cluster.client().getKubernetesSerialization().unmarshal(yaml, GenericKubernetesResource.class);
        cluster.client().genericKubernetesResources("batch/v1", "CronJob").inNamespace(cluster.namespace())
                .resource(cronJob).dryRun().fieldValidation(FieldValidateable.Validation.STRICT).create();
    }

    private Job trigger(String manifest) {
        try {
            CronJob cronJob = cluster.apply(K8S.resolve(manifest));
            Job job = cluster.trigger(cronJob);
            cluster.delete(cronJob);
            return job;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps of each Job's pod what was seen last: the Job controller deletes the pod when the deadline has passed. */
    private record LastSeen(Map<String, Pod> pods) implements Watcher<Pod> {

        @Override
        public void eventReceived(Action action, Pod pod) {
            pods.put(pod.getMetadata().getLabels().get("batch.kubernetes.io/job-name"), pod);
        }

        @Override
        public void onClose(WatcherException cause) {
            // then a pod is missing, and the test says so
        }
    }
}
