package org.sidecardemo.systemtests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sidecardemo.systemtests.Outcome.PodOutcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sidecardemo.systemtests.ContainerOutcome.terminated;

/**
 * The player and a real kubelet make the same of each scenario. Needs a Docker daemon too: some are also played by
 * Docker.
 *
 * <p>All are played at once, as most of their time they sleep; what the scenarios are is told by the first line of
 * each.
 */
@Tag("cluster")
@TestInstance(Lifecycle.PER_CLASS)
class DifferentialTest {

    /** As PID 1 a process without a handler ignores SIGTERM; the player's processes are none. */
    private static final String WITHOUT_HANDLER = "sidecar-without-handler";

    /** Of processes the player refuses it before anything starts. */
    private static final String IMAGE_MISSING = "image-missing";

    /** Those where a container engine might make a difference: signals, exit codes, hooks, network, volumes, images. */
    private static final List<String> ON_DOCKER = List.of(WITHOUT_HANDLER, "command-missing", "http-probe",
            IMAGE_MISSING, "job-deadline-uses-up-grace", "job-retries-on-failure", "liveness-kills",
            "pre-stop-longer-than-grace", "sidecar-ignores-sigterm", "three-sidecars-in-reverse",
            "two-sidecars-in-order");

    /** As many as two cores can play without being late. */
    private static final int PLAYERS = 5;
    private static final int PODS = 16;
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    private final PodHistory history = new PodHistory();
    private final Cluster cluster = new Cluster();
    private final ExecutorService onCluster = Executors.newFixedThreadPool(PODS);
    private final ExecutorService inPlayer = Executors.newFixedThreadPool(PLAYERS);
    private final Map<String, Future<Run>> onKubelet = new ConcurrentHashMap<>();
    private final Map<String, Future<Run>> byProcesses = new ConcurrentHashMap<>();
    private final Map<String, Future<Run>> byDocker = new ConcurrentHashMap<>();

    @BeforeAll
    void playAll(@TempDir Path manifests) {
        cluster.client().pods().inNamespace(cluster.namespace()).inform(history);
        Busybox.load();
        String release = Cluster.release();
        PodPlayer docker = PodPlayer.ofDocker().of(release);
        for (String name : ON_DOCKER) {
            byDocker.put(name, inPlayer.submit(() -> play(docker, Scenario.read(name), manifests)));
        }
        PodPlayer processes = PodPlayer.ofProcesses().of(release);
        for (String name : Scenario.names()) {
            var scenario = Scenario.read(name);
            if (!name.equals(IMAGE_MISSING)) {
                byProcesses.put(name, inPlayer.submit(() -> play(processes, scenario, manifests)));
            }
            onKubelet.put(name, onCluster.submit(() -> playOnCluster(scenario)));
        }
    }

    @AfterAll
    void remove() {
        inPlayer.shutdownNow();
        onCluster.shutdownNow();
        inPlayer.close();
        onCluster.close();
        cluster.close();
    }

    static List<String> scenarios() {
        return Scenario.names().stream().filter(name -> !List.of(WITHOUT_HANDLER, IMAGE_MISSING).contains(name))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void processesDoAsTheKubelet(String scenario) throws Exception {
        new Comparison(onKubelet.get(scenario).get(), byProcesses.get(scenario).get()).assertAlike();
    }

    @ParameterizedTest
    @FieldSource("ON_DOCKER")
    void dockerDoesAsTheKubelet(String scenario) throws Exception {
        new Comparison(onKubelet.get(scenario).get(), byDocker.get(scenario).get()).assertAlike();
    }

    /** The one difference by nature: where PID 1 is killed when the grace period is over, a process dies of SIGTERM. */
    @Test
    void processWithoutHandlerDiesOfSigterm() throws Exception {
        assertThat(sidecarOf(onKubelet.get(WITHOUT_HANDLER).get())).isEqualTo(terminated("Error", 137));
        assertThat(sidecarOf(byProcesses.get(WITHOUT_HANDLER).get())).isEqualTo(terminated("Error", 143));
    }

    private static ContainerOutcome sidecarOf(Run run) {
        return ContainerOutcome.of(run.pods().getFirst().getStatus().getInitContainerStatuses().getFirst().getState());
    }

    private static Run play(PodPlayer player, Scenario scenario, Path manifests) throws Exception {
        Path manifest = manifests.resolve(scenario.name() + ".yaml");
        Files.writeString(manifest, Serialization.asYaml(scenario.workload()));
        return player.play(manifest, scenario.atMost());
    }

    private Run playOnCluster(Scenario scenario) throws Exception {
        HasMetadata workload = cluster.client().resource(scenario.workload()).inNamespace(cluster.namespace()).create();
        var objects = new ArrayList<HasMetadata>();
        if (workload instanceof Job job) {
            objects.add(cluster.await(job, Cluster::ended, LONG_ENOUGH));
        }
        if (scenario.endless()) {
            objects.add(history.awaitOnce(scenario.name(), asPlayed(scenario), LONG_ENOUGH));
        } else {
            objects.addAll(history.await(scenario.name(), DifferentialTest::ended, LONG_ENOUGH));
        }
        var run = Run.of(objects, history.timeline(scenario.name()));
        cluster.delete(workload);
        return run;
    }

    /** What the player shows of a pod that doesn't end, the kubelet shows at some time. */
    private Predicate<Pod> asPlayed(Scenario scenario) throws Exception {
        var played = byProcesses.getOrDefault(scenario.name(), byDocker.get(scenario.name())).get().pods().getFirst();
        return pod -> PodOutcome.of(pod).equals(PodOutcome.of(played));
    }

    /** A container that waited for its restart still waits when the phase is told, and is lost a moment later. */
    private static boolean ended(Pod pod) {
        PodStatus status = pod.getStatus();
        return List.of("Succeeded", "Failed").contains(status.getPhase())
                && Stream.of(status.getInitContainerStatuses(), status.getContainerStatuses()).flatMap(List::stream)
                        .noneMatch(
                                it -> it.getState().getWaiting() != null && it.getLastState().getTerminated() != null);
    }
}
