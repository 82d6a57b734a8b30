package org.sidecardemo.systemtests;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sidecardemo.podplayer.SideBySide;
import org.sidecardemo.podplayer.lifecycle.PlayOutcome;
import org.sidecardemo.podplayer.lifecycle.RealTimePlay;
import org.sidecardemo.podplayer.release.Release;
import org.sidecardemo.systemtests.Outcome.PodOutcome;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The plays of the player, those of the cluster's release: a kubelet comes to the same outcome, by the same ends of each
 * container's runs, in the same order, at about the same times.
 */
@Tag("cluster")
@Tag("releases")
@TestInstance(Lifecycle.PER_CLASS)
class PlaysByKubeletTest {

    private static final Path FOLDER = Path.of(System.getProperty("root"), "pod-player/plays");
    /** As many as a node of two cores can start in time. */
    private static final int PODS = 8;
    /** Longer than any play, and any grace period in it. */
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(120);

    private final Kubelet kubelet = new Kubelet();
    private final SideBySide<String, Run> played = new SideBySide<>(PODS);
    private final Map<String, RealTimePlay> plays = new LinkedHashMap<>();

    @BeforeAll
    void playAll() {
        for (var play : RealTimePlay.byKubelet(FOLDER, Release.parse(Cluster.release()))) {
            plays.put(play.name(), play);
            int number = plays.size();
            played.start(play.name(), () -> play(play, "play-" + number));
        }
    }

    @AfterAll
    void remove() {
        played.close();
        kubelet.close();
    }

    List<String> names() {
        return played.keys();
    }

    @ParameterizedTest
    @MethodSource("names")
    void comeAsInVirtualTime(String name) throws Exception {
        var said = plays.get(name).said();
        var outcome = PlayOutcome.of(said);
        var inVirtualTime = run(plays.get(name));
        played.hold(name, run -> {
            new Comparison(run, inVirtualTime).assertAlike();
            assertThat(kubelet.shown(run).outcome(outcome)).as(run.timeline()).isEqualTo(outcome);
        });
    }

    private static Run run(RealTimePlay play) {
        var objects = new ArrayList<HasMetadata>(play.said().pods());
        play.said().job().ifPresent(objects::add);
        return Run.of(objects, play.timeline());
    }

    private Run play(RealTimePlay play, String name) throws InterruptedException {
        HasMetadata workload = Scenario.named(play.scripted(), name);
        if (play.endless()) {
            var shown = PodOutcome.of(play.said().pods().getFirst());
            return kubelet.playUntil(workload, pod -> PodOutcome.of(pod).equals(shown), LONG_ENOUGH);
        }
        if (play.deletion().isPresent() && workload instanceof Pod pod) {
            return kubelet.playAndDelete(pod, play.deletion().get(), LONG_ENOUGH);
        }
        return kubelet.play(workload, LONG_ENOUGH);
    }
}
