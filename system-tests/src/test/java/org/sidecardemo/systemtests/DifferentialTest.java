package org.sidecardemo.systemtests;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

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
 * The player, by the rules of the cluster's release, and a real kubelet make the same of each scenario. Needs a Docker
 * daemon too: some are also played by Docker.
 *
 * <p>All are played side by side, as most of their time they sleep. A busy machine starts a container seconds late, and that
 * changes outcomes: so those that differ are played again by themselves. What the scenarios are is told by the first line of
 * each.
 *
 * <p>What can be told of scripted containers is a play of the player, see its folder {@code plays}. Scenarios are for the rest:
 * images, commands, networks, memory limits and files as they are; what {@code check} gives as examples; runs whose end the
 * API doesn't show; and for signals, hooks, volumes, exec probes and a Job's second pod one real program each, by processes.
 */
@Tag("cluster")
@Tag("releases")
@TestInstance(Lifecycle.PER_CLASS)
class DifferentialTest {

    /** As PID 1 a process without a handler ignores SIGTERM; the player's processes are none. */
    private static final String WITHOUT_HANDLER = "sidecar-without-handler";

    /** Nothing that processes do: the player refuses the first before anything starts, and confines no process. */
    private static final List<String> ONLY_ON_DOCKER = List.of("image-missing", "fs-group", "out-of-memory");

    /** Those where a container engine might make a difference: signals, exit codes, hooks, network, volumes, images. */
    private static final List<String> ON_DOCKER = List.of(WITHOUT_HANDLER, "command-missing", "http-probe",
            "fs-group", "image-missing", "listens-on-localhost-alone", "out-of-memory", "pre-stop-longer-than-grace",
            "script-without-interpreter", "termination-messages", "two-sidecars-in-order");

    /** As many as two cores can play without being late. */
    private static final int PLAYERS = 5;
    /** As many as a node of two cores can start in time. */
    private static final int PODS = 8;
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    private final Kubelet kubelet = new Kubelet();
    private final ExecutorService onCluster = Executors.newFixedThreadPool(PODS);
    private final ExecutorService inPlayer = Executors.newFixedThreadPool(PLAYERS);
    private final Map<String, Future<Run>> onKubelet = new ConcurrentHashMap<>();
    private final Map<String, Future<Run>> byProcesses = new ConcurrentHashMap<>();
    private final Map<String, Future<Run>> byDocker = new ConcurrentHashMap<>();
    private final PodPlayer asProcesses = PodPlayer.ofProcesses().of(Cluster.release());
    private final PodPlayer inDocker = PodPlayer.ofDocker().of(Cluster.release());
    private Path manifests;

    @BeforeAll
    void playAll(@TempDir Path folder) {
        manifests = folder;
        Busybox.load();
        for (String name : Scenario.names()) {
            var scenario = Scenario.read(name);
            boolean docker = ONLY_ON_DOCKER.contains(name);
            Future<Run> played = inPlayer.submit(() -> (docker ? inDocker : asProcesses).play(scenario, manifests));
            (docker ? byDocker : byProcesses).put(name, played);
            onKubelet.put(name, onCluster.submit(() -> playOn(kubelet, scenario, played)));
        }
        // Docker is slow to start containers while the node starts its own
        for (String name : ON_DOCKER) {
            byDocker.computeIfAbsent(name, _ -> inPlayer.submit(() -> inDocker.play(Scenario.read(name), manifests)));
        }
    }

    @AfterAll
    void remove() {
        inPlayer.shutdownNow();
        onCluster.shutdownNow();
        inPlayer.close();
        onCluster.close();
        kubelet.close();
    }

    static List<String> scenarios() {
        return Scenario.names().stream()
                .filter(name -> !name.equals(WITHOUT_HANDLER) && !ONLY_ON_DOCKER.contains(name)).toList();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void processesDoAsTheKubelet(String scenario) throws Exception {
        assertAlike(scenario, asProcesses, byProcesses.get(scenario));
    }

    @ParameterizedTest
    @FieldSource("ON_DOCKER")
    void dockerDoesAsTheKubelet(String scenario) throws Exception {
        assertAlike(scenario, inDocker, byDocker.get(scenario));
    }

    /** The one difference by nature: where PID 1 is killed when the grace period is over, a process dies of SIGTERM. */
    @Test
    void processWithoutHandlerDiesOfSigterm() throws Exception {
        assertThat(sidecarOf(onKubelet.get(WITHOUT_HANDLER).get())).isEqualTo(terminated("Error", 137));
        assertThat(sidecarOf(byProcesses.get(WITHOUT_HANDLER).get())).isEqualTo(terminated("Error", 143));
    }

    private void assertAlike(String name, PodPlayer player, Future<Run> besideOthers) throws Exception {
        try {
            assertAlike(onKubelet.get(name), besideOthers);
        } catch (AssertionError difference) {
            System.out.println(name + " is played again, by itself: " + difference.getMessage());
            inPlayer.close();
            onCluster.close();
            var scenario = Scenario.read(name);
            var played = new FutureTask<>(() -> player.play(scenario, manifests));
            played.run();
            try (var alone = new Kubelet()) {
                var onNode = new FutureTask<>(() -> playOn(alone, scenario, played));
                onNode.run();
                assertAlike(onNode, played);
            }
        }
    }

    private static void assertAlike(Future<Run> kubelet, Future<Run> player) throws Exception {
        Optional<String> refused = refusal(kubelet);
        assertThat(refusal(player)).isEqualTo(refused);
        if (refused.isEmpty()) {
            new Comparison(kubelet.get(), player.get()).assertAlike();
        }
    }

    /** What an older release finds wrong with a scenario, if anything. */
    private static Optional<String> refusal(Future<Run> play) throws Exception {
        try {
            play.get();
            return Optional.empty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Refused refused) {
                return Optional.of(refused.finding());
            }
            throw e;
        }
    }

    private static ContainerOutcome sidecarOf(Run run) {
        return ContainerOutcome.of(run.pods().getFirst().getStatus().getInitContainerStatuses().getFirst().getState());
    }

    /** A pod that doesn't end is played until it is, at some time, as the player showed it. */
    private static Run playOn(Kubelet kubelet, Scenario scenario, Future<Run> played) throws Exception {
        if (!scenario.endless()) {
            return kubelet.play(scenario.workload(), LONG_ENOUGH);
        }
        var shown = PodOutcome.of(played.get().pods().getFirst());
        return kubelet.playUntil(scenario.workload(), pod -> PodOutcome.of(pod).equals(shown), LONG_ENOUGH);
    }
}
