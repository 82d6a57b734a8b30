package org.sidecardemo.podplayer.manifest;

import java.util.Map;

/** What people can do about a field that isn't played. */
final class NextSteps {

    private static final String CLUSTER = "take it out to play the rest, or play it on a cluster";

    private static final Map<String, String> STEPS = Map.ofEntries(
            Map.entry("Lifecycle.stopSignal", "take it out: containers get SIGTERM here"),
            Map.entry("PodOS.name", "containers run on Linux here"),
            Map.entry("GRPCAction.mode", "gRPC probes ask in plain text here"),
            Map.entry("JobSpec.managedBy", "take it out: the Job controller's rules are played here, and no others"));

    private NextSteps() {}

    /** @param field of the model: {@code Class.field} */
    static String of(String field) {
        return STEPS.getOrDefault(field, CLUSTER);
    }

    /** The fields that have a step of their own. */
    static Iterable<String> fields() {
        return STEPS.keySet();
    }
}
