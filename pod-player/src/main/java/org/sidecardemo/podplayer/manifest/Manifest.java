package org.sidecardemo.podplayer.manifest;

import java.util.List;

/**
 * What a file holds, all of it valid.
 *
 * @param workloads in the order of the text; perhaps none
 * @param config of the ConfigMaps and Secrets
 * @param others the objects that nothing of is played, in the order of the text
 */
public record Manifest(List<Workload> workloads, Config config, List<OtherObject> others) {

    /** What makes a workload. */
    public static final String PLAYABLE = "Pod and ReplicationController in v1; Job and CronJob in batch/v1;"
            + " Deployment, StatefulSet, DaemonSet and ReplicaSet in apps/v1";
}
