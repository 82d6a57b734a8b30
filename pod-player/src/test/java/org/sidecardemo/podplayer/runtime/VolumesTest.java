package org.sidecardemo.podplayer.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sidecardemo.podplayer.lifecycle.ContainerId;
import org.sidecardemo.podplayer.manifest.Config;

/** What the containers of a pod find in its volumes, where containers are processes. */
class VolumesTest {

    private static final Config CONFIG = new Config(Map.of(
            new Config.Key("ConfigMap", "demo", "words"),
            Map.of("a", Config.Value.of("A"), "b", new Config.Value(new byte[]{'B'}, false)),
            new Config.Key("Secret", "demo", "keys"), Map.of("k", Config.Value.of("K"))));

    private final ProcessRuntime runtime = new ProcessRuntime(new ImageCommands(Map.of()), CONFIG);

    @TempDir
    private Path outside;

    @AfterEach
    void close() {
        runtime.close();
    }

    /** All keys of a ConfigMap or a Secret are files, or those that items name, under their paths and with their modes. */
    @Test
    void files() {
        var pod = pod(new VolumeBuilder().withName("all").withNewConfigMap().withName("words").endConfigMap().build(),
                new VolumeBuilder().withName("some").withNewSecret().withSecretName("keys").withDefaultMode(0640)
                        .addNewItem("k", 0400, "deep/er/key", null).endSecret().build());
        assertThat(lines(pod, mounting("cd /all; echo $(ls) $(cat a b); cd /some; stat -c '%a %n' deep/er/key;"
                + " cat deep/er/key", "all", "some"))).containsExactly("a b AB", "400 deep/er/key", "K");
    }

    /** A projected volume has the files of all its sources, among them a token and certificates that are none. */
    @Test
    void projected() {
        var pod = pod(new VolumeBuilder().withName("all").withNewProjected()
                .addNewSource().withNewConfigMap().withName("words").addNewItem("a", null, "x/a", null).endConfigMap()
                .endSource()
                .addNewSource().withNewSecret().withName("keys").endSecret().endSource()
                .addNewSource().withNewServiceAccountToken(null, null, "token", null).endSource()
                .addNewSource().withNewClusterTrustBundle().withPath("ca.pem").endClusterTrustBundle().endSource()
                .addNewSource().withNewPodCertificate().withKeyPath("key.pem").withCertificateChainPath("chain.pem")
                .endPodCertificate().endSource()
                .addNewSource().withNewDownwardAPI().addNewItem().withPath("name").withNewFieldRef("v1",
                        "metadata.name")
                .endItem().endDownwardAPI().endSource().endProjected().build());
        assertThat(lines(pod, mounting("cd /all; find . -type f | sort; cat name", "all"))).containsExactly("./ca.pem",
                "./chain.pem", "./k", "./key.pem", "./name", "./token", "./x/a", "greeter");
    }

    /** What the pod is told of itself comes as files, too. */
    @Test
    void downwardApi() {
        var pod = pod(new VolumeBuilder().withName("all").withNewDownwardAPI()
                .addNewItem().withPath("labels").withNewFieldRef("v1", "metadata.labels").endItem()
                .addNewItem().withPath("cpu").withNewResourceFieldRef().withContainerName("app")
                .withResource("requests.cpu").endResourceFieldRef().endItem()
                .endDownwardAPI().build()).edit().editMetadata().addToLabels("a", "b").endMetadata().editSpec()
                .withContainers(Pods.shell("")).endSpec().build();
        assertThat(lines(pod, mounting("cat /all/labels; echo; cat /all/cpu", "all"))).containsExactly("a=\"b\"", "0");
    }

    /** A variable that isn't in its file keeps the container waiting, as on a node. */
    @Test
    void fileWithoutTheVariable() {
        var container = Pods.shell("true").edit().addNewEnv().withName("A").withNewValueFrom()
                .withNewFileKeyRef("A", false, "env", "data").endValueFrom().endEnv().build();
        try (var sandbox = runtime.createSandbox(Pods.pod())) {
            var told = new Recorder();
            sandbox.start(new ContainerId("app", 0), container, told);
            assertThat(told.configInvalid()).isEqualTo("couldn't parse env file");
        }
    }

    /** What is optional and isn't there leaves the volume empty. */
    @Test
    void optional() {
        var pod = pod(new VolumeBuilder().withName("all").withNewConfigMap().withName("none").withOptional(true)
                .endConfigMap().build(),
                new VolumeBuilder().withName("some").withNewSecret().withSecretName("keys").withOptional(true)
                        .addNewItem("none", null, "a", null).addNewItem("k", null, "b", null).endSecret().build());
        assertThat(lines(pod, mounting("ls /all /some", "all", "some"))).contains("b").doesNotContain("a");
    }

    /** A volume of this machine's files, or of storage that isn't there, is an empty folder that all containers share. */
    @Test
    void emptyFolders() {
        var pod = pod(new VolumeBuilder().withName("all").withNewHostPath(outside.toString(), "Directory").build(),
                new VolumeBuilder().withName("some").withNewPersistentVolumeClaim("claim", null).build());
        assertThat(lines(pod, mounting("ls -A /all /some; echo x >/all/x; echo y >/some/y", "all", "some")))
                .allMatch(line -> line.isEmpty() || line.endsWith(":"));
        assertThat(outside).isEmptyDirectory();
    }

    /** A hostPath that is one file of a node is an empty one. */
    @Test
    void emptyFile() {
        var pod = pod(new VolumeBuilder().withName("all").withNewHostPath("/etc/passwd", "File").build());
        assertThat(lines(pod, mounting("test -f /all && cat /all && echo x >/all && cat /all", "all")))
                .containsExactly("x");
    }

    /** A part of a volume is mounted alone, a file or a folder, which is made if it isn't there. */
    @Test
    void subPath() {
        var pod = pod(new VolumeBuilder().withName("all").withNewConfigMap().withName("words").endConfigMap().build(),
                new VolumeBuilder().withName("data").withNewEmptyDir().endEmptyDir().build());
        var container = Pods.shell("cat /etc/a.txt; echo one >/log/file; pwd").edit()
                .addNewEnv().withName("NAME").withValue("app").endEnv()
                .addNewVolumeMount().withName("all").withMountPath("/etc/a.txt").withSubPath("a").endVolumeMount()
                .addNewVolumeMount().withName("data").withMountPath("/log").withSubPathExpr("logs/$(NAME)")
                .endVolumeMount().build();
        assertThat(lines(pod, container).getFirst()).startsWith("A");
        try (var sandbox = runtime.createSandbox(pod)) {
            lines(sandbox, container);
            assertThat(lines(sandbox, mounting("cat /data/logs/app/file", "data"))).containsExactly("one");
        }
    }

    /** No part of a volume lies outside of it, whatever its path says or a container links. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "link | failed to prepare subPath for volumeMount \"data\" of container \"app\"",
            "link/x | failed to prepare subPath for volumeMount \"data\" of container \"app\"",
            "$(UP)/x | unable to provision SubPath `../x`: must not contain '..'",
            "$(NONE) | missing value for NONE", "$(ROOT)x | error SubPath `/x` must not be an absolute path"})
    void subPathOutside(String subPath, String message) {
        try (var sandbox = runtime.createSandbox(
                pod(new VolumeBuilder().withName("data").withNewEmptyDir().endEmptyDir().build()))) {
            lines(sandbox, mounting("ln -s " + outside + " /data/link", "data"));
            var told = new Recorder();
            sandbox.start(new ContainerId("app", 1), Pods.shell("touch /log/x").edit()
                    .addNewEnv().withName("UP").withValue("..").endEnv()
                    .addNewEnv().withName("ROOT").withValue("/").endEnv()
                    .addNewVolumeMount().withName("data").withMountPath("/log").withSubPathExpr(subPath)
                    .endVolumeMount().build(), told);
            assertThat(told.startFailed()).contains(message);
            assertThat(outside).isEmptyDirectory();
        }
    }

    /** A volume can't take the place of the root. */
    @Test
    void root() {
        var told = new Recorder();
        runtime.createSandbox(pod(new VolumeBuilder().withName("data").withNewEmptyDir().endEmptyDir().build()))
                .start(new ContainerId("app", 0), Pods.shell("true").edit().addNewVolumeMount().withName("data")
                        .withMountPath("/").endVolumeMount().build(), told);
        assertThat(told.startFailed()).contains("mountPath /: a volume can't take the place of all files");
    }

    private static Pod pod(Volume... volumes) {
        return new PodBuilder(Pods.pod()).editSpec().withVolumes(volumes).endSpec().build();
    }

    private static Container mounting(String script, String... volumes) {
        ContainerBuilder container = Pods.shell(script).edit();
        for (var volume : volumes) {
            container.addNewVolumeMount().withName(volume).withMountPath("/" + volume).endVolumeMount();
        }
        return container.build();
    }

    private List<String> lines(Pod pod, Container container) {
        try (var sandbox = runtime.createSandbox(pod)) {
            return lines(sandbox, container);
        }
    }

    private static List<String> lines(PodSandbox sandbox, Container container) {
        var told = new Recorder();
        sandbox.start(new ContainerId("app", 0), container, told);
        assertThat(told.exitCode()).as(told.lines().toString()).isZero();
        return told.lines();
    }
}
