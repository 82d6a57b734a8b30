package org.sidecardemo.podplayer.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import org.sidecardemo.podplayer.check.Checker;
import org.sidecardemo.podplayer.check.Finding;
import org.sidecardemo.podplayer.lifecycle.ContainerKind;
import org.sidecardemo.podplayer.manifest.InvalidManifest;
import org.sidecardemo.podplayer.manifest.ManifestReader;
import org.sidecardemo.podplayer.manifest.Reading;
import org.sidecardemo.podplayer.manifest.Workload;
import org.sidecardemo.podplayer.release.Release;

/** How the workloads of a file are with older releases, where that differs from the newest. */
final class OlderReleases {

    /** Releases one after another that differ from the newest in the same way. */
    record Row(Release first, Release last, String difference) {

        /** Rows in order, and those that go on as the one before made one with it. */
        static List<Row> joined(List<Row> rows) {
            List<Row> joined = new ArrayList<>();
            for (var row : rows) {
                joined.add(!joined.isEmpty() && joined.getLast().goesOnIn(row)
                        ? new Row(joined.removeLast().first, row.last, row.difference)
                        : row);
            }
            return joined;
        }

        private boolean goesOnIn(Row next) {
            return difference.equals(next.difference) && last.equals(next.first.previous());
        }

        @Override
        public String toString() {
            return "on Kubernetes " + (first.equals(last) ? first : first + " to " + last) + ": " + difference;
        }
    }

    /** What was found of a pod with one release, and holds for all that end such pods as it does. */
    private record Asked(PodSpec spec, Release release, List<Finding> findings) {

        private boolean holdsFor(PodSpec other, Release with) {
            return spec.equals(other) && endAlike(spec, release, with);
        }
    }

    private final ManifestFile file;
    private final Map<Release, List<Reading>> readings = new HashMap<>();
    private final List<Asked> asked = new ArrayList<>();

    /** @param file as it was read with the newest release */
    OlderReleases(ManifestFile file) {
        this.file = file;
    }

    /** A line for each row of releases with which a workload of the file differs. */
    List<String> lines(int index) {
        List<Row> rows = new ArrayList<>();
        var points = Release.turningPoints();
        for (int i = 0; i < points.size() - 1; i++) {
            var first = points.get(i);
            var last = points.get(i + 1).previous();
            difference(index, first).ifPresent(difference -> rows.add(new Row(first, last, difference)));
        }
        return Row.joined(rows).stream().map(Row::toString).toList();
    }

    private Optional<String> difference(int index, Release release) {
        var reading = readings.computeIfAbsent(release, this::read).get(index);
        if (reading.workload().isEmpty()) {
            return Optional.of("the API server refuses it: " + reading.refusals().getFirst());
        }
        var newest = file.workloads().get(index);
        var workload = reading.workload().get();
        return workload.podSpec().equals(newest.podSpec()) && endAlike(workload.podSpec(), release, Release.NEWEST)
                ? Optional.empty()
                : difference(findings(workload, release), findings(newest, Release.NEWEST));
    }

    private List<Reading> read(Release release) {
        try {
            var bytes = new ByteArrayInputStream(file.text().getBytes(StandardCharsets.UTF_8));
            return new ManifestReader(release).readEach(file.source(), bytes);
        } catch (InvalidManifest | IOException e) {
            throw new AssertionError("it was read with the newest release", e);
        }
    }

    /**
     * What differs between releases in the ends of pods takes a sidecar that ends unseen, or a sidecar and another one or a
     * probe of a main beside it.
     */
    private static boolean endAlike(PodSpec pod, Release one, Release other) {
        var sidecars = pod.getInitContainers().stream()
                .filter(init -> ContainerKind.ofInit(init) == ContainerKind.SIDECAR).toList();
        var seenAlike = one.missesShortRuns() == other.missesShortRuns()
                || sidecars.stream().allMatch(sidecar -> sidecar.getStartupProbe() != null);
        return seenAlike && (one.endsPodsAs(other) || sidecars.isEmpty()
                || sidecars.size() == 1 && pod.getContainers().stream().noneMatch(OlderReleases::isProbed));
    }

    private static boolean isProbed(Container main) {
        return main.getStartupProbe() != null || main.getLivenessProbe() != null || main.getReadinessProbe() != null;
    }

    /** As many as a brief look finds, with the newest release too: they are to be compared. */
    private List<Finding> findings(Workload workload, Release release) {
        var known = asked.stream().filter(other -> other.holdsFor(workload.podSpec(), release)).findFirst();
        if (known.isEmpty()) {
            asked.add(new Asked(workload.podSpec(), release, Checker.briefly(workload, release)));
        }
        return known.orElseGet(asked::getLast).findings();
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
