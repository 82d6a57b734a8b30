package org.sidecardemo.systemtests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The player ended by signals at random moments of random plays. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "what is left running is looked for in /proc")
class PlayerSignalsTortureTest {

    private static final int PLAYS = 200;
    private static final int AT_ONCE = 4;
    private static final int LATEST_MILLIS = 1500;
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final List<String> SIGNALS = List.of("INT", "TERM", "KILL");

    @TempDir
    Path folder;

    @BeforeAll
    static void hearInterrupts() {
        DefaultSignals.restore();
    }

    @Torture(of = Torture.Part.PLAYER, with = "200 random pods, ended by SIGINT, SIGTERM or SIGKILL of the player at a random moment")
    void signalsAtAnyMoment(Finding finding) throws Exception {
        long seed = System.nanoTime();
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var plays = IntStream.range(0, AT_ONCE).<Callable<List<Play>>>mapToObj(
                    thread -> () -> plays(seed, thread)).toList();
            var played = new ArrayList<Play>();
            for (var each : threads.invokeAll(plays)) {
                played.addAll(each.get());
            }
            long killed = played.stream().filter(play -> play.signal().equals("KILL")).count();
            long interrupted = played.stream().filter(play -> play.exitCode() > 128).count() - killed;
            assertThat(played).hasSize(PLAYS);
            assertThat(killed).as("plays killed").isPositive();
            assertThat(interrupted).as("plays interrupted").isPositive();
            finding.is("no process and no temporary file is left; after SIGKILL the next run sees to it");
        }
    }

    /** A share of the plays; each thread has a temporary folder of its own. */
    private List<Play> plays(long seed, int thread) throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("tmp-" + thread));
        var plays = new ArrayList<Play>();
        for (int number = thread; number < PLAYS; number += AT_ONCE) {
            var play = new Play(seed + number, number, folder, temporary);
            plays.add(play);
            play.run();
        }
        return plays;
    }

    /** One play; its seed makes its pod, its signal and the moment. */
    private static final class Play {

        private final long seed;
        private final Random random;
        private final Path folder;
        private final Path temporary;
        /** In the environment and the command lines of all that the pod starts. */
        private final String mark;
        private final String signal;
        private int exitCode;

        Play(long seed, int number, Path folder, Path temporary) {
            this.seed = seed;
            this.folder = folder;
            this.temporary = temporary;
            random = new Random(seed);
            mark = "9%d%05d".formatted(ProcessHandle.current().pid(), number);
            signal = SIGNALS.get(random.nextInt(SIGNALS.size()));
        }

        String signal() {
            return signal;
        }

        int exitCode() {
            return exitCode;
        }

        void run() throws IOException, InterruptedException {
            String pod = pod();
            String what = "seed %d, SIG%s, pod%n%s".formatted(seed, signal, pod);
            exitCode = played("", pod, what, random.nextInt(LATEST_MILLIS));
            if (signal.equals("KILL")) {
                played("next", """
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: next}
                        spec: {restartPolicy: Never, containers: [{name: app, image: none, command: ["true"]}]}
                        """, what, DEADLINE.toMillis());
            }
            assertThat(left()).as("processes left; " + what).isEmpty();
            try (var files = Files.list(temporary)) {
                assertThat(files).as("files left; " + what).isEmpty();
            }
        }

        /** Plays a pod, and signals if it has not ended by then; answers the exit code. */
        private int played(String name, String pod, String what, long signalAfterMillis)
                throws IOException, InterruptedException {
            Path manifest = Files.writeString(folder.resolve(mark + name + ".yaml"), pod);
            var builder = new ProcessBuilder(LauncherTest.PLAYER, "--timeout", "1s", manifest.toString())
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
            builder.environment().put("JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=" + temporary);
            Process player = builder.start();
            try {
                if (!player.waitFor(signalAfterMillis, TimeUnit.MILLISECONDS)) {
                    new ProcessBuilder("kill", "-" + signal, Long.toString(player.pid())).start().waitFor();
                }
                assertThat(player.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)).as("the player ends; " + what)
                        .isTrue();
                return player.exitValue();
            } finally {
                player.destroyForcibly();
            }
        }

        private String pod() {
            var containers = new StringBuilder();
            int init = random.nextInt(4);
            for (int i = 0; i < init; i++) {
                boolean sidecar = random.nextBoolean();
                containers.append(container("init-" + i, sidecar ? random.nextInt(8) : 0, sidecar));
            }
            return """
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: demo}
                    spec:
                      restartPolicy: %s
                      terminationGracePeriodSeconds: %d
                      volumes: [{name: data, emptyDir: {}}]
                      initContainers: [%s]
                      containers: [%s]
                    """.formatted(random.nextBoolean() ? "Never" : "OnFailure", random.nextInt(2), containers,
                    IntStream.rangeClosed(0, random.nextInt(3))
                            .mapToObj(i -> container("main-" + i, random.nextInt(8), true))
                            .reduce("", String::concat));
        }

        private String container(String name, int kind, boolean hooks) {
            String script = switch (kind) {
                case 0 -> "sleep 0.$MARK";
                case 1 -> "trap 'exit 3' TERM; while :; do sleep 0.05; done";
                case 2 -> "trap '' TERM; while :; do sleep 0.05; done";
                case 3 -> "exec sleep $MARK";
                case 4 -> "setsid sleep $MARK >/dev/null 2>&1 & exec sleep 0.3";
                case 5 -> "(setsid sh -c 'sleep $MARK & sleep $MARK &' >/dev/null 2>&1 &); sleep 0.2; exit 1";
                case 6 -> "env -i sleep $MARK & while :; do echo $MARK >/data/file; done";
                default -> "yes $MARK | cat";
            };
            boolean sidecar = name.startsWith("init") && hooks;
            return """
                    {name: %s, image: none, %s%s%s env: [{name: MARK, value: "%s"}],
                      volumeMounts: [{name: data, mountPath: /data}], command: [sh, -c, "%s", "%s"]},
                    """.formatted(name, sidecar ? "restartPolicy: Always, " : "",
                    hooks && random.nextInt(4) == 0 ? "startupProbe: {exec: {command: [sleep, '0.1']}}, " : "",
                    hooks && random.nextInt(4) == 0
                            ? "lifecycle: {postStart: {exec: {command: [sleep, '0.1']}}, "
                                    + "preStop: {exec: {command: [sh, -c, 'sleep $MARK']}}}, "
                            : "",
                    mark, script, mark);
        }

        /** What is left of the pod; what was just killed may take a moment to go. */
        private List<String> left() throws IOException {
            long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
            List<String> left = marked();
            while (!left.isEmpty() && System.nanoTime() < deadline) {
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
                left = marked();
            }
            return left;
        }

        private List<String> marked() throws IOException {
            var found = new ArrayList<String>();
            try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
                for (Path process : processes) {
                    String words = textOf(process.resolve("cmdline"));
                    if (words.contains(mark) || textOf(process.resolve("environ")).contains(mark)) {
                        found.add(process.getFileName() + " " + words.replace('\0', ' '));
                    }
                }
            }
            return found;
        }

        private static String textOf(Path file) {
            try {
                return Files.readString(file, StandardCharsets.ISO_8859_1);
            } catch (IOException _) {
                return ""; // it has ended
            }
        }
    }
}
