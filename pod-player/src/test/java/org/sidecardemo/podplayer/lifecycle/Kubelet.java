package org.sidecardemo.podplayer.lifecycle;

import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import org.sidecardemo.podplayer.release.Release;

/**
 * The kubelet of the cluster of KUBECONFIG, and a namespace of its own there, which is removed when this is closed. All that
 * the API shows of its pods is kept. For several threads.
 */
final class Kubelet implements AutoCloseable {

    private static final String JOB_NAME = "batch.kubernetes.io/job-name";
    private static final Duration TIME_TO_STOP = Duration.ofSeconds(60);
    private static final int TIME_TO_REMOVE_SECONDS = 120;

    private final KubernetesClient client = new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(
            new File(Objects.requireNonNull(System.getenv("KUBECONFIG"),
                    "KUBECONFIG is not set, and no default context is ever used"))))
            .build();
    private final String namespace = "pod-player-plays-" + UUID.randomUUID().toString().substring(0, 8);
    private final AtomicInteger names = new AtomicInteger();
    /** By the name of the pod all that was shown of it, in the order of creation. */
    private final Map<String, List<Pod>> looks = new LinkedHashMap<>();
    private final Set<String> gone = new HashSet<>();

    Kubelet() {
        client.namespaces().resource(new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
                .create();
        client.pods().inNamespace(namespace).inform(new ResourceEventHandler<>() {

            @Override
            public void onAdd(Pod pod) {
                look(pod);
            }

            @Override
            public void onUpdate(Pod before, Pod pod) {
                look(pod);
            }

            @Override
            public void onDelete(Pod pod, boolean finalStateUnknown) {
                look(pod);
                gone(pod);
            }
        });
    }

    Release release() {
        var version = client.getKubernetesVersion();
        return Release.parse(version.getMajor() + "." + version.getMinor());
    }

    /** Plays a Pod or a Job until it has ended, or for so long, and removes it. */
    Shown play(HasMetadata workload, Duration atMost) throws InterruptedException {
        workload.getMetadata().setNamespace(namespace);
        workload.getMetadata().setName("play-" + names.incrementAndGet());
        if (workload instanceof Job job) {
            // with the labels of another name
            job.getSpec().getTemplate().setMetadata(null);
        }
        HasMetadata created = client.resource(workload).create();
        try {
            Optional<Job> job = created instanceof Job asked ? Optional.of(await(asked, atMost)) : Optional.empty();
            return new Shown(await(created.getMetadata().getName(), job.isPresent() ? TIME_TO_STOP : atMost), job);
        } finally {
            client.resource(created).delete();
        }
    }

    private Job await(Job job, Duration atMost) {
        try {
            return client.resource(job).waitUntilCondition(now -> now != null && ended(now), atMost.toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (KubernetesClientTimeoutException _) {
            return client.resource(job).get();
        }
    }

    private static boolean ended(Job job) {
        return job.getStatus() != null && job.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getStatus().equals("True")
                        && List.of("Complete", "Failed").contains(condition.getType()));
    }

    private synchronized void look(Pod pod) {
        looks.computeIfAbsent(pod.getMetadata().getName(), _ -> new ArrayList<>()).add(pod);
        notifyAll();
    }

    private synchronized void gone(Pod pod) {
        gone.add(pod.getMetadata().getName());
        notifyAll();
    }

    /** Waits until all pods of a workload have ended, at most so long. */
    private synchronized List<List<Pod>> await(String workload, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (of(workload).isEmpty() || !of(workload).stream().map(List::getLast).allMatch(this::ended)) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        return of(workload);
    }

    private List<List<Pod>> of(String workload) {
        return looks.values().stream().filter(pod -> {
            var metadata = pod.getLast().getMetadata();
            return workload.equals(metadata.getName()) || workload.equals(metadata.getLabels().get(JOB_NAME));
        }).map(List::copyOf).toList();
    }

    /** A container that waited for its image or its restart still waits when the phase is told, and is lost a moment later. */
    private boolean ended(Pod pod) {
        var status = pod.getStatus();
        return gone.contains(pod.getMetadata().getName()) || List.of("Succeeded", "Failed").contains(status.getPhase())
                && Stream.of(status.getInitContainerStatuses(), status.getContainerStatuses()).flatMap(List::stream)
                        .noneMatch(container -> container.getState().getWaiting() != null
                                && (container.getLastState().getTerminated() != null
                                        || !"PodInitializing".equals(container.getState().getWaiting().getReason())));
    }

    @Override
    public void close() {
        client.namespaces().withName(namespace).delete();
        client.namespaces().withName(namespace).waitUntilCondition(Objects::isNull, TIME_TO_REMOVE_SECONDS,
                TimeUnit.SECONDS);
        client.close();
    }
}
