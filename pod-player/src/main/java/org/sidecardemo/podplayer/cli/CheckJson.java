package org.sidecardemo.podplayer.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.sidecardemo.podplayer.check.Finding;
import org.sidecardemo.podplayer.report.Json;

/** What was found, for programs. */
record CheckJson(List<CheckedWorkload> workloads) {

    @Override
    public String toString() {
        return Json.of(Map.of("workloads", workloads.stream().map(CheckJson::workload).toList()));
    }

    private static Map<String, Object> workload(CheckedWorkload checked) {
        var report = checked.report();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("source", checked.workload().source());
        json.put("name", checked.workload().metadata().getName());
        report.guarantees().forEach((question, guarantee) -> json.put(question.id(), guarantee.answer().label()));
        json.put("longestAfterTheApp", report.longest());
        report.over().ifPresent(bound -> json.put("longestAfterTheAppFormula", bound.formula()));
        report.failed().ifPresent(bound -> {
            json.put("longestUntilFailed", bound.time());
            json.put("longestUntilFailedFormula", bound.formula());
        });
        report.longestExample()
                .ifPresent(example -> json.put("longestExample", example.behaviour() + ": " + example.story()));
        json.put("ways", report.ways());
        json.put("complete", report.bound().isEmpty());
        json.put("findings", checked.findings().stream().map(finding -> finding(checked, finding)).toList());
        json.put("olderReleases", checked.releases());
        return json;
    }

    private static Map<String, Object> finding(CheckedWorkload checked, Finding finding) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", finding.type().id());
        json.put("source", checked.source(finding));
        json.put("container", finding.container());
        json.put("message", finding.sentence());
        json.put("behaviour", finding.counterexample().behaviour());
        json.put("example", finding.counterexample().story());
        json.put("mend", finding.mend());
        return json;
    }
}
