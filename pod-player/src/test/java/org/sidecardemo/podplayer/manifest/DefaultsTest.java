package org.sidecardemo.podplayer.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.sidecardemo.podplayer.manifest.Workload.JobWorkload;
import org.sidecardemo.podplayer.manifest.Workload.PodWorkload;
import org.sidecardemo.podplayer.release.Release;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * An object is completed as the API server completes it. What the server made of each manifest lies beside it in
 * {@code src/test/resources/defaults}; the script {@code record} there writes it, from a server of Kubernetes 1.37.
 */
class DefaultsTest {

    private static final Path MANIFESTS = Path.of("src/test/resources/defaults");

    /** What comes from the cluster: its admission plugins, its clock. */
    private static final List<String> OF_THE_CLUSTER = List.of("uid", "creationTimestamp", "generation", "selector",
            "preemptionPolicy", "priority", "serviceAccount", "serviceAccountName", "tolerations", "status");
    private static final List<String> UID_LABELS = List.of("controller-uid", "batch.kubernetes.io/controller-uid");

    private final JsonMapper json = new JsonMapper();

    @ParameterizedTest
    @ValueSource(strings = {"pod", "pod-grace", "job", "job-with-policy"})
    void areTheServers(String name) throws Exception {
        assertThat(normalized(json.writeValueAsString(read(name))))
                .isEqualTo(normalized(Files.readString(MANIFESTS.resolve(name + ".json"))));
    }

    private static Object read(String name) throws IOException, InvalidManifest {
        try (InputStream in = Files.newInputStream(MANIFESTS.resolve(name + ".yaml"))) {
            return switch (new ManifestReader(Release.NEWEST).read(name, in).workloads().getFirst()) {
                case PodWorkload workload -> workload.pod();
                case JobWorkload workload -> workload.job();
            };
        }
    }

    private Map<String, Object> normalized(String text) {
        Map<String, Object> object = json.readValue(text, new TypeReference<Map<String, Object>>() {});
        normalize(object);
        return object;
    }

    /** Beside the cluster's own, a zero, which the server leaves out and the player puts in. */
    private static void normalize(Object value) {
        if (value instanceof Map<?, ?> map) {
            map.keySet().removeIf(key -> OF_THE_CLUSTER.contains(key) || UID_LABELS.contains(key));
            map.entrySet().removeIf(entry -> entry.getKey().equals("initialDelaySeconds")
                    && Integer.valueOf(0).equals(entry.getValue()));
            map.values().forEach(DefaultsTest::normalize);
        } else if (value instanceof List<?> list) {
            list.forEach(DefaultsTest::normalize);
        }
    }
}
