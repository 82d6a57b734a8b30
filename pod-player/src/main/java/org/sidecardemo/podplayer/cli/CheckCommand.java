package org.sidecardemo.podplayer.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import org.sidecardemo.podplayer.check.Checker;
import org.sidecardemo.podplayer.check.Finding;
import org.sidecardemo.podplayer.check.FindingType;
import org.sidecardemo.podplayer.check.Report;
import org.sidecardemo.podplayer.manifest.InvalidManifest;
import org.sidecardemo.podplayer.manifest.Manifest;
import org.sidecardemo.podplayer.manifest.ManifestReader;
import org.sidecardemo.podplayer.manifest.OtherObject;
import org.sidecardemo.podplayer.manifest.Workload;
import org.sidecardemo.podplayer.manifest.Workload.JobWorkload;
import org.sidecardemo.podplayer.manifest.Workload.PodWorkload;
import org.sidecardemo.podplayer.release.Release;
import org.sidecardemo.podplayer.report.Visible;

/** {@code pod-player check}: reads, checks all workloads, and says what was found. */
final class CheckCommand {

    private static final String ALLOW = "pod-player/allow";

    private final CheckOptions options;
    private final InputStream in;
    private final PrintStream err;

    CheckCommand(CheckOptions options, InputStream in, PrintStream err) {
        this.options = options;
        this.in = in;
        this.err = err;
    }

    /** @throws BadInput with all that is wrong in any of the files */
    List<CheckedWorkload> run() throws BadInput {
        List<ManifestFile> files = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (var argument : options.files) {
            try {
                files.add(ManifestFile.read(argument, options.release.orElse(Release.NEWEST), in));
            } catch (BadInput e) {
                wrong.addAll(e.lines());
            }
        }
        if (!wrong.isEmpty()) {
            throw new BadInput(wrong);
        }
        if (files.stream().allMatch(file -> file.workloads().isEmpty())) {
            throw new BadInput("pod-player: nothing to check; what can be checked is " + Manifest.PLAYABLE);
        }
        var others = OtherObject.named(files.stream().flatMap(file -> file.manifest().others().stream()).toList());
        if (!others.isEmpty()) {
            err.println("pod-player: not checked: " + Visible.text(others));
        }
        List<CheckedWorkload> checked = new ArrayList<>();
        for (var file : files) {
            for (int i = 0; i < file.workloads().size(); i++) {
                checked.add(check(file, i));
            }
        }
        return checked;
    }

    private CheckedWorkload check(ManifestFile file, int index) throws BadInput {
        var workload = file.workloads().get(index);
        var report = Checker.check(workload, options.release.orElse(Release.NEWEST));
        var allowed = allowed(workload);
        var findings = report.findings().stream().filter(finding -> !allowed.contains(finding.type())).toList();
        var name = file.name() + (file.workloads().size() == 1 ? "" : " " + workload.metadata().getName());
        return new CheckedWorkload(name, workload, report, findings,
                options.release.isPresent() ? List.of() : olderReleases(file, index, report));
    }

    /** Findings that the command line or an annotation of the Job, or of the pod, takes as known. */
    private Set<FindingType> allowed(Workload workload) throws BadInput {
        var allowed = EnumSet.noneOf(FindingType.class);
        allowed.addAll(options.allowed);
        var metadata = switch (workload) {
            case JobWorkload w -> Stream.of(w.job().getMetadata(), w.job().getSpec().getTemplate().getMetadata());
            case PodWorkload w -> Stream.of(w.pod().getMetadata());
        };
        for (var id : metadata.filter(Objects::nonNull).map(ObjectMeta::getAnnotations).filter(Objects::nonNull)
                .flatMap(annotations -> Stream.ofNullable(annotations.get(ALLOW)))
                .flatMap(ids -> Arrays.stream(ids.split(","))).map(String::strip).toList()) {
            allowed.add(FindingType.of(id).orElseThrow(() -> new BadInput("%s: annotation %s: '%s' is not a finding: %s"
                    .formatted(workload.source(), ALLOW, id, FindingType.ids()))));
        }
        return allowed;
    }

    /** A line for each row of older releases that differ from the newest in the same way. */
    private static List<String> olderReleases(ManifestFile file, int index, Report newest) {
        Map<String, List<Release>> differences = new LinkedHashMap<>();
        List<Asked> asked = new ArrayList<>();
        asked.add(new Asked(file.workloads().get(index).podSpec(), Release.NEWEST, newest.findings()));
        var points = Release.turningPoints();
        for (int i = 0; i < points.size() - 1; i++) {
            var first = points.get(i);
            var last = points.get(i + 1).previous();
            difference(file, index, first, asked).ifPresent(
                    what -> differences.computeIfAbsent(what, _ -> new ArrayList<>()).addAll(List.of(first, last)));
        }
        return differences.entrySet().stream()
                .map(each -> "on Kubernetes " + range(each.getValue()) + ": " + each.getKey()).toList();
    }

    /** As no difference comes back once it has gone, the first and the last say it all. */
    private static String range(List<Release> releases) {
        var first = releases.getFirst();
        var last = releases.getLast();
        return first.equals(last) ? first.toString() : first + " to " + last;
    }

    /** What was found of a pod with one release, and holds for all that end pods as it does. */
    private record Asked(PodSpec spec, Release release, List<Finding> findings) {}

    /** @param asked what is known so far, of the newest release first */
    private static Optional<String> difference(ManifestFile file, int index, Release release, List<Asked> asked) {
        try {
            var bytes = new ByteArrayInputStream(file.text().getBytes(StandardCharsets.UTF_8));
            var workload = new ManifestReader(release).read(file.argument(), bytes).workloads().get(index);
            var known = asked.stream().filter(
                    other -> other.spec().equals(workload.podSpec()) && other.release().endsPodsAs(release))
                    .findFirst();
            if (known.isEmpty()) {
                asked.add(new Asked(workload.podSpec(), release, Checker.briefly(workload, release)));
            }
            return difference(known.orElseGet(asked::getLast).findings(), asked.getFirst().findings());
        } catch (InvalidManifest e) {
            return Optional.of("the API server refuses it: " + e.messages().getFirst());
        } catch (IOException e) {
            throw new AssertionError("bytes in memory can be read", e);
        }
    }

    private static Optional<String> difference(List<Finding> older, List<Finding> newest) {
        var known = newest.stream().map(Finding::sentence).collect(Collectors.toSet());
        var found = older.stream().map(Finding::sentence).collect(Collectors.toSet());
        var differences = Stream.concat(
                older.stream().filter(finding -> !known.contains(finding.sentence()))
                        .map(finding -> finding.sentence() + " [" + finding.type().id() + "]"),
                newest.stream().filter(finding -> !found.contains(finding.sentence()))
                        .map(finding -> "not so: " + finding.sentence()))
                .toList();
        return differences.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", differences));
    }
}
