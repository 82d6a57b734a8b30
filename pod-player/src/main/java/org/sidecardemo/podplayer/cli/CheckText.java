package org.sidecardemo.podplayer.cli;

import java.util.List;
import java.util.stream.Collectors;

import org.sidecardemo.podplayer.check.Finding;
import org.sidecardemo.podplayer.report.TextTable;
import org.sidecardemo.podplayer.report.Visible;

/** What was found, for people: a table of guarantees, then each finding with an example. */
record CheckText(List<CheckedWorkload> workloads) {

    @Override
    public String toString() {
        var table = new TextTable(List.of("manifest", "app waits for sidecar", "app 0 ⇒ Complete", "app ≠ 0 ⇒ Failed",
                "longest after the app"));
        var text = new StringBuilder();
        for (var workload : workloads) {
            var report = workload.report();
            table.add(List.of(workload.name(), report.waits().toString(), report.completes().toString(),
                    report.fails().toString(), report.longest()));
            workload.findings().forEach(finding -> text.append('\n').append(told(workload, finding)));
            workload.releases().forEach(line -> text.append('\n').append(workload.name()).append(": ").append(line)
                    .append('\n'));
        }
        text.append('\n').append(extent()).append('\n');
        // after the table, which does it itself
        return table + text.toString().lines().map(line -> Visible.text(line) + "\n").collect(Collectors.joining());
    }

    private static String told(CheckedWorkload workload, Finding finding) {
        var example = finding.counterexample();
        return """
                %s: (%d) %s [%s]
                  %s:
                  %s
                  mend: %s
                """.formatted(workload.source(finding), workload.number(finding), finding.sentence(),
                finding.type().id(), example.behaviour(), example.story(), finding.mend());
    }

    /** How much of all that can happen was looked at. */
    private String extent() {
        int ways = workloads.stream().mapToInt(workload -> workload.report().ways()).sum();
        var bounded = workloads.stream().filter(workload -> workload.report().bound().isPresent()).toList();
        if (bounded.isEmpty()) {
            return "Played: all " + ways + " ways";
        }
        return "Played: " + ways + " ways; not all of " + String.join(", ", bounded.stream()
                .map(workload -> workload.name() + " (those in which at most " + workload.report().bound().orElseThrow()
                        + " things go otherwise than expected)")
                .toList());
    }
}
