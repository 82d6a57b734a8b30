package org.sidecardemo.systemtests;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClientException;

/** The kubelet of the cluster of KUBECONFIG. What the API shows of the pods that it plays is kept. */
final class Kubelet implements AutoCloseable {

    /** The API server's status for an object that isn't valid. */
    private static final int UNPROCESSABLE_CONTENT = 422;
    private static final List<String> NOT_YET = List.of("PodInitializing", "ContainerCreating");
    private static final Duration TIME_TO_STOP = Duration.ofSeconds(60);

    private final Cluster cluster = new Cluster();
    private final PodHistory history = new PodHistory();

    Kubelet() {
        cluster.client().pods().inNamespace(cluster.namespace()).inform(history);
    }

    /**
     * Plays a Pod, a Job or one Job of a CronJob until it has ended, or for so long, and says how things stand then.
     *
     * @throws Refused if it is not valid
     */
    Run play(HasMetadata workload, Duration atMost) throws InterruptedException {
        HasMetadata created = create(workload);
        var objects = new ArrayList<HasMetadata>();
        Duration pods = atMost;
        if (created instanceof Job job) {
            job = cluster.await(job, Cluster::ended, atMost);
            objects.add(job);
            pods = Cluster.ended(job) ? TIME_TO_STOP : Duration.ZERO;
        }
        String name = created.getMetadata().getName();
        objects.addAll(history.await(name, Kubelet::ended, pods));
        cluster.delete(created);
        return Run.of(objects, history.timeline(name));
    }

    /** Plays a Pod until it is deleted, this long after its first container came to something, and has ended. */
    Run playAndDelete(Pod pod, Duration after, Duration atMost) throws InterruptedException {
        HasMetadata created = create(pod);
        String name = created.getMetadata().getName();
        history.awaitOnce(name, Kubelet::begun, atMost);
        history.await(name, Kubelet::ended, after);
        cluster.delete(created);
        return Run.of(history.await(name, Kubelet::ended, atMost), history.timeline(name));
    }

    /** Plays a Pod, or a Job of one, until the pod is so, or for so long, and says how things stood then. */
    Run playUntil(HasMetadata workload, Predicate<Pod> condition, Duration atMost) throws InterruptedException {
        HasMetadata created = create(workload);
        String name = created.getMetadata().getName();
        var objects = new ArrayList<HasMetadata>(List.of(history.awaitOnce(name, condition, atMost)));
        if (created instanceof Job) {
            objects.add(cluster.client().resource(created).get());
        }
        cluster.delete(created);
        return Run.of(objects, history.timeline(name));
    }

    /** What the API showed of the pods of a run, one time after the other. */
    Shown shown(Run run) {
        return new Shown(history.until(run.pods()), run.job());
    }

    private HasMetadata create(HasMetadata workload) {
        try {
            var created = cluster.client().resource(workload).inNamespace(cluster.namespace()).create();
            if (created instanceof CronJob cronJob) {
                Job job = cluster.trigger(cronJob);
                cluster.delete(cronJob);
                return job;
            }
            return created;
        } catch (KubernetesClientException e) {
            if (e.getCode() == UNPROCESSABLE_CONTENT) {
                throw new Refused(e.getMessage());
            }
            throw e;
        }
    }

    /** A container that waited for its image or its restart still waits when the phase is told, and is lost a moment later. */
    private static boolean ended(Pod pod) {
        return List.of("Succeeded", "Failed").contains(pod.getStatus().getPhase()) && containers(pod)
                .noneMatch(it -> it.getState().getWaiting() != null
                        && (it.getLastState().getTerminated() != null || cameToSomething(it)));
    }

    private static boolean begun(Pod pod) {
        return containers(pod).anyMatch(Kubelet::cameToSomething);
    }

    /** It started, or could not be. */
    private static boolean cameToSomething(ContainerStatus container) {
        return container.getState().getWaiting() == null
                || !NOT_YET.contains(container.getState().getWaiting().getReason());
    }

    private static Stream<ContainerStatus> containers(Pod pod) {
        return Stream.of(pod.getStatus().getInitContainerStatuses(), pod.getStatus().getContainerStatuses())
                .flatMap(List::stream);
    }

    @Override
    public void close() {
        cluster.close();
    }
}
