package org.sidecardemo.systemtests.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.sidecardemo.systemtests.Cluster;
import org.sidecardemo.systemtests.bench.Figure.Unit;

/**
 * Manifest 5 on the cluster of KUBECONFIG, from the Job's creation until its end is seen, and beside it two more pods of
 * its shape, of busybox alone: one that nothing holds up, so what it takes is the cluster's own time, and what manifest 5
 * improves on, a shell that sleeps and then starts httpd, and as PID 1 knows no SIGTERM.
 *
 * @param ours of manifest 5
 * @param ideal in turn with it
 * @param original apart from both
 */
record ClusterFigures(Measured ours, Measured ideal, Measured original) {

    static final Path MANIFEST = Path.of("k8s/5-native-sidecar.yaml");
    private static final Path PEERS = Path.of("system-tests/src/test/resources/bench");
    private static final Duration LONGEST = Duration.ofSeconds(90);
    /** All at once, as each takes 40 s, nearly all of it asleep. */
    private static final int ORIGINAL_RUNS = 3;

    private static final String NOT_COMPLETE = "not Complete on the cluster";

    static ClusterFigures measure(int runs) throws IOException {
        if (System.getenv().getOrDefault("KUBECONFIG", "").isEmpty()) {
            return nothing("no cluster");
        }
        try (var cluster = new Cluster()) {
            return measure(cluster, runs);
        } catch (KubernetesClientException e) {
            System.err.println("bench: cluster: " + e.getMessage());
            return nothing("no answer from the cluster");
        }
    }

    private static ClusterFigures nothing(String reason) {
        return new ClusterFigures(Measured.nothing(reason), Measured.nothing(reason), Measured.nothing(reason));
    }

    List<Figure> figures() {
        return List.of(
                new Figure("manifest 5 on the cluster, creation to Complete", Unit.SECONDS,
                        Goal.atMostTimesPeer(1.05), ours, ideal),
                new Figure("manifest 5 on the cluster, beside the original", Unit.SECONDS,
                        Goal.atMostTimesPeer(0.5), ours, original));
    }

    private static ClusterFigures measure(Cluster cluster, int runs) throws IOException {
        var cronJob = apply(cluster, MANIFEST);
        var peer = apply(cluster, PEERS.resolve("ideal.yaml"));
        var ours = new ArrayList<Optional<Double>>();
        var ideal = new ArrayList<Optional<Double>>();
        for (int run = 0; run < runs; run++) {
            ours.add(seconds(cluster, cronJob));
            ideal.add(seconds(cluster, peer));
        }
        return new ClusterFigures(measured("cluster", ours), measured("sleep 5, httpd, wget", ideal),
                measured("sleep 5 && httpd", original(cluster)));
    }

    /** How long a Job takes that is there alone; empty if it isn't Complete at its end. */
    private static Optional<Double> seconds(Cluster cluster, CronJob cronJob) {
        long created = System.nanoTime();
        var job = cluster.await(cluster.trigger(cronJob), Cluster::ended, LONGEST);
        var took = completed(job, created);
        cluster.delete(job);
        return took;
    }

    private static List<Optional<Double>> original(Cluster cluster) throws IOException {
        var cronJob = apply(cluster, PEERS.resolve("original.yaml"));
        record Started(Job job, long at) {}
        var started = new ArrayList<Started>();
        for (int run = 0; run < ORIGINAL_RUNS; run++) {
            long created = System.nanoTime();
            started.add(new Started(cluster.trigger(cronJob), created));
        }
        var values = new ArrayList<Optional<Double>>();
        for (var run : started) {
            values.add(completed(cluster.await(run.job(), Cluster::ended, LONGEST), run.at()));
        }
        return values;
    }

    private static Optional<Double> completed(Job job, long createdAt) {
        double seconds = (System.nanoTime() - createdAt) / 1e9;
        return isComplete(job) ? Optional.of(seconds) : Optional.empty();
    }

    private static Measured measured(String of, List<Optional<Double>> values) {
        return values.stream().allMatch(Optional::isPresent)
                ? new Measured(of, values.stream().map(Optional::orElseThrow).toList())
                : Measured.nothing(NOT_COMPLETE);
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
}
