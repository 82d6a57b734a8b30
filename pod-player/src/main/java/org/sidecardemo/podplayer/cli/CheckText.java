package org.sidecardemo.podplayer.cli;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.sidecardemo.podplayer.check.Finding;
import org.sidecardemo.podplayer.check.Question;
import org.sidecardemo.podplayer.report.TextTable;
import org.sidecardemo.podplayer.report.Visible;

/**
 * What was found, for people: a table of guarantees, then each finding with an example.
 *
 * @param wide whether the table has a column for every question
 */
record CheckText(List<CheckedWorkload> workloads, boolean wide) {

    private static final List<Question> NARROW = List.of(Question.APP_WAITS, Question.COMPLETES, Question.FAILS);

    @Override
    public String toString() {
        var table = new TextTable(row("manifest", Question::label, "longest after the app"));
        List<String> lengths = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (var workload : workloads) {
            var report = workload.report();
            table.add(row(workload.name(), question -> report.guarantee(question).toString(), report.longest()));
            bounds(workload).ifPresent(line -> lengths.add(workload.name() + ": " + line));
            workload.findings().forEach(finding -> lines.addAll(told(workload, finding)));
            workload.releases().forEach(line -> lines.addAll(List.of("", workload.name() + ": " + line)));
        }
        lines.addAll(List.of("", extent()));
        if (!lengths.isEmpty()) {
            lengths.addFirst("");
        }
        return table + Stream.concat(lengths.stream(), lines.stream()).map(line -> Visible.text(line) + "\n")
                .collect(Collectors.joining());
    }

    private List<String> row(String name, Function<Question, String> cell, String longest) {
        var further = EnumSet.complementOf(EnumSet.copyOf(NARROW)).stream().filter(_ -> wide).map(cell);
        return Stream.of(Stream.of(name), NARROW.stream().map(cell), Stream.of(longest), further)
                .flatMap(cells -> cells).toList();
    }

    /** "after the app ≤ 30 s = …; until Failed ≤ 80 s = …". */
    private static Optional<String> bounds(CheckedWorkload workload) {
        var bounds = Stream.of(workload.report().over().map(bound -> "after the app ≤ " + bound),
                workload.report().failed().map(bound -> "until Failed ≤ " + bound)).flatMap(Optional::stream)
                .collect(Collectors.joining("; "));
        return Optional.of(bounds).filter(line -> !line.isEmpty());
    }

    private static List<String> told(CheckedWorkload workload, Finding finding) {
        var example = finding.counterexample();
        return List.of("",
                "%s: (%d) %s [%s]".formatted(workload.source(finding), workload.number(finding), finding.sentence(),
                        finding.type().id()),
                "  " + example.behaviour() + ":", "  " + example.story(), "  mend: " + finding.mend());
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
