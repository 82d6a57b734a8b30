package org.sidecardemo.podplayer.cli;

import java.util.List;

import org.sidecardemo.podplayer.check.Finding;
import org.sidecardemo.podplayer.check.Report;
import org.sidecardemo.podplayer.manifest.Workload;

/**
 * A workload and what was found of it.
 *
 * @param name the name of its file, and its own where the file holds several
 * @param findings those that nobody has allowed
 * @param releases how it is with older releases, a line each where that differs
 */
record CheckedWorkload(String name, Workload workload, Report report, List<Finding> findings, List<String> releases) {

    /** Where to mend: {@code FILE:LINE}. */
    String source(Finding finding) {
        return workload.containerSources().getOrDefault(finding.container(), workload.source());
    }

    /** The number by which the table names the finding, from 1. */
    int number(Finding finding) {
        return report.findings().indexOf(finding) + 1;
    }
}
