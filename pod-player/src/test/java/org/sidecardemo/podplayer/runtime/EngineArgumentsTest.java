package org.sidecardemo.podplayer.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sidecardemo.podplayer.lifecycle.ContainerId;
import org.sidecardemo.podplayer.manifest.Config;

/** What a manifest says reaches an engine as it is, and never as an option of the engine's own. */
@Timeout(60)
class EngineArgumentsTest {

    /** An engine that notes each command, a word a line, and succeeds. */
    private static final String ENGINE = """
            #!/bin/sh
            { echo "== $1"; shift; printf '%s\\n' "$@"; } >>"$0.calls"
            echo 10.0.0.1
            """;

    @TempDir
    private Path folder;

    /** An image, command or argument that looks like an option is none. */
    @Test
    void optionsAreNoOptions() throws IOException {
        var words = created(container().withImage("--privileged").withCommand("--entrypoint", "$(id)")
                .withArgs("--volume=/:/host", "`id`", "; id").withWorkingDir("--help").addNewEnv().withName("-v")
                .withValue("--privileged").endEnv().build());
        assertThat(words).containsSubsequence("--env", "-v=--privileged", "--workdir", "--help", "--entrypoint",
                "--entrypoint", "--", "--privileged", "$(id)", "--volume=/:/host", "`id`", "; id");
        assertThat(words.subList(0, words.indexOf("--"))).doesNotContain("--privileged");
    }

    /** A mount path can't say where the folder comes from. */
    @Test
    void mountPathNamesNoSource() throws IOException {
        var told = start(
                container().addNewVolumeMount().withName("data").withMountPath("/data,source=/").endVolumeMount()
                        .build());
        assertThat(told.startFailed()).isEqualTo("mountPath /data,source=/: an engine can't mount at such a path");
        assertThat(calls()).doesNotContain("== create");
    }

    /** A volume with files of the API's objects can only be read; of any volume a part alone may be mounted. */
    @Test
    void mounts() throws IOException {
        var words = created(container()
                .addNewVolumeMount().withName("data").withMountPath("/data").withSubPath("a/b").endVolumeMount()
                .addNewVolumeMount().withName("words").withMountPath("etc").endVolumeMount().build());
        assertThat(words).filteredOn(word -> word.startsWith("type=bind")).satisfiesExactly(
                data -> assertThat(data).matches("type=bind,source=/.*/data/a/b,target=/data"),
                config -> assertThat(config).matches("type=bind,source=/.*/words,target=/etc,readonly"));
    }

    /** A terminal and an open input are the engine's, where the container asks for them. */
    @Test
    void terminal() throws IOException {
        assertThat(created(container().withStdin(true).withTty(true).build())).contains("--interactive", "--tty");
    }

    @Test
    void noTerminal() throws IOException {
        assertThat(created(container().build())).doesNotContain("--interactive", "--tty", "--pid");
    }

    private static ContainerBuilder container() {
        return new ContainerBuilder().withName("app").withImage("example/app:1");
    }

    private List<String> created(Container container) throws IOException {
        start(container);
        var calls = calls();
        var from = calls.subList(calls.indexOf("== create") + 1, calls.size());
        return List.copyOf(from.subList(0, (int) from.stream().takeWhile(word -> !word.startsWith("== ")).count()));
    }

    private Recorder start(Container container) throws IOException {
        var engine = Files.writeString(folder.resolve("engine"), ENGINE);
        assertThat(engine.toFile().setExecutable(true)).isTrue();
        var told = new Recorder();
        try (var runtime = new EngineRuntime(engine.toString(), "example/pause:1", Config.NONE)) {
            runtime.createSandbox(Pods.pod().edit().editSpec().addNewVolume().withName("words")
                    .withNewConfigMap().withName("words").withOptional(true).endConfigMap().endVolume().endSpec()
                    .build()).start(new ContainerId("app", 0), container, told);
        }
        return told;
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(folder.resolve("engine.calls"));
    }
}
