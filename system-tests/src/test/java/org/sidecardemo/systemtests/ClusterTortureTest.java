package org.sidecardemo.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.sidecardemo.systemtests.Torture.Part;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;
import static org.sidecardemo.systemtests.ContainerOutcome.terminated;

/** The manifests on a cluster that is busy, slow, or loses what it needs. */
@Tag("cluster")
@TestInstance(Lifecycle.PER_CLASS)
class ClusterTortureTest {

    private static final Path K8S = Docs.ROOT.resolve("k8s");
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(300);

    /** Has to itself what the others share: those that wait run together, those that keep all of it busy or break it alone. */
    private static final String CLUSTER = "cluster";
    private static final String WITHOUT_RESTART = "RESTART names no command that restarts parts of the cluster";

    private final Cluster cluster = new Cluster();
    private final PodHistory history = new PodHistory();

    @BeforeAll
    void watch() {
        cluster.client().pods().inNamespace(cluster.namespace()).inform(history);
    }

    @AfterAll
    void remove() {
        cluster.close();
    }

    /** Each needs some 2 s of a CPU, mostly to start two JVMs, so on a node of few it is not probe or deadline that is tried. */
    @Torture(of = Part.CLUSTER, with = "100 Jobs of manifest 5, 20 at a time, with a TTL, a delay of 1 s and time enough")
    @ResourceLock(CLUSTER)
    void manyJobs(Finding finding) throws Exception {
        CronJob cronJob = nativeSidecar();
        delay(cronJob, "1s");
        giveTime(cronJob);
        var spec = cronJob.getSpec().getJobTemplate().getSpec();
        spec.setTtlSecondsAfterFinished(5);
        spec.getTemplate().getMetadata().getLabels().put("one-of", "many");
        Instant begin = Instant.now();
        List<Played> all = atOnce(20, Collections.nCopies(100, () -> playToEnd(cluster.trigger(cronJob))));
        Duration took = Duration.between(begin, Instant.now());
        for (Played played : all) {
            assertComplete(played);
        }
        List<Pod> left = cluster.client().pods().inNamespace(cluster.namespace()).withLabel("one-of", "many")
                .informOnCondition(List::isEmpty).get(LONG_ENOUGH.toSeconds(), SECONDS);
        finding.is("after %d s %d Jobs are Complete, all their sidecars ended with 0; %d pods left", took.toSeconds(),
                all.size(), left.size());
    }

    @Torture(of = Part.CLUSTER, with = "SIGKILL of the sidecar during its delay")
    @Execution(CONCURRENT)
    @ResourceLock(value = CLUSTER, mode = ResourceAccessMode.READ)
    void sidecarKilledDuringItsDelay(Finding finding) throws Exception {
        CronJob cronJob = nativeSidecar();
        delay(cronJob, "10s"); // the API shows a container's start up to some seconds late
        Job job = cluster.trigger(cronJob);
        Pod pod = awaitPod(job, ClusterTortureTest::sidecarRuns);
        assertThat(sidecar(pod).getStarted()).isFalse();
        kill(pod);
        Played played = playToEnd(job);
        assertComplete(played);
        assertThat(played.restarts("sidecar")).isEqualTo(1);
        finding.is("%s", told(played));
    }

    /** An app that retries, and starts so slowly that it asks only when the sidecar is gone. */
    @Torture(of = Part.CLUSTER, with = "SIGKILL of the sidecar once it has started, before the app asks, which retries")
    @Execution(CONCURRENT)
    @ResourceLock(value = CLUSTER, mode = ResourceAccessMode.READ)
    void sidecarKilledOnceStarted(Finding finding) throws Exception {
        CronJob cronJob = nativeSidecar();
        slowApp(cronJob).setArgs(List.of("--retry", "20", "--retry-delay", "1", "--retry-connrefused"));
        Job job = cluster.trigger(cronJob);
        kill(awaitPod(job, ClusterTortureTest::sidecarHasStarted));
        Played played = playToEnd(job);
        assertComplete(played);
        assertThat(played.restarts("sidecar")).isEqualTo(1);
        finding.is("%s", told(played));
    }

    /** Whether the sidecar is restarted before its end depends on how soon the app ends. */
    @Torture(of = Part.CLUSTER, with = "SIGKILL of the sidecar while the app waits for its answer")
    @Execution(CONCURRENT)
    @ResourceLock(value = CLUSTER, mode = ResourceAccessMode.READ)
    void sidecarKilledWhileTheAppAsks(Finding finding) throws Exception {
        CronJob cronJob = nativeSidecar();
        slowApp(cronJob);
        Job job = cluster.trigger(cronJob);
        ProcessHandle sidecar = Node.processOf(sidecar(awaitPod(job, ClusterTortureTest::sidecarHasStarted)));
        Node.freeze(sidecar);
        Await.until("the app's connection", LONG_ENOUGH, () -> Node.isConnected(sidecar, 8081));
        sidecar.destroyForcibly();
        Played played = playToEnd(job);
        assertThat(played.outcome("app")).isEqualTo(terminated("Error", 1));
        assertThat(played.conditions()).containsEntry("Failed", "BackoffLimitExceeded");
        finding.is("Job Failed, app %s %d", played.outcome("app").reason(), played.outcome("app").exitCode());
    }

    @Torture(of = Part.CLUSTER, with = "a tenth of a CPU for the sidecar, another for the app")
    @ResourceLock(CLUSTER)
    void littleCpu(Finding finding) throws Exception {
        CronJob cronJob = nativeSidecar();
        containers(cronJob).forEach(container -> limitCpu(container, "100m"));
        Played played = playToEnd(cluster.trigger(cronJob));
        assertComplete(played);
        assertThat(played.restarts("sidecar")).isZero();
        var probe = container(cronJob, "sidecar").getStartupProbe();
        Duration allowed = Duration.ofSeconds((long) probe.getPeriodSeconds() * probe.getFailureThreshold());
        Duration took = Duration.between(played.startedAt("sidecar"), played.startedAt("app"));
        assertThat(took).isLessThan(allowed.multipliedBy(2).dividedBy(3));
        finding.is("%s; the sidecar had started after %d s, and may take %d s", told(played), took.toSeconds(),
                allowed.toSeconds());
    }

    /** What the README says of one's own sidecar. */
    @Torture(of = Part.CLUSTER, with = "a sidecar that starts in 60 s, with manifest 5 as it is")
    @Execution(CONCURRENT)
    @ResourceLock(value = CLUSTER, mode = ResourceAccessMode.READ)
    void sidecarThatTakesTooLong(Finding finding) throws Exception {
        CronJob cronJob = nativeSidecar();
        delay(cronJob, "60s");
        Played played = playToEnd(cluster.trigger(cronJob));
        assertThat(played.conditions()).containsEntry("Failed", "DeadlineExceeded");
        assertThat(played.restarts("sidecar")).isEqualTo(1);
        finding.is("Job Failed: %s, after %d restart of the sidecar by its probe", played.conditions().get("Failed"),
                played.restarts("sidecar"));
    }

    /** What the README says of one's own sidecar. */
    @Torture(of = Part.CLUSTER, with = "a sidecar that starts in 60 s, with `failureThreshold: 90` and a deadline of 100 s")
    @Execution(CONCURRENT)
    @ResourceLock(value = CLUSTER, mode = ResourceAccessMode.READ)
    void sidecarThatTakesLongAndMay(Finding finding) throws Exception {
        CronJob cronJob = nativeSidecar();
        delay(cronJob, "60s");
        container(cronJob, "sidecar").getStartupProbe().setFailureThreshold(90);
        cronJob.getSpec().getJobTemplate().getSpec().setActiveDeadlineSeconds(100L);
        Played played = playToEnd(cluster.trigger(cronJob));
        assertComplete(played);
        assertThat(played.restarts("sidecar")).isZero();
        finding.is("%s", told(played));
    }

    @Torture(of = Part.CLUSTER, with = "the kubelet killed and restarted during the sidecar's delay")
    @ResourceLock(CLUSTER)
    @EnabledIfEnvironmentVariable(named = Node.RESTART, matches = ".+", disabledReason = WITHOUT_RESTART)
    void kubeletRestarted(Finding finding) throws Exception {
        Job job = cluster.trigger(nativeSidecar());
        Pod pod = awaitPod(job, ClusterTortureTest::sidecarRuns);
        restart("/api/v1/nodes/" + pod.getSpec().getNodeName() + "/proxy/metrics", "kubelet");
        Played played = playToEnd(job);
        assertComplete(played);
        assertThat(played.restarts("sidecar")).isZero();
        finding.is("%s", told(played));
    }

    @Torture(of = Part.CLUSTER, with = "API server, controller manager and scheduler killed and restarted during the delay")
    @ResourceLock(CLUSTER)
    @EnabledIfEnvironmentVariable(named = Node.RESTART, matches = ".+", disabledReason = WITHOUT_RESTART)
    void controlPlaneRestarted(Finding finding) throws Exception {
        Job job = cluster.trigger(nativeSidecar());
        awaitPod(job, ClusterTortureTest::sidecarRuns);
        restart("/metrics", "kube-apiserver", "kube-controller-manager", "kube-scheduler");
        Played played = playToEnd(job);
        assertComplete(played);
        assertThat(played.restarts("sidecar")).isZero();
        Played next = playToEnd(cluster.trigger(nativeSidecar()));
        assertComplete(next);
        finding.is("%s; and so is the next Job", told(played));
    }

    /** As on schedule, each Job begins when the one before it has ended; every other one fails where one can complete. */
    @Torture(of = Part.CLUSTER, with = "each of the eight CronJobs six times in a row, every other time with an app that fails")
    @Execution(CONCURRENT)
    @ResourceLock(value = CLUSTER, mode = ResourceAccessMode.READ)
    void cronJobsKeepFewJobs(Finding finding) throws Exception {
        try (var own = new Cluster(); var files = Files.list(K8S)) {
            var jobs = own.client().batch().v1().jobs().inNamespace(own.namespace());
            List<Callable<Integer>> loops = files.filter(file -> file.getFileName().toString().matches("\\d-.*"))
                    .map(ClusterTortureTest::read).<Callable<Integer>>map(cronJob -> () -> {
                        hasten(cronJob);
                        CronJob applied = own.client().resource(cronJob).inNamespace(own.namespace()).create();
                        List<String> arguments = container(applied, "app").getArgs();
                        var ofIt = jobs.withLabels(cronJob.getMetadata().getLabels());
                        int most = 0;
                        for (int run = 0; run < 6; run++) {
                            container(applied, "app").setArgs(run % 2 == 0 ? arguments : List.of("http://localhost:1"));
                            Job job = own.triggerOwned(applied);
                            most = Math.max(most, ofIt.list().getItems().size());
                            assertThat(Cluster.ended(own.await(job, Cluster::ended, LONG_ENOUGH))).isTrue();
                            // on schedule the controller has done this long before it starts the next one
                            ofIt.informOnCondition(ClusterTortureTest::areWithinLimits)
                                    .get(LONG_ENOUGH.toSeconds(), SECONDS);
                        }
                        return most;
                    }).toList();
            List<Integer> most = atOnce(loops.size(), loops);
            List<Pod> pods = own.client().pods().inNamespace(own.namespace())
                    .informOnCondition(left -> left.size() <= 7).get(LONG_ENOUGH.toSeconds(), SECONDS);
            assertThat(most).hasSize(8).allSatisfy(jobsOfIt -> assertThat(jobsOfIt).isLessThanOrEqualTo(3));
            finding.is("never more than %d Jobs of one; at the end %d Jobs and %d pods of all eight",
                    most.stream().max(Integer::compare).orElseThrow(), jobs.list().getItems().size(), pods.size());
        }
    }

    /** Without what only takes time; and not on schedule. */
    private static void hasten(CronJob cronJob) {
        Container sidecar = container(cronJob, "sidecar");
        boolean isNative = cronJob.getSpec().getJobTemplate().getSpec().getTemplate().getSpec().getInitContainers()
                .contains(sidecar) && sidecar.getRestartPolicy() != null;
        boolean fails = isNative && sidecar.getStartupProbe() == null;
        if (!fails) { // of 4 the delay takes no time, as its app comes too early, and is what makes it fail for sure
            delay(cronJob, "0");
        }
        var job = cronJob.getSpec().getJobTemplate().getSpec();
        if (isNative) {
            giveTime(cronJob);
        } else {
            job.setActiveDeadlineSeconds(5L); // it hangs
        }
        job.getTemplate().getSpec().setTerminationGracePeriodSeconds(2L);
        cronJob.getSpec().setSuspend(true);
    }

    /** The history limits of all eight: one that is complete, and one that has failed. */
    private static boolean areWithinLimits(List<Job> jobs) {
        return Stream.of("Complete", "Failed").allMatch(end -> jobs.stream().filter(Cluster::ended)
                .filter(job -> job.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals(end)))
                .count() <= 1);
    }

    private static CronJob nativeSidecar() {
        return read(K8S.resolve("5-native-sidecar.yaml"));
    }

    private static CronJob read(Path manifest) {
        try {
            return Serialization.unmarshal(Files.readString(manifest), CronJob.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Container> containers(CronJob cronJob) {
        var pod = cronJob.getSpec().getJobTemplate().getSpec().getTemplate().getSpec();
        return Stream.of(pod.getInitContainers(), pod.getContainers()).flatMap(List::stream).toList();
    }

    private static Container container(CronJob cronJob, String name) {
        return containers(cronJob).stream().filter(container -> container.getName().equals(name)).findFirst()
                .orElseThrow();
    }

    private static List<Container> sidecars(CronJob cronJob) {
        return containers(cronJob).stream().filter(container -> !container.getName().equals("app")).toList();
    }

    private static void delay(CronJob cronJob, String delay) {
        for (Container sidecar : sidecars(cronJob)) {
            sidecar.getEnv().removeIf(variable -> variable.getName().equals("START_DELAY"));
            sidecar.getEnv().add(new EnvVar("START_DELAY", delay, null));
        }
    }

    /** Neither probe nor deadline end what a busy node is slow to start. */
    private static void giveTime(CronJob cronJob) {
        cronJob.getSpec().getJobTemplate().getSpec().setActiveDeadlineSeconds(300L);
        sidecars(cronJob).stream().map(Container::getStartupProbe).filter(Objects::nonNull)
                .forEach(probe -> probe.setFailureThreshold(300));
    }

    private static void limitCpu(Container container, String limit) {
        container.getResources().getLimits().put("cpu", new Quantity(limit));
    }

    /** The app, which now takes some seconds to start. */
    private static Container slowApp(CronJob cronJob) {
        giveTime(cronJob);
        Container app = container(cronJob, "app");
        limitCpu(app, "50m");
        return app;
    }

    private static String name(Job job) {
        return job.getMetadata().getName();
    }

    private static ContainerStatus sidecar(Pod pod) {
        return pod.getStatus().getInitContainerStatuses().getFirst();
    }

    private static boolean sidecarRuns(Pod pod) {
        return !pod.getStatus().getInitContainerStatuses().isEmpty() && sidecar(pod).getState().getRunning() != null;
    }

    private static boolean sidecarHasStarted(Pod pod) {
        return sidecarRuns(pod) && sidecar(pod).getStarted();
    }

    private static boolean ended(Pod pod) {
        return List.of("Succeeded", "Failed").contains(pod.getStatus().getPhase());
    }

    private static void kill(Pod pod) {
        Node.processOf(sidecar(pod)).destroyForcibly();
    }

    private Pod awaitPod(Job job, Predicate<Pod> condition) throws InterruptedException {
        Pod pod = history.await(name(job), condition, LONG_ENOUGH).getFirst();
        assertThat(pod).as(() -> history.timeline(name(job))).matches(condition);
        return pod;
    }

    private Played playToEnd(Job job) throws InterruptedException {
        Job ended = cluster.await(job, Cluster::ended, LONG_ENOUGH);
        return new Played(ended, awaitPod(job, ClusterTortureTest::ended));
    }

    private void assertComplete(Played played) {
        assertThat(played.conditions()).as(() -> history.timeline(name(played.job())))
                .containsOnlyKeys("SuccessCriteriaMet", "Complete");
        assertThat(played.outcome("app")).isEqualTo(terminated("Completed", 0));
        assertThat(played.outcome("sidecar")).isEqualTo(terminated("Completed", 0));
    }

    private static String told(Played played) {
        return "Job Complete, app %s %d, sidecar %s %d, restarts %d".formatted(played.outcome("app").reason(),
                played.outcome("app").exitCode(), played.outcome("sidecar").reason(),
                played.outcome("sidecar").exitCode(), played.restarts("sidecar"));
    }

    /** Restarts parts of the cluster, and waits for the first of them, whose metrics tell that it is another process. */
    private void restart(String metrics, String... parts) throws IOException, InterruptedException {
        String before = startOf(metrics).orElseThrow();
        Node.restart(parts);
        Await.until("another " + parts[0], LONG_ENOUGH,
                () -> startOf(metrics).filter(start -> !start.equals(before)).isPresent());
    }

    /** When a part of the cluster was started; empty if it doesn't answer. */
    private Optional<String> startOf(String metrics) {
        try {
            return cluster.client().raw(metrics).lines()
                    .filter(metric -> metric.startsWith("process_start_time_seconds ")).findFirst();
        } catch (KubernetesClientException _) {
            return Optional.empty();
        }
    }

    /** So many at a time. */
    private static <T> List<T> atOnce(int threads, List<Callable<T>> tasks) throws Exception {
        try (var executor = Executors.newFixedThreadPool(threads)) {
            var results = new ArrayList<T>();
            for (Future<T> task : executor.invokeAll(tasks)) {
                results.add(task.get());
            }
            return results;
        }
    }
}
