package org.sidecardemo.podplayer.cli;

import java.util.List;
import java.util.Optional;

import org.sidecardemo.podplayer.check.Finding;
import org.sidecardemo.podplayer.check.Report;
import org.sidecardemo.podplayer.manifest.Workload;
import org.sidecardemo.podplayer.report.Headline;
import org.sidecardemo.podplayer.report.Highlight;
import org.sidecardemo.podplayer.report.Story;
import org.sidecardemo.podplayer.report.Visible;

/**
 * A workload and what was found of it.
 *
 * @param name the name of its file, and its own where the file holds several
 * @param findings those that nobody has allowed
 * @param releases how it is with older releases, a line each where that differs
 */
record CheckedWorkload(ManifestFile file, String name, Workload workload, Report report, List<Finding> findings,
        List<String> releases) {

    /** Where to mend: {@code FILE:LINE}. */
    String source(Finding finding) {
        return workload.containerSources().getOrDefault(finding.container(), workload.source());
    }

    /** The line of that file, from 1. */
    int line(Finding finding) {
        var source = source(finding);
        return Integer.parseInt(source.substring(source.lastIndexOf(':') + 1));
    }

    /** The example of each finding, to be drawn; without findings how it is expected to go. */
    List<Story> stories() {
        return findings.isEmpty()
                ? List.of(new Story(file.name(), Headline.of(file.name(), file.text()), file.text(),
                        report.expected().get()))
                : findings.stream().map(this::story).toList();
    }

    private Story story(Finding finding) {
        var example = finding.counterexample();
        return new Story(file.name(),
                new Headline(Visible.text(finding.sentence()),
                        Visible.text(example.behaviour() + ". Mend: " + finding.mend() + ".")),
                file.text(), example.recording().get(), Optional.of(new Highlight(finding.type().id(), line(finding))));
    }

    /** The number by which the table names the finding, from 1. */
    int number(Finding finding) {
        return report.findings().indexOf(finding) + 1;
    }
}
