package org.sidecardemo.podplayer.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import org.sidecardemo.podplayer.lifecycle.ScriptedPod;
import org.sidecardemo.podplayer.manifest.InvalidManifest;
import org.sidecardemo.podplayer.manifest.ManifestReader;
import org.sidecardemo.podplayer.release.Release;
import org.sidecardemo.podplayer.report.Json;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import tools.jackson.databind.ObjectMapper;

/** A finding of a small Job on a release, and how its example goes with the Job's deadline. */
public record FindingExample(Job job, CheckedPod pod, Release release, Finding finding, Way way) {

    /** What is without end is looked at then. */
    static final Duration WATCH = Duration.ofSeconds(12);

    /** Of the newest release that has it. */
    static FindingExample of(FindingType type) throws IOException, InvalidManifest {
        var release = switch (type) {
            case SIDECAR_HOLDS_JOB -> Release.parse("1.36");
            case APP_NEVER_STARTS -> Release.parse("1.32");
            default -> Release.NEWEST;
        };
        return of(type, release).orElseThrow(() -> new AssertionError("its manifest has no finding " + type.id()));
    }

    /** Empty if its Job has no such finding there. */
    public static Optional<FindingExample> of(FindingType type, Release release) throws IOException, InvalidManifest {
        var job = read(type.id());
        var bytes = new ByteArrayInputStream(Json.of(job).getBytes(UTF_8));
        var workload = new ManifestReader(release).read(type.id(), bytes).workloads().getFirst();
        var pod = CheckedPod.of(workload, release);
        return Checker.check(workload, release).findings().stream().filter(each -> each.type() == type).findFirst()
                .map(finding -> new FindingExample(job, pod, release, finding, way(pod, finding)));
    }

    private static Way way(CheckedPod pod, Finding finding) {
        var ways = new ArrayList<Way>();
        new Explorer(pod.withoutDeadline(), Integer.MAX_VALUE).explore(2, (way, _) -> ways.add(way));
        return ways.stream()
                .filter(way -> new Judge(pod).judge(way).stream().anyMatch(charge -> charge.type() == finding.type()))
                .map(way -> Simulation.play(pod, way.behaviours()))
                .filter(way -> way.described().equals(finding.counterexample().behaviour())).findFirst().orElseThrow();
    }

    private static Job read(String id) throws IOException {
        try (InputStream in = Objects.requireNonNull(
                FindingExample.class.getResourceAsStream("/findings/" + id + ".yaml"), "no manifest of " + id)) {
            return new ObjectMapper().convertValue(new Load(LoadSettings.builder().build()).loadFromInputStream(in),
                    Job.class);
        }
    }

    /** The Job, with containers that really do what they do in the example. */
    Job scripted() {
        return scripted(1);
    }

    /** The same for a kubelet, which may ask a probe 2 s late: what ends by itself runs for longer than that. */
    public Job scriptedForKubelet() {
        return scripted(3);
    }

    private Job scripted(int slowness) {
        var spec = ScriptedPod.of(job.getSpec().getTemplate().getSpec(),
                ScriptedBehaviour.all(pod, way.behaviours(), slowness));
        var scripted = new JobBuilder(job).editMetadata().withName(name()).endMetadata().editSpec().editTemplate()
                .withSpec(spec).endTemplate().endSpec();
        return (way.ended()
                ? scripted
                : scripted.editMetadata().addToAnnotations("watch", WATCH.toSeconds() + "s").endMetadata())
                .build();
    }

    /** What comes of it, but for what depends on the moment. */
    public FindingClaim claim() {
        return FindingClaim.of(pod, finding, way);
    }

    public String name() {
        return name(finding.type());
    }

    public static String name(FindingType type) {
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
                """.formatted(finding.sentence(), finding.type().id(), finding.counterexample().behaviour(),
                finding.counterexample().story()) + yaml;
    }
}
