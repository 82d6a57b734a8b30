package org.sidecardemo.podplayer.manifest;

import org.sidecardemo.podplayer.release.Release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;

import org.sidecardemo.podplayer.manifest.Workload.Origin;
import org.sidecardemo.podplayer.manifest.Workload.PodWorkload;

/** Of a controller's template one pod is played, as the controller would make it. */
class TemplatesTest {

    private static final String CONTROLLER = """
            apiVersion: %s
            kind: %s
            metadata: {name: web, namespace: shop}
            spec:
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}, annotations: {note: kept}}
                spec:
                  containers: [{name: app, image: nginx, resources: {limits: {cpu: 1}}}]
            """;

    private static PodWorkload read(String text) throws IOException, InvalidManifest {
        return (PodWorkload) new ManifestReader(Release.NEWEST)
                .read("web.yaml", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))).workloads()
                .getFirst();
    }

    private static PodWorkload read(String version, String kind, String further) throws Exception {
        String text = CONTROLLER.formatted(version, kind);
        return read((kind.equals("ReplicationController")
                ? text.replace("{matchLabels: {app: web}}", "{app: web}")
                : text) + further.indent(2));
    }

    /** The pod has the template's labels and annotations, the controller's namespace, and a name made of its own. */
    @ParameterizedTest
    @CsvSource({"apps/v1,Deployment,web-[a-z0-9]{7;10}-[a-z0-9]{5}", "apps/v1,ReplicaSet,web-[a-z0-9]{5}",
            "apps/v1,DaemonSet,web-[a-z0-9]{5}", "apps/v1,StatefulSet,web-0",
            "v1,ReplicationController,web-[a-z0-9]{5}"})
    void onePod(String version, String kind, String name) throws Exception {
        PodWorkload workload = read(version, kind, "");
        Pod pod = workload.pod();
        assertThat(workload.origin()).contains(new Origin(kind, "web"));
        assertThat(workload.playability().notes()).containsExactly(kind + " web: one pod of its template is played");
        assertThat(workload.playability().obstacles()).isEmpty();
        assertThat(pod.getMetadata().getName()).matches(name.replace(";", ","));
        assertThat(pod.getMetadata().getNamespace()).isEqualTo("shop");
        assertThat(pod.getMetadata().getLabels()).containsEntry("app", "web");
        assertThat(pod.getMetadata().getAnnotations()).containsEntry("note", "kept");
        OwnerReference owner = pod.getMetadata().getOwnerReferences().getFirst();
        assertThat(owner.getKind()).isEqualTo(kind.equals("Deployment") ? "ReplicaSet" : kind);
        assertThat(pod.getSpec().getRestartPolicy()).isEqualTo("Always");
    }

    /** What the API server completes of pods alone is completed of this pod too. */
    @Test
    void defaultsOfPods() throws Exception {
        Pod pod = read("apps/v1", "Deployment", "").pod();
        assertThat(pod.getSpec().getEnableServiceLinks()).isTrue();
        assertThat(pod.getSpec().getContainers().getFirst().getResources().getRequests()).containsKey("cpu");
    }

    /** A Deployment's pod bears the hash of its template, the same each time and another for another template. */
    @Test
    void hashOfTheTemplate() throws Exception {
        String hash = read("apps/v1", "Deployment", "").pod().getMetadata().getLabels().get("pod-template-hash");
        assertThat(hash).isNotEmpty()
                .isEqualTo(read("apps/v1", "Deployment", "replicas: 3").pod().getMetadata().getLabels()
                        .get("pod-template-hash"));
        assertThat(read(CONTROLLER.formatted("apps/v1", "Deployment").replace("nginx", "httpd")).pod().getMetadata()
                .getLabels().get("pod-template-hash")).isNotEqualTo(hash);
    }

    /** A StatefulSet's pod is told its name and number, and has a volume for each claim, which becomes a folder. */
    @Test
    void statefulSet() throws Exception {
        PodWorkload workload = read("apps/v1", "StatefulSet", """
                serviceName: peers
                ordinals: {start: 3}
                volumeClaimTemplates:
                - metadata: {name: data}
                  spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
                """);
        Pod pod = workload.pod();
        assertThat(workload.playability().obstacles()).isEmpty();
        assertThat(workload.playability().temporaryFolders()).containsExactly("volumeClaimTemplates");
        assertThat(pod.getMetadata().getName()).isEqualTo("web-3");
        assertThat(pod.getSpec().getHostname()).isEqualTo("web-3");
        assertThat(pod.getSpec().getSubdomain()).isEqualTo("peers");
        assertThat(pod.getMetadata().getLabels()).containsEntry("apps.kubernetes.io/pod-index", "3")
                .containsEntry("statefulset.kubernetes.io/pod-name", "web-3");
        assertThat(pod.getSpec().getVolumes().getFirst().getPersistentVolumeClaim().getClaimName())
                .isEqualTo("data-web-3");
    }

    /** A ReplicationController without a selector selects what it makes. */
    @Test
    void replicationControllerWithoutSelector() throws Exception {
        assertThat(read(CONTROLLER.formatted("v1", "ReplicationController")
                .replace("selector: {matchLabels: {app: web}}", "replicas: 2")).pod().getMetadata().getLabels())
                .containsEntry("app", "web");
    }
}
