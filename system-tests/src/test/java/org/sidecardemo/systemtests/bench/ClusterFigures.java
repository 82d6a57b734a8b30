package org.sidecardemo.systemtests.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;

import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.sidecardemo.systemtests.Cluster;
import org.sidecardemo.systemtests.bench.Figure.Unit;

/**
 * Manifest 5 on the cluster of KUBECONFIG, from the Job's creation until its end is seen, and beside it what it improves
 * on: a shell that sleeps and then starts busybox's httpd, which as PID 1 knows no SIGTERM.
 *
 * @param ours of manifest 5
 * @param original of its peer
 */
record ClusterFigures(Measured ours, Measured original) {

    static final Path MANIFEST = Path.of("k8s/5-native-sidecar.yaml");
    private static final Path ORIGINAL = Path.of("system-tests/src/test/resources/bench/original.yaml");
    private static final Duration LONGEST = Duration.ofSeconds(90);
    /** All at once, as each takes 40 s, nearly all of it asleep. */
    private static final int ORIGINAL_RUNS = 3;

    static ClusterFigures measure(int runs) throws IOException {
        if (System.getenv().getOrDefault("KUBECONFIG", "").isEmpty()) {
            return nothing("no cluster");
        }
        try (var cluster = new Cluster()) {
            return new ClusterFigures(ours(cluster, runs), original(cluster));
        } catch (KubernetesClientException e) {
            System.err.println("bench: cluster: " + e.getMessage());
            return nothing("no answer from the cluster");
        }
    }

    private static ClusterFigures nothing(String reason) {
        return new ClusterFigures(Measured.nothing(reason), Measured.nothing(reason));
    }

    Figure figure() {
        return new Figure("manifest 5 on the cluster, creation to Complete", Unit.SECONDS, Goal.atMost(7.5), ours,
                original);
    }

    private static Measured ours(Cluster cluster, int runs) throws IOException {
        var cronJob = apply(cluster, MANIFEST);
        var values = new ArrayList<Double>();
        for (int run = 0; run < runs; run++) {
            long created = System.nanoTime();
            var job = cluster.await(cluster.trigger(cronJob), Cluster::ended, LONGEST);
            if (!isComplete(job)) {
                return Measured.nothing("not Complete on the cluster");
            }
            values.add(secondsSince(created));
            cluster.delete(job);
        }
        return new Measured("cluster", values);
    }

    private static Measured original(Cluster cluster) throws IOException {
        var cronJob = apply(cluster, ORIGINAL);
        record Started(Job job, long at) {}
        var started = new ArrayList<Started>();
        for (int run = 0; run < ORIGINAL_RUNS; run++) {
            long created = System.nanoTime();
            started.add(new Started(cluster.trigger(cronJob), created));
        }
        var values = new ArrayList<Double>();
        for (var run : started) {
            var job = cluster.await(run.job(), Cluster::ended, LONGEST);
            if (!isComplete(job)) {
                return Measured.nothing("not Complete on the cluster");
            }
            values.add(secondsSince(run.at()));
        }
        return new Measured("sleep 5 && httpd", values);
    }

    /** The CronJob is deleted at once, or its schedule would start Jobs beside those that are measured. */
    private static CronJob apply(Cluster cluster, Path manifest) throws IOException {
        var cronJob = cluster.apply(manifest);
        cluster.delete(cronJob);
        return cronJob;
    }

    private static boolean isComplete(Job job) {
        return job.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Complete") && condition.getStatus().equals("True"));
    }

    private static double secondsSince(long nanoTime) {
        return (System.nanoTime() - nanoTime) / 1e9;
    }
}
