package org.sidecardemo.systemtests;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sidecardemo.podplayer.SideBySide;
import org.sidecardemo.podplayer.check.FindingExample;
import org.sidecardemo.podplayer.check.FindingType;
import org.sidecardemo.podplayer.release.Release;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@code check} claims by the example of a finding comes true on a kubelet. Most of these examples are scenarios, of which a
 * kubelet shows all that processes show. Here are the others, those that {@code check} has on the cluster's release.
 */
@Tag("cluster")
@Tag("releases")
@TestInstance(Lifecycle.PER_CLASS)
class FindingsByKubeletTest {

    /** Of the nodes that {@code .ci/run} starts. */
    private static final List<Release> RELEASES = List.of(Release.NEWEST, Release.parse("1.29"));
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    private final Kubelet kubelet = new Kubelet();
    private final SideBySide<FindingType, Run> played = new SideBySide<>(FindingType.values().length);
    private final Map<FindingType, FindingExample> examples = new EnumMap<>(FindingType.class);

    @BeforeAll
    void playAll() throws Exception {
        examples.putAll(examplesOn(Release.parse(Cluster.release())));
        examples.forEach((type, example) -> played.start(type,
                () -> kubelet.play(Scenario.named(example.scriptedForKubelet(), example.name()), LONG_ENOUGH)));
    }

    @AfterAll
    void remove() {
        played.close();
        kubelet.close();
    }

    /** Of those that are no scenarios. */
    private static Map<FindingType, FindingExample> examplesOn(Release release) throws Exception {
        var examples = new EnumMap<FindingType, FindingExample>(FindingType.class);
        for (var type : FindingType.values()) {
            if (!isScenario(type)) {
                FindingExample.of(type, release).ifPresent(example -> examples.put(type, example));
            }
        }
        return examples;
    }

    private static boolean isScenario(FindingType type) {
        return Scenario.names().contains(FindingExample.name(type));
    }

    List<FindingType> findings() {
        return played.keys();
    }

    @ParameterizedTest
    @MethodSource("findings")
    void comesTrue(FindingType type) throws Exception {
        var claim = examples.get(type).claim();
        played.hold(type, run -> {
            assertThat(end(run)).as(run.timeline()).isEqualTo(claim.end());
            assertThat(restarted(run)).as(run.timeline()).containsAll(claim.restarted());
            assertThat(exitCodes(run)).as(run.timeline()).containsAllEntriesOf(claim.exitCodes());
        });
    }

    /** A kubelet plays an example of each finding, as a scenario or here. */
    @Test
    void noneIsLeftOut() throws Exception {
        var left = EnumSet.allOf(FindingType.class);
        left.removeIf(FindingsByKubeletTest::isScenario);
        for (var release : RELEASES) {
            left.removeAll(examplesOn(release).keySet());
        }
        assertThat(left).isEmpty();
    }

    private static String end(Run run) {
        return run.job().orElseThrow().getStatus().getConditions().stream()
                .filter(condition -> condition.getStatus().equals("True")).map(FindingsByKubeletTest::text)
                .reduce((_, last) -> last).orElse("none");
    }

    private static String text(JobCondition condition) {
        return condition.getType().equals("Failed") ? "Failed " + condition.getReason() : condition.getType();
    }

    private static Set<String> restarted(Run run) {
        return containers(run).filter(container -> container.getRestartCount() > 0).map(ContainerStatus::getName)
                .collect(Collectors.toSet());
    }

    private static Map<String, Integer> exitCodes(Run run) {
        return containers(run).filter(container -> container.getState().getTerminated() != null)
                .collect(Collectors.toMap(ContainerStatus::getName,
                        container -> container.getState().getTerminated().getExitCode()));
    }

    private static Stream<ContainerStatus> containers(Run run) {
        var status = run.pods().getLast().getStatus();
        return Stream.of(status.getInitContainerStatuses(), status.getContainerStatuses()).flatMap(List::stream);
    }
}
