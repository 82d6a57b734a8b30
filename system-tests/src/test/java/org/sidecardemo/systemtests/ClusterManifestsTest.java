package org.sidecardemo.systemtests;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The manifests of k8s/ on a real kubelet, and what {@code pod-player draw} makes of them. */
@Tag("cluster")
class ClusterManifestsTest extends ManifestsContract {

    private static Cluster cluster;

    @BeforeAll
    static void create() {
        cluster = new Cluster();
    }

    @AfterAll
    static void remove() {
        cluster.close();
    }

    @Override
    Played play(Path manifest, Duration atMost) throws Exception {
        var cronJob = cluster.apply(manifest);
        var job = cluster.trigger(cronJob);
        try {
            job = cluster.await(job, Cluster::ended, atMost);
            Drawing.assertShows(cluster.objectsOf(job));
            return new Played(job, cluster.podOf(job));
        } finally {
            cluster.delete(cronJob, job);
        }
    }
}
