package org.sidecardemo.podplayer.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sidecardemo.podplayer.runtime.Pods.shell;
import static org.sidecardemo.podplayer.runtime.Recorder.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sidecardemo.podplayer.lifecycle.ContainerId;
import org.sidecardemo.podplayer.manifest.Config;

class ProcessRuntimeTest {

    private static final ContainerId ID = new ContainerId("app", 0);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final ProcessRuntime runtime = new ProcessRuntime(
            new ImageCommands(Map.of("example/greeter", List.of("echo", "from the image"))), Config.NONE);
    private final PodSandbox sandbox = runtime.createSandbox(Pods.pod());

    @AfterEach
    void close() {
        runtime.close();
    }

    /** A container's exit code is told, after all lines of both of its streams in their order. */
    @Test
    void tellsOutputAndExitCode() {
        var told = start(shell("echo one; echo two >&2; printf three; echo; echo process://$$$$; exit 7"));

        assertThat(told.exitCode()).isEqualTo(7);
        assertThat(told.lines()).containsExactly("one", "two", "three", told.id());
    }

    /** The image's command stands for its entrypoint: args alone follow it, a command replaces it. */
    @Test
    void commandReplacesAndArgsFollowTheEntrypoint() {
        var image = new ContainerBuilder().withName("app").withImage("example/greeter:1.0@sha256:00").build();

        assertThat(linesOf(image)).containsExactly("from the image");
        assertThat(linesOf(image.edit().withArgs("with", "args").build())).containsExactly("from the image with args");
        assertThat(linesOf(image.edit().withCommand("echo", "mine").withArgs("args").build()))
                .containsExactly("mine args");
    }

    /** The command for any image comes after all others, and without the args that are meant for another program. */
    @Test
    void commandForAnyImage() {
        try (var any = new ProcessRuntime(
                ImageCommands.parse(Map.of("*", "echo any", "example/greeter", "echo mine")), Config.NONE)) {
            var pod = any.createSandbox(Pods.pod());
            assertThat(linesOf(pod, container("example/unknown:1").withArgs("--port", "80").build()))
                    .containsExactly("any");
            assertThat(linesOf(pod, container("example/greeter:1").withArgs("args").build()))
                    .containsExactly("mine args");
            assertThat(linesOf(pod, container("example/unknown:1").withCommand("echo", "own").build()))
                    .containsExactly("own");
        }
    }

    private static ContainerBuilder container(String image) {
        return new ContainerBuilder().withName("app").withImage(image);
    }

    private static List<String> linesOf(PodSandbox sandbox, Container container) {
        var told = new Recorder();
        sandbox.start(ID, container, told);
        told.exitCode();
        return told.lines();
    }

    /** An image without a command of either kind is missing, and the message says what to do. */
    @Test
    void unknownImageIsMissing() {
        var told = start(new ContainerBuilder().withName("app").withImage("example/unknown").build());

        assertThat(told.imageMissing()).contains("\"example/unknown\"", "--image NAME=COMMAND");
    }

    /** A command that can't be run fails in the kubelet's words. */
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {"nope, exec: \"nope\": executable file not found in $PATH",
            "/nope/nope, exec: \"/nope/nope\": stat /nope/nope: no such file or directory",
            "/etc/passwd, exec: \"/etc/passwd\": permission denied", "/etc, exec: \"/etc\": is a directory"})
    void startFails(String command, String message) {
        var told = start(shell("").edit().withCommand(command).build());

        assertThat(told.startFailed())
                .isEqualTo("failed to create containerd task: failed to create shim task: OCI runtime"
                        + " create failed: runc create failed: unable to start container process: " + message
                        + ": unknown");
    }

    /** A script that doesn't say who reads it fails as with runc, which starts it first; so does a file of nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"echo hello\n", ""})
    void scriptWithoutInterpreter(String script, @TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("script"), script);
        assertThat(file.toFile().setExecutable(true)).isTrue();

        var told = start(shell("").edit().withCommand(file.toString(), "argument").build());

        assertThat(told.exitCode()).isEqualTo(1);
        assertThat(told.lines()).containsExactly("exec " + file + ": exec format error");
        Files.writeString(file, "#!/bin/sh\necho hello");
        assertThat(linesOf(shell("").edit().withCommand(file.toString()).build())).containsExactly("hello");
    }

    /** A working directory that isn't there is made, and not among this machine's own. */
    @Test
    void missingWorkingDirectory() {
        var told = start(shell("pwd").edit().withWorkingDir("/nope/nope").build());

        assertThat(told.exitCode()).isZero();
        assertThat(told.lines()).singleElement().asString().endsWith("/nope/nope").isNotEqualTo("/nope/nope");
        assertThat(Path.of("/nope")).doesNotExist();

        told = start(shell("pwd").edit().withWorkingDir("/nope/../../outside").build());

        assertThat(told.exitCode()).isZero();
        assertThat(told.lines()).singleElement().asString().endsWith("/working_directories/outside");
    }

    /** References are expanded in env, command and args; fields of the pod are known; nothing else is inherited. */
    @Test
    void environment() {
        var container = shell("echo \"$GREETING|$HOSTNAME|$(NAME)|$0|$1\"; env").edit().withArgs("$(NAME)", "$$(NAME)")
                .addNewEnv().withName("NAME").withNewValueFrom().withNewFieldRef().withFieldPath("metadata.name")
                .endFieldRef().endValueFrom().endEnv().addNewEnv().withName("GREETING")
                .withValue("hello $(NAME) $(LATER)").endEnv().addNewEnv().withName("LATER").withValue("x").endEnv()
                .build();

        var lines = linesOf(container);

        assertThat(lines.getFirst()).isEqualTo("hello greeter $(LATER)|greeter|greeter|greeter|$(NAME)");
        assertThat(lines.stream().skip(1).map(line -> line.replaceFirst("=.*", "")))
                .isSubsetOf("PATH", "HOME", "LANG", "HOSTNAME", "NAME", "GREETING", "LATER", "PWD", "OLDPWD", "SHLVL",
                        "_", "POD_PLAYER_CONTAINER");
    }

    /** A host name takes the place of the pod's own. */
    @Test
    void hostName() {
        var named = Pods.pod().edit().editSpec().withHostname("other").endSpec().build();
        assertThat(linesOf(runtime.createSandbox(named), shell("echo $HOSTNAME"))).containsExactly("other");
        var longName = Pods.pod().edit().editMetadata().withName("a".repeat(62) + "-b").endMetadata().build();
        assertThat(linesOf(runtime.createSandbox(longName), shell("echo $HOSTNAME"))).containsExactly("a".repeat(62));
    }

    /** Who reads an input that nobody is attached to waits; without an input it is at its end. */
    @ParameterizedTest
    @CsvSource({"true,,waits", ",true,waits", ",,ends"})
    void input(Boolean stdin, Boolean tty, String what) {
        var told = start(
                shell("trap 'echo waits; exit 0' TERM; echo begins; while read x; do :; done; echo ends").edit()
                        .withStdin(stdin).withTty(tty).build());
        told.awaitLine("begins");
        if (what.equals("waits")) {
            sandbox.exec(ID, List.of("true"), LONG);
            sandbox.terminate(ID);
        }
        assertThat(told.exitCode()).isZero();
        assertThat(told.lines()).containsExactly("begins", what);
    }

    /** The command of a probe or a hook finds an emptyDir under its mount path too. */
    @Test
    void emptyDirOfExec() {
        start(mounting(shell("echo hello >/data/file; sleep 1000")));

        await("the file", () -> sandbox.exec(ID, List.of("cat", "/data/file"), LONG).message().equals("hello"));
    }

    /** An emptyDir is shared by the pod's containers under its mount path, and removed with the pod. */
    @Test
    void emptyDir() {
        var writer = mounting(shell("echo shared > /data/file; pwd").edit().withWorkingDir("/data/sub").build());
        var directory = Path.of(linesOf(writer).getFirst());

        assertThat(linesOf(mounting(shell("cat /data/file $OTHER").edit().addNewEnv().withName("OTHER")
                .withValue("/data/file").endEnv().build()))).containsExactly("shared", "shared");
        assertThat(directory).isDirectory();
        sandbox.close();
        assertThat(directory.getParent()).doesNotExist();
    }

    /** SIGTERM goes to the first process alone, whose handler decides on the exit code. */
    @Test
    void terminateCallsTheHandler() {
        var told = start(shell("trap 'echo asked; exit 7' TERM; echo pid; while :; do sleep 0.05; done"));
        told.awaitLine("pid");

        sandbox.terminate(ID);

        assertThat(told.exitCode()).isEqualTo(7);
        assertThat(told.lines()).containsExactly("pid", "asked");
    }

    /** Without a handler SIGTERM ends a process with 143, and SIGKILL ends one that ignores SIGTERM with 137. */
    @Test
    void signalsGiveTheirExitCodes() {
        var obedient = start(shell("echo up; exec sleep 1000"));
        obedient.awaitLine("up");
        sandbox.terminate(ID);
        assertThat(obedient.exitCode()).isEqualTo(143);

        var deaf = start(shell("trap '' TERM; echo up; while :; do sleep 0.05; done"));
        deaf.awaitLine("up");
        sandbox.terminate(ID);
        sandbox.kill(ID);
        assertThat(deaf.exitCode()).isEqualTo(137);
    }

    /** A container's message has a file of its own, which takes the place of its path, in an exec too. */
    @Test
    void terminationMessage() {
        var path = "/dev/a-termination-log";
        var writer = shell(
                "echo file $WHERE; echo first >" + path + "; while ! grep -q exec $WHERE; do :; done; exit 3")
                .edit()
                .withTerminationMessagePath(path).addNewEnv().withName("WHERE").withValue(path).endEnv().build();

        var told = start(writer);
        var file = Path.of(told.awaitLine("file"));
        await("the first word",
                () -> sandbox.exec(ID, List.of("cat", path), LONG).message().equals("first"));
        sandbox.exec(ID, List.of("sh", "-c", "echo exec >>" + path), LONG);

        assertThat(told.end()).isEqualTo(new ContainerEnd(3, false, "first\nexec\n"));
        assertThat(Path.of(path)).doesNotExist();
        assertThat(file).isRegularFile();
        runtime.close();
        assertThat(file).doesNotExist();
    }

    /** A container whose path is the default one leaves this machine's own file alone. */
    @Test
    void terminationMessageAtTheDefaultPath() {
        boolean there = Files.exists(Path.of("/dev/termination-log"));
        var told = start(shell("echo bye >/dev/termination-log").edit()
                .withTerminationMessagePath("/dev/termination-log").build());

        assertThat(told.end()).isEqualTo(new ContainerEnd(0, false, "bye\n"));
        assertThat(Files.exists(Path.of("/dev/termination-log"))).isEqualTo(there);
    }

    /** The log's end stands for the message of a failure that left none, if the policy says so. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"FallbackToLogsOnError, exit 1, 'one\ntwo'",
            "FallbackToLogsOnError, exit 0, ''", "FallbackToLogsOnError, echo own >/log; exit 1, 'own\n'",
            "File, exit 1, ''", "-, exit 1, ''"})
    void terminationMessageOfTheLog(String policy, String script, String message) {
        var told = start(shell("echo one; printf two; " + script).edit().withTerminationMessagePath("/log")
                .withTerminationMessagePolicy(policy).build());

        assertThat(told.end().message()).isEqualTo(message.translateEscapes());
    }

    /** Of a long message its last 4096 bytes; what isn't a file any more is none. */
    @Test
    void boundedTerminationMessage() {
        var container = shell("printf a >/log; head -c 4095 /dev/zero | tr '\\0' b >>/log; printf c >>/log").edit()
                .withTerminationMessagePath("log").withTerminationMessagePolicy("File").build();
        assertThat(start(container).end().message()).isEqualTo("b".repeat(4095) + "c");

        var again = new ContainerId("app", 1);
        var told = new Recorder();
        sandbox.start(again, container.edit().withCommand("sh", "-c", "rm /log; mkfifo /log").build(), told);
        assertThat(told.end()).isEqualTo(ContainerEnd.ofExit(0));
    }

    /** No file can take the place of the root folder. */
    @Test
    void terminationMessageAtTheRoot() {
        assertThat(start(shell("true").edit().withTerminationMessagePath("//").build()).startFailed())
                .contains("terminationMessagePath //: a file can't take the place of all files");
    }

    /** When the first process ends, so does all that it started, whatever it did to get away. */
    @ParameterizedTest
    @ValueSource(strings = {"sleep 1000 & echo pid $!", // re-parented, and holding the output open
            "(sleep 1000 >/dev/null 2>&1 & echo pid $!) & wait", // a grandchild
            "setsid sh -c 'echo pid $$$$; exec sleep 1000 >/dev/null 2>&1 </dev/null' & sleep 0.3",
            "setsid sh -c 'setsid sh -c \"echo pid \\$$\\$$; cd /; exec sleep 1000 >/dev/null 2>&1\" &' & sleep 0.3",
            "env -i sh -c 'echo pid $$$$; exec sleep 1000 >/dev/null 2>&1' & sleep 0.3", // in its session
            "env -i setsid sh -c 'echo pid $$$$; exec sleep 1000' & sleep 0.3", // holding the output open
            "env -i setsid sh -c 'echo pid $$$$; exec sleep 1000 >/dev/null 2>&1' & sleep 1", // seen with its parent
            "(trap '' TERM HUP; echo pid $(exec sh -c 'echo $PPID'); while :; do sleep 0.1; done) & sleep 0.3"})
    @EnabledOnOs(OS.LINUX)
    void nothingOutlivesTheFirstProcess(String script) {
        var told = start(shell(script + "\nexit 3"));

        assertThat(told.exitCode()).isEqualTo(3);
        assertThat(isRunning(told.awaitLine("pid"))).isFalse();
    }

    /** A terminal's Ctrl-C goes to the player's processes, which a container's are none of: it has its own session. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void ownSession() {
        var lines = linesOf(shell("echo $$$$; cut -d ' ' -f 5 /proc/$$$$/stat; cut -d ' ' -f 6 /proc/$$$$/stat"));

        assertThat(lines).hasSize(3);
        assertThat(lines.stream().distinct()).hasSize(1);
    }

    /** SIGKILL takes a container's daemons too. */
    @Test
    void killTakesEverything() {
        var told = start(shell("sleep 1000 & echo pid $!; exec sleep 1000"));
        var pid = told.awaitLine("pid");

        sandbox.kill(ID);

        assertThat(told.exitCode()).isEqualTo(137);
        assertThat(isRunning(pid)).isFalse();
    }

    /** A container that forks as fast as it can while it is killed is gone nevertheless. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void killTakesWhatForksMeanwhile() {
        var told = start(shell("echo up; while :; do sh -c 'sleep 1000 & sleep 1000 &' ; done"));
        told.awaitLine("up");
        sandbox.kill(ID);

        assertThat(told.exitCode()).isEqualTo(137);
        assertThat(MarkedProcesses.find(marker -> marker.startsWith("pod-player-" + ProcessHandle.current().pid())))
                .isEmpty();
    }

    /** Closing the runtime ends all containers, and is told of as their end. */
    @Test
    void closeEndsEverything() {
        var told = start(shell("trap '' TERM; sleep 1000 & echo pid $!; wait"));
        var pid = told.awaitLine("pid");

        runtime.close();

        assertThat(told.exitCode()).isEqualTo(137);
        assertThat(isRunning(pid)).isFalse();
    }

    /** A container that a closed pod is asked for isn't started. */
    @Test
    void nothingStartsInAClosedPod() throws Exception {
        var file = Files.createTempFile("started", "");
        Files.delete(file);
        sandbox.close();
        sandbox.start(ID, shell("touch " + file), new Recorder());
        runtime.close();

        assertThat(file).doesNotExist();
    }

    /** A command is run beside the container, in its environment. */
    @Test
    void exec() {
        start(shell("exec sleep 1000").edit().addNewEnv().withName("WHO").withValue("world").endEnv().build())
                .awaitStart();

        assertThat(sandbox.exec(ID, List.of("sh", "-c", "echo hello $WHO; exit 4"), LONG))
                .isEqualTo(PodSandbox.ExecResult.ofExit(4, "hello world"));
        assertThat(sandbox.exec(ID, List.of("nope"), LONG))
                .isEqualTo(PodSandbox.ExecResult.notRun("exec: \"nope\": executable file not found in $PATH"));
    }

    /** A command that takes too long is killed, with what it started, and that is a failure. */
    @Test
    void execTimesOut() {
        start(shell("exec sleep 1000")).awaitStart();

        var result = sandbox.exec(ID, List.of("sh", "-c", "sleep 1000; echo never"), Duration.ofSeconds(1));

        assertThat(result).isEqualTo(PodSandbox.ExecResult.ofExit(137,
                "command timed out: \"sh -c sleep 1000; echo never\" timed out after 1s"));
    }

    /** A command in a container that isn't running is a failure. */
    @Test
    void execNeedsARunningContainer() {
        assertThat(sandbox.exec(ID, List.of("true"), LONG)).isEqualTo(ProcessContainer.NOT_RUNNING);
        start(shell("true")).exitCode();
        assertThat(sandbox.exec(ID, List.of("true"), LONG)).isEqualTo(ProcessContainer.NOT_RUNNING);
    }

    /** What an exec leaves running doesn't hold up its result, and ends with the container. */
    @Test
    void execLeavesAChild() {
        var told = start(shell("exec sleep 1000")).awaitStart();
        var pid = sandbox.exec(ID, List.of("sh", "-c", "sleep 1000 & echo $!"), LONG).message();

        sandbox.kill(ID);
        told.exitCode();

        await("the end of " + pid, () -> !isRunning(pid));
    }

    private Recorder start(Container container) {
        var told = new Recorder();
        sandbox.start(ID, container, told);
        return told;
    }

    private List<String> linesOf(Container container) {
        var told = start(container);
        assertThat(told.exitCode()).as(() -> "exit code of " + told.lines()).isZero();
        return told.lines();
    }

    private static Container mounting(Container container) {
        return container.edit().addNewVolumeMount().withName("data").withMountPath("/data").endVolumeMount().build();
    }

    /** A zombie, which only its new parent can take away, doesn't run. */
    static boolean isRunning(String pid) {
        var handle = ProcessHandle.of(Long.parseLong(pid));
        return handle.isPresent() && handle.get().isAlive() && handle.get().info().command().isPresent();
    }
}
