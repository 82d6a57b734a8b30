package org.sidecardemo.podplayer.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.sidecardemo.podplayer.check.Finding;
import org.sidecardemo.podplayer.check.FindingType;
import org.sidecardemo.podplayer.report.Json;

/** What was found, as SARIF 2.1.0, which code scanners show beside the lines. */
record Sarif(List<CheckedWorkload> workloads) {

    private static final String SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
            + "sarif-schema-2.1.0.json";

    @Override
    public String toString() {
        var results = workloads.stream()
                .flatMap(workload -> workload.findings().stream().map(finding -> result(workload, finding))).toList();
        var driver = Map.of("name", "pod-player", "rules",
                Arrays.stream(FindingType.values()).map(Sarif::rule).toList());
        return Json.of(Map.of("$schema", SCHEMA, "version", "2.1.0", "runs",
                List.of(Map.of("tool", Map.of("driver", driver), "results", results))));
    }

    private static Map<String, Object> rule(FindingType type) {
        return Map.of("id", type.id(), "shortDescription", text(capitalized(type.summary())), "fullDescription",
                text(type.explanation()), "help",
                Map.of("text", type.explanation(), "markdown", type.explanation()));
    }

    private static String capitalized(String summary) {
        return summary.substring(0, 1).toUpperCase(Locale.ROOT) + summary.substring(1);
    }

    private static Map<String, Object> result(CheckedWorkload workload, Finding finding) {
        var source = workload.source(finding);
        var location = Map.of("artifactLocation", Map.of("uri", uri(source.substring(0, source.lastIndexOf(':')))),
                "region", Map.of("startLine", workload.line(finding)));
        var example = finding.counterexample();
        return Map.of("ruleId", finding.type().id(), "level", "error", "message",
                text(finding.sentence() + ". " + example.behaviour() + ": " + example.story() + ". Mend: "
                        + finding.mend() + "."),
                "locations", List.of(Map.of("physicalLocation", location)));
    }

    /** A file's name may hold what a URI may not. */
    private static String uri(String file) {
        try {
            var path = new URI(null, null, "/" + file.replaceFirst("^/+", ""), null).toASCIIString().replace(":",
                    "%3A");
            return file.startsWith("/") ? path : path.substring(1);
        } catch (URISyntaxException e) {
            throw new AssertionError("a path is quoted", e);
        }
    }

    private static Map<String, String> text(String text) {
        return Map.of("text", text);
    }
}
