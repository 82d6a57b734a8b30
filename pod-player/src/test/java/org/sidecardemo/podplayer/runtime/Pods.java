package org.sidecardemo.podplayer.runtime;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;

/** Small pods for tests. */
public final class Pods {

    private Pods() {}

    /** A pod with an emptyDir {@code data}. */
    public static Pod pod() {
        return new PodBuilder().withNewMetadata().withName("greeter").withNamespace("demo").endMetadata().withNewSpec()
                .addNewVolume().withName("data").withNewEmptyDir().endEmptyDir().endVolume().endSpec().build();
    }

    public static Container shell(String script) {
        return new ContainerBuilder().withName("app").withImage("example/unknown:1")
                .withCommand("sh", "-c", script).build();
    }
}
