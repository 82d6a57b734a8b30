package org.sidecardemo.podplayer.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineFlagsTest {

    /** Limits become bytes and cores, and swap is none. */
    @Test
    void limits() {
        var container = new ContainerBuilder().withNewResources().addToLimits("memory", new Quantity("64Mi"))
                .addToLimits("cpu", new Quantity("250m")).addToRequests("cpu", new Quantity("1")).endResources()
                .build();

        assertThat(ResourceFlags.of(container)).containsExactly("--memory", "67108864", "--memory-swap", "67108864",
                "--cpus", "0.250", "--cpu-shares", "1024");
        assertThat(ResourceFlags.of(new ContainerBuilder().build())).isEmpty();
    }

    /** Pod Security's "restricted" becomes flags; the container's user goes before the pod's. */
    @Test
    void security() {
        var pod = Pods.pod().edit().editSpec().withNewSecurityContext().withRunAsUser(1L).withRunAsGroup(2L)
                .withFsGroup(3L)
                .withSupplementalGroups(4L)
                .endSecurityContext().endSpec().build();
        var restricted = new ContainerBuilder().withNewSecurityContext().withRunAsUser(65532L)
                .withReadOnlyRootFilesystem(true).withAllowPrivilegeEscalation(false).withNewCapabilities()
                .withDrop("ALL").withAdd("NET_BIND_SERVICE").endCapabilities().endSecurityContext().build();

        assertThat(SecurityFlags.of(pod, restricted)).containsExactly("--group-add", "3", "--group-add", "4",
                "--read-only", "--security-opt", "no-new-privileges", "--cap-drop", "ALL", "--cap-add",
                "NET_BIND_SERVICE");
        assertThat(SecurityFlags.of(Pods.pod(), new ContainerBuilder().build())).isEmpty();
        assertThat(SecurityFlags.of(Pods.pod(), new ContainerBuilder().withNewSecurityContext().withNewSeccompProfile()
                .withType("Unconfined").endSeccompProfile().endSecurityContext().build()))
                .containsExactly("--security-opt", "seccomp=unconfined");
        assertThat(user(pod, restricted, "")).containsExactly("--user", "65532:2");
        assertThat(user(pod, new ContainerBuilder().build(), "")).containsExactly("--user", "1:2");
        assertThat(user(Pods.pod(), new ContainerBuilder().build(), "")).isEmpty();
    }

    /** A group without a user goes with the image's, which is root if it doesn't say. */
    @Test
    void groupAlone() {
        var container = new ContainerBuilder().withNewSecurityContext().withRunAsGroup(2L).endSecurityContext().build();

        assertThat(user(Pods.pod(), container, "")).containsExactly("--user", "0:2");
        assertThat(user(Pods.pod(), container, "7:8")).containsExactly("--user", "7:2");
    }

    /** runAsNonRoot refuses root and who may be root, in the kubelet's words; the container's own goes before the pod's. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"-, '', container has runAsNonRoot and image will run as root",
            "-, 0:7, container has runAsNonRoot and image will run as root",
            "-, web:7, 'container has runAsNonRoot and image has non-numeric user (web), cannot verify user is non-root'",
            "-, 7, -", "7, web, -", "0, 7, container's runAsUser breaks non-root policy"})
    void nonRoot(Long user, String imageUser, String message) {
        var pod = Pods.pod().edit().editMetadata().withUid("id").endMetadata().editSpec().withNewSecurityContext()
                .withRunAsNonRoot(true).endSecurityContext().endSpec().build();
        var container = new ContainerBuilder().withName("app").withNewSecurityContext().withRunAsUser(user)
                .endSecurityContext().build();

        if (message == null) {
            assertThatCode(() -> user(pod, container, imageUser)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> user(pod, container, imageUser)).isInstanceOf(InvalidConfig.class)
                    .hasMessage(message + " (pod: \"greeter_demo(id)\", container: app)");
        }
        assertThat(user(pod, container.edit().editSecurityContext().withRunAsNonRoot(false).endSecurityContext()
                .build(), imageUser)).hasSize(user == null ? 0 : 2);
    }

    private static List<String> user(Pod pod, Container container, String imageUser) {
        return RunAs.of(pod, container).flags(() -> imageUser);
    }
}
