package org.sidecardemo.systemtests;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

/**
 * The cluster of KUBECONFIG, and a namespace of its own there, which enforces Pod Security "restricted" and is removed
 * when this is closed.
 */
public final class Cluster implements AutoCloseable {

    private final KubernetesClient client;
    private final String namespace = "sidecar-demo-test-" + UUID.randomUUID().toString().substring(0, 8);

    public Cluster() {
        this.client = connect();
        client.namespaces().resource(new NamespaceBuilder().withNewMetadata()
                .withName(namespace)
                .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                .endMetadata().build()).create();
    }

    private static KubernetesClient connect() {
        String kubeconfig = Objects.requireNonNull(System.getenv("KUBECONFIG"),
                "KUBECONFIG is not set, and no default context is ever used");
        return new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(new File(kubeconfig))).build();
    }

    /** Its Kubernetes, such as 1.37.2. */
    static String version() {
        try (var client = connect()) {
            return client.getKubernetesVersion().getGitVersion().replaceFirst("^v", "");
        }
    }

    /** Its Kubernetes without the patch, such as 1.37. */
    static String release() {
        return version().replaceFirst("^(\\d+[.]\\d+).*", "$1");
    }

    KubernetesClient client() {
        return client;
    }

    String namespace() {
        return namespace;
    }

    /** Applies a CronJob with the images to test, otherwise as it is, as {@code kubectl apply -f} does. */
    public CronJob apply(Path manifest) throws IOException {
        try (var yaml = Files.newInputStream(Images.withTestedImages(manifest))) {
            List<HasMetadata> applied = client.load(yaml).inNamespace(namespace).serverSideApply();
            return (CronJob) applied.getFirst();
        }
    }

    /** Starts a CronJob's Job at once, under a name of its own; it stays when the CronJob goes. */
    public Job trigger(CronJob cronJob) {
        return trigger(cronJob, List.of());
    }

    /** Starts a CronJob's Job at once, which is the CronJob's own, as {@code kubectl create job --from} does. */
    Job triggerOwned(CronJob cronJob) {
        return trigger(cronJob, List.of(new OwnerReferenceBuilder().withController(true)
                .withApiVersion(cronJob.getApiVersion()).withKind(cronJob.getKind())
                .withName(cronJob.getMetadata().getName()).withUid(cronJob.getMetadata().getUid()).build()));
    }

    private Job trigger(CronJob cronJob, List<OwnerReference> owners) {
        var template = cronJob.getSpec().getJobTemplate();
        return client.batch().v1().jobs().inNamespace(namespace).resource(new JobBuilder().withNewMetadata()
                .withGenerateName(cronJob.getMetadata().getName() + "-")
                .withLabels(template.getMetadata().getLabels())
                .withOwnerReferences(owners)
                .endMetadata().withSpec(template.getSpec()).build()).create();
    }

    /** Waits for an object to be so, at most so long, and returns it as it is then. */
    public <T extends HasMetadata> T await(T object, Predicate<T> condition, Duration atMost) {
        try {
            return client.resource(object).waitUntilCondition(now -> now != null && condition.test(now),
                    atMost.toMillis(), MILLISECONDS);
        } catch (KubernetesClientTimeoutException _) {
            return client.resource(object).get();
        }
    }

    Pod podOf(Job job) {
        var pods = client.pods().inNamespace(namespace).withLabel("batch.kubernetes.io/job-name",
                job.getMetadata().getName()).list().getItems();
        if (pods.size() != 1) {
            throw new AssertionError("expected one pod of " + job.getMetadata().getName() + ", not " + pods);
        }
        return pods.getFirst();
    }

    /** The Job, its pod and all events, as {@code kubectl get jobs,pods,events} has them. */
    List<HasMetadata> objectsOf(Job job) {
        var objects = new ArrayList<HasMetadata>(List.of(client.resource(job).get(), podOf(job)));
        objects.addAll(client.v1().events().inNamespace(namespace).list().getItems());
        return objects;
    }

    public void delete(HasMetadata... resources) {
        for (HasMetadata resource : resources) {
            client.resource(resource).delete();
        }
    }

    @Override
    public void close() {
        client.namespaces().withName(namespace).delete();
        client.namespaces().withName(namespace).waitUntilCondition(Objects::isNull, 120, SECONDS);
        client.close();
    }

    public static boolean ended(Job job) {
        return job.getStatus() != null && job.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getStatus().equals("True")
                        && (condition.getType().equals("Complete") || condition.getType().equals("Failed")));
    }
}
