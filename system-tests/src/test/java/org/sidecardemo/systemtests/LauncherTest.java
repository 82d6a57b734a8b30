package org.sidecardemo.systemtests;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.fabric8.kubernetes.api.model.KubernetesList;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

/** The player as it is run: by its script, on a terminal, with signals. */
class LauncherTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    static final String PLAYER = Path.of(System.getProperty("root"), "pod-player/target/pod-player/bin/pod-player")
            .toString();

    /** A pod that ends at once. */
    static final String BRIEF = """
            apiVersion: v1
            kind: Pod
            metadata: {name: demo}
            spec:
              restartPolicy: Never
              containers: [{name: app, image: any, command: ["true"]}]
            """;

    /** A sidecar and an app that print their process ids ($$, which Kubernetes makes of $$$$), and run until SIGTERM. */
    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata: {name: demo}
            spec:
              restartPolicy: Never
              terminationGracePeriodSeconds: %d
              initContainers:
                - name: sidecar
                  image: any
                  restartPolicy: Always
                  command: [sh, -c, "%s echo pid=$$$$; while true; do sleep 0.1; done"]
              containers:
                - name: app
                  image: any
                  command: [sh, -c, "trap 'exit 3' TERM; echo pid=$$$$; while true; do sleep 0.1; done"]
            """;

    @TempDir
    Path folder;

    @BeforeAll
    static void hearInterrupts() {
        DefaultSignals.restore();
    }

    /** Ctrl-C ends the pod in its proper order, the app before its sidecar, and nothing is left running. */
    @Test
    void interruptEndsThePodInOrder() throws Exception {
        try (var player = new Running(PLAYER, pod("trap 'exit 0' TERM;", 30))) {
            List<ProcessHandle> containers = List.of(player.awaitPid(), player.awaitPid());
            player.signal("INT");
            assertThat(player.awaitEnd()).isEqualTo(130);
            assertThat(String.join("\n", player.lines)).containsSubsequence("Pod demo: interrupted",
                    "app  ended: 3 Error", "sidecar  ended: 0 Completed");
            assertThat(containers).noneMatch(ProcessHandle::isAlive);
        }
    }

    /** A second Ctrl-C doesn't wait for a container that ignores SIGTERM. */
    @Test
    void secondInterruptEndsAtOnce() throws Exception {
        try (var player = new Running(PLAYER, pod("trap '' TERM;", 300))) {
            List<ProcessHandle> containers = List.of(player.awaitPid(), player.awaitPid());
            player.signal("INT");
            player.awaitLine("app  ended");
            player.signal("INT");
            assertThat(player.awaitEnd()).isEqualTo(130);
            Await.until("the containers' end", SOON, () -> containers.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    /** Though nobody reads what a container floods, it is the second Ctrl-C, if not the first, that ends the player. */
    @Test
    void interruptEndsAFloodThatNobodyReads() throws Exception {
        String flood = file("flood", """
                apiVersion: v1
                kind: Pod
                metadata: {name: demo}
                spec:
                  restartPolicy: Never
                  containers: [{name: app, image: any, command: [sh, -c, "echo pid=$$$$; exec yes"]}]
                """);
        try (var player = new Running(PLAYER, flood)) {
            ProcessHandle container = player.awaitPid();
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            do {
                assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
                player.signal("INT");
            } while (!player.process.waitFor(1, SECONDS));
            assertThat(player.process.exitValue()).isEqualTo(130);
            Await.until("the containers' end", SOON, () -> !container.isAlive());
        }
    }

    /** What a player that was killed has left running is ended by the next one. */
    @Test
    void nextRunCleansUpAfterAKilledPlayer() throws Exception {
        try (var player = new Running(PLAYER, pod("trap '' TERM;", 300))) {
            List<ProcessHandle> containers = List.of(player.awaitPid(), player.awaitPid());
            player.signal("KILL");
            player.awaitEnd();
            assertThat(containers).allMatch(ProcessHandle::isAlive);
            try (var next = new Running(PLAYER, file("true", BRIEF))) {
                assertThat(next.awaitEnd()).isZero();
            }
            Await.until("the containers' end", SOON, () -> containers.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    /** A folder and a file may have any name, though the locale knows ASCII alone, or isn't on this machine. */
    @ParameterizedTest
    @ValueSource(strings = {"C", "xx_XX.UTF-8"})
    void namesBeyondAscii(String locale) throws Exception {
        var manifest = file("true", BRIEF);
        // this test's own Java may know ASCII alone, too
        try (var player = new Running("sh", "-c",
                "name=$(printf 'gr\\303\\274n') && mkdir \"$0/$name\" && cd \"$0/$name\""
                        + " && cp \"$1\" \"$name.yaml\" && LC_ALL=$2 exec \"$3\" \"$name.yaml\"",
                folder.toString(), manifest, locale,
                PLAYER)) {
            assertThat(player.awaitEnd()).as(String.join("\n", player.lines)).isZero();
        }
    }

    /** With -o json standard output is what the API would show, and nothing else. */
    @Test
    void jsonIsAListOfTheObjects() throws Exception {
        Process player = new ProcessBuilder(PLAYER, "-o", "json", "-").redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var manifest = player.getOutputStream()) {
            manifest.write("""
                    apiVersion: batch/v1
                    kind: Job
                    metadata: {name: demo}
                    spec:
                      template:
                        spec:
                          restartPolicy: Never
                          containers: [{name: app, image: any, command: ["true"]}]
                    """.getBytes());
        }
        var list = new KubernetesSerialization().unmarshal(player.getInputStream(), KubernetesList.class);
        assertThat(player.waitFor()).isZero();
        assertThat(list.getItems()).extracting("kind").startsWith("Job", "Pod", "Event");
    }

    /** On a terminal the rows are drawn in place and in colour, with NO_COLOR or --no-color without, elsewhere as lines. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "script(1) takes other arguments elsewhere")
    void terminalGetsALiveTimeline() throws Exception {
        String manifest = file("short", """
                apiVersion: v1
                kind: Pod
                metadata: {name: demo}
                spec:
                  restartPolicy: Never
                  containers: [{name: app, image: any, command: [sleep, "0.5"]}]
                """);
        String up = "\u001b[";
        String colour = "\u001b\\[[0-9;]*m";
        assertThat(onTerminal(PLAYER + " " + manifest)).contains(up).containsPattern(colour);
        assertThat(onTerminal("NO_COLOR=1 " + PLAYER + " " + manifest)).contains(up).doesNotContainPattern(colour);
        assertThat(onTerminal(PLAYER + " --no-color " + manifest)).contains(up).doesNotContainPattern(colour);
        try (var player = new Running(PLAYER, manifest)) {
            assertThat(player.awaitEnd()).isZero();
            assertThat(player.lines).noneMatch(line -> line.contains("\u001b"));
        }
    }

    private static String onTerminal(String command) throws IOException, InterruptedException {
        Process script = new ProcessBuilder("script", "--quiet", "--return", "--command", command, "/dev/null")
                .redirectErrorStream(true).start();
        script.getOutputStream().close();
        String output = new String(script.getInputStream().readAllBytes());
        assertThat(script.waitFor()).as(output).isZero();
        return output;
    }

    private String pod(String sidecarTrap, int grace) throws IOException {
        return file("pod", POD.formatted(grace, sidecarTrap));
    }

    private String file(String name, String yaml) throws IOException {
        return Files.writeString(folder.resolve(name + ".yaml"), yaml).toString();
    }

    /** A running player, and the lines that it has printed. */
    private static final class Running implements AutoCloseable {

        private final Process process;
        private final BufferedReader output;
        private final List<String> lines = new ArrayList<>();

        Running(String... command) throws IOException {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
            output = process.inputReader();
        }

        String awaitLine(String text) throws IOException {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                if (line.contains(text)) {
                    return line;
                }
            }
            throw new AssertionError("no line with " + text + " in " + lines);
        }

        ProcessHandle awaitPid() throws IOException {
            String line = awaitLine("pid=");
            return ProcessHandle.of(Long.parseLong(line.substring(line.indexOf("pid=") + 4))).orElseThrow();
        }

        void signal(String name) throws IOException, InterruptedException {
            assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor()).isZero();
        }

        int awaitEnd() throws IOException, InterruptedException {
            if (process.isAlive()) {
                for (String line = output.readLine(); line != null; line = output.readLine()) {
                    lines.add(line);
                }
            }
            assertThat(process.waitFor(60, SECONDS)).isTrue();
            return process.exitValue();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
