package org.sidecardemo.podplayer.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.sidecardemo.podplayer.SideBySide;
import org.sidecardemo.podplayer.lifecycle.ScriptedPod;
import org.sidecardemo.podplayer.manifest.ManifestReader;
import org.sidecardemo.podplayer.play.RealPlay;
import org.sidecardemo.podplayer.release.Release;
import org.sidecardemo.podplayer.report.Json;
import org.sidecardemo.podplayer.report.Recording;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import tools.jackson.databind.ObjectMapper;

/**
 * What the counterexample of each finding says, its containers really do: they are scripted to behave so, and played by
 * processes, all side by side. Some of these pods are scenarios of the system tests, which a kubelet plays too;
 * {@code -Dplays.rewrite} writes these files anew, for a person to read the difference.
 */
@TestInstance(Lifecycle.PER_CLASS)
class FindingsPlayedTest {

    private static final Path SCENARIOS = Path.of("../system-tests/src/test/resources/scenarios");
    /** What is without end is looked at then. */
    private static final Duration WATCH = Duration.ofSeconds(12);

    /** A finding of a small Job, and how its example goes with the Job's deadline. */
    private record Example(FindingType type, Job job, CheckedPod pod, Release release, Finding finding, Way way) {

        static Example of(FindingType type) throws Exception {
            var release = release(type);
            var job = read(type.id());
            var bytes = new ByteArrayInputStream(Json.of(job).getBytes(UTF_8));
            var workload = new ManifestReader(release).read(type.id(), bytes).workloads().getFirst();
            var pod = CheckedPod.of(workload, release);
            var finding = Checker.check(workload, release).findings().stream().filter(each -> each.type() == type)
                    .findFirst().orElseThrow(() -> new AssertionError("its manifest has no finding " + type.id()));
            var ways = new ArrayList<Way>();
            new Explorer(pod.withoutDeadline(), Integer.MAX_VALUE).explore(2, (way, _) -> ways.add(way));
            var example = ways.stream()
                    .filter(way -> new Judge(pod).judge(way).stream().anyMatch(charge -> charge.type() == type))
                    .map(way -> Simulation.play(pod, way.behaviours()))
                    .filter(way -> way.described().equals(finding.counterexample().behaviour())).findFirst();
            return new Example(type, job, pod, release, finding, example.orElseThrow());
        }

        /** Some are of older releases alone. */
        private static Release release(FindingType type) {
            return switch (type) {
                case SIDECAR_HOLDS_JOB -> Release.parse("1.36");
                case APP_NEVER_STARTS -> Release.parse("1.32");
                default -> Release.NEWEST;
            };
        }

        private static Job read(String id) throws IOException {
            try (InputStream in = Objects.requireNonNull(
                    FindingsPlayedTest.class.getResourceAsStream("/findings/" + id + ".yaml"),
                    "no manifest of " + id)) {
                return new ObjectMapper().convertValue(new Load(LoadSettings.builder().build()).loadFromInputStream(in),
                        Job.class);
            }
        }

        Job scripted() {
            var spec = ScriptedPod.of(job.getSpec().getTemplate().getSpec(),
                    ScriptedBehaviour.all(pod, way.behaviours()));
            var scripted = new JobBuilder(job).editMetadata().withName(name()).endMetadata().editSpec().editTemplate()
                    .withSpec(spec).endTemplate().endSpec();
            return (way.ended()
                    ? scripted
                    : scripted.editMetadata().addToAnnotations("watch", WATCH.toSeconds() + "s")
                            .endMetadata())
                    .build();
        }

        String name() {
            return "finding-" + type.id();
        }

        /** As a scenario of the system tests: what it is about, and the Job. */
        String scenario() {
            var yaml = new Dump(DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build())
                    .dumpToString(new ObjectMapper().convertValue(scripted(), Map.class));
            return """
                    # %s, the finding %s.
                    # %s:
                    # %s
                    """.formatted(finding.sentence(), type.id(), finding.counterexample().behaviour(),
                    finding.counterexample().story()) + yaml;
        }
    }

    private final SideBySide<FindingType, Recording> played = new SideBySide<>(FindingType.values().length);
    private final Map<FindingType, Example> examples = new EnumMap<>(FindingType.class);

    @BeforeAll
    void playAll() throws Exception {
        for (var type : FindingType.values()) {
            var example = Example.of(type);
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

    private static Recording byProcesses(Example example) throws Exception {
        return RealPlay.byProcesses(example.scripted(), example.release(),
                example.way().ended() ? Duration.ofMinutes(1) : WATCH);
    }

    private static boolean isAsSaid(Recording played, Way way) {
        var real = Course.of(played.events());
        var said = Course.of(way.events());
        return way.ended() ? real.equals(said) : real.begins(said);
    }

    /**
     * Those of which a kubelet shows just what processes show, on whichever release. Of the others it shows one restart less, or an
     * app that runs for a moment; the first is of older releases alone.
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
