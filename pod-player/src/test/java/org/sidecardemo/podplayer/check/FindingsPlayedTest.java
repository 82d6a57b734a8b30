package org.sidecardemo.podplayer.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.sidecardemo.podplayer.SideBySide;
import org.sidecardemo.podplayer.play.RealPlay;
import org.sidecardemo.podplayer.report.Recording;

/**
 * What the counterexample of each finding says, its containers really do: they are scripted to behave so, and played by
 * processes, all side by side. Some of these pods are scenarios of the system tests, which a kubelet plays too;
 * {@code -Dplays.rewrite} writes these files anew, for a person to read the difference.
 */
@TestInstance(Lifecycle.PER_CLASS)
class FindingsPlayedTest {

    private static final Path SCENARIOS = Path.of("../system-tests/src/test/resources/scenarios");

    private final SideBySide<FindingType, Recording> played = new SideBySide<>(FindingType.values().length);
    private final Map<FindingType, FindingExample> examples = new EnumMap<>(FindingType.class);

    @BeforeAll
    void playAll() throws Exception {
        for (var type : FindingType.values()) {
            var example = FindingExample.of(type);
            examples.put(type, example);
            played.start(type, () -> byProcesses(example));
        }
    }

    @AfterAll
    void close() {
        played.close();
    }

    @ParameterizedTest
    @EnumSource
    void goesAsItsCounterexampleSays(FindingType type) throws Exception {
        var way = examples.get(type).way();
        played.hold(type, recording -> assertThat(isAsSaid(recording, way))
                .as("%s, of %s", Course.of(recording.events()), Course.of(way.events())).isTrue());
    }

    private static Recording byProcesses(FindingExample example) throws Exception {
        return RealPlay.byProcesses(example.scripted(), example.release(),
                example.way().ended() ? Duration.ofMinutes(1) : FindingExample.WATCH);
    }

    private static boolean isAsSaid(Recording played, Way way) {
        var real = Course.of(played.events());
        var said = Course.of(way.events());
        return way.ended() ? real.equals(said) : real.begins(said);
    }

    /**
     * Those of which a kubelet shows just what processes show, on whichever release. Of the others it shows one restart less, or an
     * app that runs for a moment; the first is of older releases alone. The system tests hold a kubelet to what they claim.
     */
    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = {"SIDECAR_HOLDS_JOB", "SIDECAR_FAILS_JOB", "LIVENESS_KILLS_STARTING"})
    void isAScenarioToo(FindingType type) throws IOException {
        var example = examples.get(type);
        var file = SCENARIOS.resolve(example.name() + ".yaml");
        if (System.getProperty("plays.rewrite") != null) {
            Files.writeString(file, example.scenario());
        }
        assertThat(file).content().isEqualTo(example.scenario());
    }
}
