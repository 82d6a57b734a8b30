package org.sidecardemo.podplayer.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import org.junit.jupiter.api.Test;

class EngineFlagsTest {

    /** Limits become bytes and cores, and swap is none. */
    @Test
    void limits() {
        var container = new ContainerBuilder().withNewResources().addToLimits("memory", new Quantity("64Mi"))
                .addToLimits("cpu", new Quantity("250m")).addToRequests("cpu", new Quantity("1")).endResources()
                .build();

        assertThat(ResourceFlags.of(container)).containsExactly("--memory", "67108864", "--memory-swap", "67108864",
                "--cpus", "0.250");
        assertThat(ResourceFlags.of(new ContainerBuilder().build())).isEmpty();
    }

    /** Pod Security's "restricted" becomes flags; the container's user goes before the pod's. */
    @Test
    void security() {
        var pod = Pods.pod().edit().editSpec().withNewSecurityContext().withRunAsUser(1L).withRunAsGroup(2L)
                .endSecurityContext().endSpec().build();
        var restricted = new ContainerBuilder().withNewSecurityContext().withRunAsUser(65532L)
                .withReadOnlyRootFilesystem(true).withAllowPrivilegeEscalation(false).withNewCapabilities()
                .withDrop("ALL").withAdd("NET_BIND_SERVICE").endCapabilities().endSecurityContext().build();

        assertThat(SecurityFlags.of(pod, restricted)).containsExactly("--user", "65532:2", "--read-only",
                "--security-opt", "no-new-privileges", "--cap-drop", "ALL", "--cap-add", "NET_BIND_SERVICE");
        assertThat(SecurityFlags.of(pod, new ContainerBuilder().build())).containsExactly("--user", "1:2");
        assertThat(SecurityFlags.of(Pods.pod(), new ContainerBuilder().build())).isEmpty();
    }
}
