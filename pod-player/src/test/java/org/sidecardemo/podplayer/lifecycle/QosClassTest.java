package org.sidecardemo.podplayer.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QosClassTest {

    /** Limits and requests of an init container and a main; what is 0 is as if it weren't there. */
    @ParameterizedTest
    @CsvSource({"'', '', '', '', BestEffort", "'', '', 'cpu=0', '', BestEffort",
            "'', '', 'ephemeral-storage=1', '', BestEffort",
            "'', 'cpu=1 memory=1Mi', '', 'cpu=1 memory=1Mi', Burstable",
            "'', '', '', 'cpu=1', Burstable", "'', '', 'cpu=1', 'cpu=1', Burstable",
            "'cpu=1 memory=1Mi', 'cpu=1000m memory=1Mi', 'cpu=1 memory=1Mi', 'cpu=1 memory=1Mi', Guaranteed",
            "'', '', 'cpu=1 memory=1Mi', 'cpu=1 memory=1Mi', Burstable",
            "'cpu=1 memory=1Mi', 'cpu=1 memory=1Mi', 'cpu=1 memory=2Mi', 'cpu=1 memory=1Mi', Burstable"})
    void classes(String initLimits, String initRequests, String limits, String requests, String qosClass) {
        var spec = new PodSpecBuilder().withInitContainers(container(initLimits, initRequests))
                .withContainers(container(limits, requests)).build();

        assertThat(QosClass.of(spec)).isEqualTo(qosClass);
    }

    @Test
    void withoutResources() {
        assertThat(QosClass.of(new PodSpecBuilder().addNewContainer().endContainer().build())).isEqualTo("BestEffort");
    }

    private static Container container(String limits, String requests) {
        return new ContainerBuilder().withNewResources().withLimits(amounts(limits)).withRequests(amounts(requests))
                .endResources().build();
    }

    private static Map<String, Quantity> amounts(String text) {
        var amounts = new LinkedHashMap<String, Quantity>();
        for (var each : text.isEmpty() ? new String[0] : text.split(" ")) {
            amounts.put(each.split("=")[0], new Quantity(each.split("=")[1]));
        }
        return amounts;
    }
}
