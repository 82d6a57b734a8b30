package org.sidecardemo.podplayer.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sidecardemo.podplayer.lifecycle.ContainerId;
import org.sidecardemo.podplayer.manifest.Config;
import org.sidecardemo.podplayer.probe.Prober;
import org.sidecardemo.podplayer.release.Release;

@Tag("images")
@Timeout(120)
class EngineRuntimeTest {

    private static final ContainerId ID = new ContainerId("app", 0);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final EngineCommand docker = new EngineCommand("docker");
    private EngineRuntime runtime;
    private PodSandbox sandbox;

    @BeforeAll
    static void buildImage() throws Exception {
        BusyboxImage.build();
    }

    @AfterAll
    static void removeImage() throws Exception {
        BusyboxImage.remove();
    }

    @BeforeEach
    void open() {
        runtime = new EngineRuntime("docker", BusyboxImage.NAME, Config.NONE);
        sandbox = runtime.createSandbox(Pods.pod());
    }

    @AfterEach
    void close() {
        runtime.close();
        assertThat(containersOf(ProcessHandle.current())).as("containers left").isEmpty();
    }

    /** A container's exit code is told, after all of its output. */
    @Test
    void tellsOutputAndExitCode() {
        var told = start(ID, shell("for i in 1 2 3; do echo $i; done; echo $HOSTNAME $(busybox hostname); exit 7"));

        assertThat(told.exitCode()).isEqualTo(7);
        assertThat(told.id()).matches("docker://[0-9a-f]{64}");
        assertThat(told.lines()).containsExactly("1", "2", "3", "greeter greeter");
    }

    /** Args alone follow the image's entrypoint, and take the place of its command. */
    @Test
    void argsFollowTheEntrypoint() {
        var told = start(ID, shell("").edit().withCommand(List.of()).withArgs("echo", "$(A)").addNewEnv().withName("A")
                .withValue("expanded").endEnv().build());

        assertThat(told.exitCode()).isZero();
        assertThat(told.lines()).containsExactly("expanded");
    }

    /** The pod's containers share localhost and emptyDirs, and reach each other and the player by the pod's address. */
    @Test
    void containersSharePod() throws Exception {
        var id = new ContainerId("server", 0);
        var server = mounting(shell("echo hello > /data/index.html; exec busybox httpd -f -v -p 8081 -h /data"));
        start(id, server).awaitStart();
        var probe = new ProbeBuilder().withNewHttpGet().withPath("/").withPort(new IntOrString(8081)).endHttpGet()
                .build();
        Recorder.await("the server", () -> new Prober(sandbox, Release.NEWEST).run(id, server, probe).success());

        var told = start(ID, mounting(shell("busybox wget -qO- http://localhost:8081/; cat() { busybox cat \"$@\"; }; "
                + "cat /data/index.html; echo $IP").edit().addNewEnv().withName("IP").withNewValueFrom()
                .withNewFieldRef().withFieldPath("status.podIP").endFieldRef().endValueFrom().endEnv().build()));

        assertThat(told.exitCode()).isZero();
        assertThat(told.lines()).containsExactly("hello", "hello", sandbox.ip());
        assertThat(InetAddress.getByName(sandbox.ip()).isLoopbackAddress()).isFalse();
    }

    /** The image's stop signal takes SIGTERM's place; the handler decides on the exit code. */
    @Test
    void terminateSendsTheStopSignal() {
        var told = start(ID, shell("trap 'exit 5' USR1; trap 'exit 6' TERM; echo up; while :; do busybox sleep 0.05; "
                + "done"));
        told.awaitLine("up");

        sandbox.terminate(ID);

        assertThat(told.exitCode()).isEqualTo(5);
    }

    /** As PID 1, a process without a handler ignores the stop signal; SIGKILL ends it with 137, and what it started. */
    @Test
    void killEndsWhatIgnoresTheStopSignal() {
        var told = start(ID, shell("busybox sleep 1000 & echo up; exec busybox sleep 1000"));
        told.awaitLine("up");

        sandbox.terminate(ID);
        assertThat(sandbox.exec(ID, List.of("busybox", "true"), LONG).exitCode()).isZero();
        sandbox.kill(ID);

        assertThat(told.exitCode()).isEqualTo(137);
    }

    /** A command that doesn't exist is a failed start, an image that doesn't is missing. */
    @Test
    void failedStarts() {
        assertThat(start(ID, shell("").edit().withCommand("nope").build()).startFailed())
                .contains("exec: \"nope\": executable file not found in $PATH");
        assertThat(start(new ContainerId("app", 1), new ContainerBuilder().withName("app")
                .withImage("pod-player-test/nope:1").build()).imageMissing())
                .isEqualTo("Container image \"pod-player-test/nope:1\" is not present with pull policy of Never");
    }

    /** A command in a running container gives its exit code and output, one that can't be run or lasts is a failure. */
    @Test
    void exec() {
        start(ID, shell("exec busybox sleep 1000")).awaitStart();

        assertThat(sandbox.exec(ID, List.of("sh", "-c", "echo hi; exit 4"), LONG))
                .isEqualTo(PodSandbox.ExecResult.ofExit(4, "hi"));
        assertThat(sandbox.exec(ID, List.of("nope"), LONG).exitCode()).isNotZero();
        assertThat(sandbox.exec(ID, List.of("busybox", "sleep", "9"), Duration.ofSeconds(1)).message())
                .isEqualTo("command timed out: \"busybox sleep 9\" timed out after 1s");
        assertThat(sandbox.exec(new ContainerId("app", 9), List.of("true"), LONG))
                .isEqualTo(ProcessContainer.NOT_RUNNING);
    }

    /** User, read-only root, capabilities and limits are the container's; a mount can be read-only too. */
    @Test
    void restricted() {
        var container = mounting(shell("busybox id -u; busybox touch /x || echo read-only; echo y > /data/y && "
                + "echo written; busybox grep CapBnd /proc/self/status; busybox grep NoNewPrivs /proc/self/status"))
                .edit().withNewSecurityContext().withRunAsUser(65532L).withReadOnlyRootFilesystem(true)
                .withAllowPrivilegeEscalation(false).withNewCapabilities().withDrop("ALL").endCapabilities()
                .endSecurityContext().build();

        var told = start(ID, container);

        assertThat(told.exitCode()).isZero();
        assertThat(told.lines()).contains("65532", "read-only", "written", "CapBnd:\t0000000000000000",
                "NoNewPrivs:\t1");
    }

    /** A container's termination message, by its file or its log's end; any user may write the file. */
    @Test
    void terminationMessage() {
        var writer = shell("echo bye >/dev/termination-log; exit 3").edit()
                .withTerminationMessagePath("/dev/termination-log").withNewSecurityContext().withRunAsUser(65532L)
                .withReadOnlyRootFilesystem(true).endSecurityContext().build();
        assertThat(start(ID, writer).end()).isEqualTo(new ContainerEnd(3, false, "bye\n"));

        assertThat(start(new ContainerId("app", 1), shell("echo one; printf two; exit 4").edit()
                .withTerminationMessagePath("/dev/termination-log")
                .withTerminationMessagePolicy("FallbackToLogsOnError").build()).end())
                .isEqualTo(new ContainerEnd(4, false, "one\ntwo"));
        assertThat(start(new ContainerId("app", 2), writer.edit().withTerminationMessagePath("/").build())
                .startFailed()).contains("terminationMessagePath /");
    }

    /** What takes more memory than its limit is killed for it. */
    @Test
    void outOfMemory() {
        var told = start(ID, shell("exec busybox tail /dev/zero").edit().withNewResources()
                .addToLimits("memory", new Quantity("16Mi")).endResources().build());

        assertThat(told.end()).isEqualTo(new ContainerEnd(137, true, ""));
    }

    /** Without a user of its own, an image whose user is root isn't run under runAsNonRoot; a missing one comes first. */
    @Test
    void nonRoot() {
        var container = shell("true").edit().withNewSecurityContext().withRunAsNonRoot(true).endSecurityContext()
                .build();

        assertThat(start(ID, container).configInvalid()).isEqualTo(
                "container has runAsNonRoot and image will run as root (pod: \"greeter_demo()\", container: app)");
        assertThat(start(new ContainerId("app", 1), container.edit().withImage("pod-player-test/nope:1").build())
                .imageMissing()).contains("pod-player-test/nope:1");
    }

    /** fsGroup owns the volumes, and what is made in them; the container's user belongs to it. */
    @Test
    void groupOfVolumes() {
        sandbox.close();
        sandbox = runtime.createSandbox(Pods.pod().edit().editSpec().withNewSecurityContext().withFsGroup(4711L)
                .withSupplementalGroups(4712L).withRunAsUser(65532L).endSecurityContext().endSpec().build());

        var told = start(ID, mounting(shell("busybox touch /data/file; busybox stat -c '%g %a' /data; "
                + "busybox stat -c '%u %g' /data/file; busybox id -G")));

        assertThat(told.exitCode()).isZero();
        assertThat(told.lines()).containsExactly("4711 2777", "65532 4711", "0 4711 4712");
    }

    /** Closing the pod ends and removes what runs in it, and tells its end. */
    @Test
    void closeRemovesEverything() {
        var told = start(ID, shell("trap '' TERM USR1; exec busybox sleep 1000")).awaitStart();

        sandbox.close();

        assertThat(told.exitCode()).isEqualTo(137);
    }

    /** The containers of a player that was killed are removed by the next run, which may use no engine itself. */
    @Test
    void cleansUpAfterAKilledPlayer() throws Exception {
        runtime.close();
        var player = AnotherPlayer.start("echo up; exec busybox sleep 1000",
                "-D%s=%s".formatted(AnotherPlayer.IMAGE, BusyboxImage.NAME));
        try (var output = player.inputReader()) {
            assertThat(output.lines().anyMatch("up"::equals)).isTrue();
        } finally {
            player.toHandle().destroyForcibly();
            player.waitFor();
        }
        assertThat(containersOf(player.toHandle())).hasSize(2);

        new ProcessRuntime(new ImageCommands(Map.of()), Config.NONE).close();

        assertThat(containersOf(player.toHandle())).isEmpty();
    }

    /** Without its pause image the runtime says so at once. */
    @Test
    void pauseImageIsNeeded() {
        assertThatThrownBy(() -> new EngineRuntime("docker", "pod-player-test/nope:1", Config.NONE))
                .isInstanceOf(RuntimeFailure.class)
                .hasMessage("--pause-image pod-player-test/nope:1: docker has no such image, and none is pulled");
    }

    private List<String> containersOf(ProcessHandle player) {
        var name = "name=pod-player-%d-".formatted(player.pid());
        return docker.run("ps", "--all", "--quiet", "--filter", name).output().lines().toList();
    }

    private Recorder start(ContainerId id, Container container) {
        var told = new Recorder();
        sandbox.start(id, container, told);
        return told;
    }

    private static Container shell(String script) {
        return Pods.shell(script).edit().withImage(BusyboxImage.NAME).build();
    }

    private static Container mounting(Container container) {
        return container.edit().addNewVolumeMount().withName("data").withMountPath("/data").endVolumeMount().build();
    }
}
