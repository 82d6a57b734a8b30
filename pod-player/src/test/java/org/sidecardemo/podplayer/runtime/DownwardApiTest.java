package org.sidecardemo.podplayer.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Map;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceFieldSelector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DownwardApiTest {

    private final DownwardApi downwardApi = new DownwardApi(new PodBuilder(Pods.pod()).editMetadata().withUid("u-1")
            .withLabels(Map.of("b", "two \"words\"\n", "a", "1")).withAnnotations(Map.of("example.com/note", "n"))
            .endMetadata().build(), "10.0.0.9", "10.0.0.1");

    /** All fields that the API lets a variable or a volume have. */
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {"metadata.name, greeter", "metadata.namespace, demo",
            "metadata.uid, u-1", "metadata.labels['a'], 1", "metadata.labels['none'], ``",
            "metadata.annotations['example.com/note'], n", "metadata.annotations, example.com/note=\"n\"",
            "spec.nodeName, localhost", "spec.host, localhost", "spec.serviceAccountName, default",
            "status.hostIP, 10.0.0.1", "status.hostIPs, 10.0.0.1", "status.podIP, 10.0.0.9",
            "status.podIPs, 10.0.0.9"})
    void fields(String path, String value) {
        assertThat(downwardApi.field(path)).isEqualTo(value);
    }

    /** A map is told in the order of its keys, a line each, quoted as Go does it. */
    @Test
    void maps() {
        assertThat(downwardApi.field("metadata.labels")).isEqualTo("a=\"1\"\nb=\"two \\\"words\\\"\\n\"");
    }

    @Test
    void unknownField() {
        assertThatThrownBy(() -> downwardApi.field("status.phase")).isInstanceOf(RuntimeFailure.class)
                .hasMessageNotContaining("\n");
    }

    /** What a container may use, in units of the divisor, rounded up; what isn't requested is what is limited. */
    @ParameterizedTest
    @CsvSource({"limits.cpu, 0, 2", "limits.cpu, 1m, 1500", "requests.cpu, 1m, 250", "limits.memory, 0, 67108864",
            "limits.memory, 1Mi, 64", "limits.memory, 1G, 1", "requests.memory, 1Mi, 64",
            "requests.ephemeral-storage, 1, 0", "limits.hugepages-2Mi, 1Mi, 0"})
    void resources(String resource, String divisor, String value) {
        Container container = Pods.shell("").edit().withNewResources()
                .addToLimits(Map.of("cpu", new Quantity("1500m"), "memory", new Quantity("64Mi")))
                .addToRequests("cpu", new Quantity("250m")).endResources().build();
        assertThat(downwardApi.resource(new ResourceFieldSelector(null, new Quantity(divisor), resource), container))
                .isEqualTo(value);
    }

    /** Without a limit it is the node's. */
    @ParameterizedTest
    @CsvSource({"limits.cpu", "limits.memory", "limits.ephemeral-storage"})
    void resourcesOfTheNode(String resource) {
        assertThat(new BigDecimal(downwardApi.resource(new ResourceFieldSelector(null, null, resource),
                Pods.shell("")))).isPositive();
    }
}
