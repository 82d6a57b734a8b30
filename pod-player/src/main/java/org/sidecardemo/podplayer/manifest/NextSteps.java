package org.sidecardemo.podplayer.manifest;

import java.util.Map;

/** What people can do about a field that isn't played. */
final class NextSteps {

    private static final String CLUSTER = "take it out to play the rest, or play it on a cluster";
    private static final String NOTHING_TO_WAIT_FOR = "take it out: nothing here would lift it";

    private static final Map<String, String> STEPS = Map.ofEntries(
            Map.entry("EnvVarSource.fileKeyRef", "give the variable a value, or the key of a ConfigMap"),
            Map.entry("VolumeProjection.clusterTrustBundle", "give its files by a ConfigMap in the same place"),
            Map.entry("VolumeProjection.podCertificate", "give its files by a Secret in the same place"),
            Map.entry("Container.volumeDevices", "use volumeMounts, which become folders; there are no devices here"),
            Map.entry("Lifecycle.stopSignal", "take it out: containers get SIGTERM here"),
            Map.entry("PodSpec.readinessGates", NOTHING_TO_WAIT_FOR),
            Map.entry("PodSpec.schedulingGates", NOTHING_TO_WAIT_FOR),
            Map.entry("PodSpec.schedulingGroup", "take it out: nothing here schedules pods in groups"),
            Map.entry("ObjectMeta.resourceVersion", "take it out: only an object that is on a cluster has one"),
            Map.entry("PodSpec.resourceClaims", "take it out: there are no devices to claim here"),
            Map.entry("PodOS.name", "containers run on Linux here"),
            Map.entry("GRPCAction.mode", "gRPC probes ask in plain text here"),
            Map.entry("JobSpec.managedBy", "take it out: the Job controller's rules are played here, and no others"),
            Map.entry("JobSpec.manualSelector", "take it and selector out: the Job gets a selector of its own"),
            Map.entry("JobSpec.selector", "take it out: the Job gets a selector of its own"));

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
