package org.sidecardemo.podplayer.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import org.sidecardemo.podplayer.check.Checker;
import org.sidecardemo.podplayer.check.FindingType;
import org.sidecardemo.podplayer.manifest.Manifest;
import org.sidecardemo.podplayer.manifest.OtherObject;
import org.sidecardemo.podplayer.manifest.Workload;
import org.sidecardemo.podplayer.manifest.Workload.JobWorkload;
import org.sidecardemo.podplayer.manifest.Workload.PodWorkload;
import org.sidecardemo.podplayer.release.Release;
import org.sidecardemo.podplayer.report.Visible;

/** {@code pod-player check}: reads, checks all workloads, and says what was found. */
final class CheckCommand {

    private static final String ALLOW = "pod-player/allow";

    /**
     * A file, which one thread checks.
     *
     * @param allowed for each of its workloads the findings that are known
     */
    private record Task(ManifestFile file, List<Set<FindingType>> allowed) {}

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
        List<String> wrong = new ArrayList<>();
        var files = ManifestFile.readAll(options.inputs.files(), options.release.orElse(Release.NEWEST), in, wrong);
        if (!wrong.isEmpty()) {
            throw new BadInput(wrong);
        }
        if (files.stream().allMatch(file -> file.workloads().isEmpty())) {
            throw new BadInput("pod-player: nothing to check; what can be checked is " + Manifest.PLAYABLE
                    + OtherObject.mend(files.stream().flatMap(file -> file.manifest().others().stream()).toList()));
        }
        options.pictures.check("workload", files.stream().mapToLong(file -> file.workloads().size()).sum());
        var others = OtherObject.named(files.stream().flatMap(file -> file.manifest().others().stream()).toList());
        if (!others.isEmpty()) {
            err.println("pod-player: not checked: " + Visible.text(others));
        }
        files.stream().flatMap(file -> file.workloads().stream()).filter(CheckCommand::hasSeveralPods)
                .forEach(workload -> err.println("pod-player: Job " + Visible.text(workload.metadata().getName())
                        + ": one of its pods is checked, as if it were the only one"));
        List<Task> tasks = new ArrayList<>();
        for (var file : files) {
            List<Set<FindingType>> allowed = new ArrayList<>();
            for (var workload : file.workloads()) {
                allowed.add(allowed(workload));
            }
            tasks.add(new Task(file, allowed));
        }
        return tasks.parallelStream().flatMap(this::check).toList();
    }

    private static boolean hasSeveralPods(Workload workload) {
        return workload instanceof JobWorkload w && !Integer.valueOf(1).equals(
                Objects.requireNonNullElse(w.job().getSpec().getCompletions(), w.job().getSpec().getParallelism()));
    }

    private Stream<CheckedWorkload> check(Task task) {
        var older = new OlderReleases(task.file);
        return IntStream.range(0, task.allowed.size())
                .mapToObj(i -> check(task.file, i, task.allowed.get(i), older));
    }

    private CheckedWorkload check(ManifestFile file, int index, Set<FindingType> allowed, OlderReleases older) {
        var workload = file.workloads().get(index);
        var report = Checker.check(workload, options.release.orElse(Release.NEWEST));
        var findings = report.findings().stream().filter(finding -> !allowed.contains(finding.type())).toList();
        var name = file.name() + (file.workloads().size() == 1 ? "" : " " + workload.metadata().getName());
        return new CheckedWorkload(file, name, workload, report, findings,
                options.release.isPresent() ? List.of() : older.lines(index));
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
}
