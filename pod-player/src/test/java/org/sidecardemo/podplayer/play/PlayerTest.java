package org.sidecardemo.podplayer.play;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sidecardemo.podplayer.lifecycle.Event;
import org.sidecardemo.podplayer.lifecycle.Event.Type;
import org.sidecardemo.podplayer.manifest.ManifestReader;
import org.sidecardemo.podplayer.manifest.Workload;
import org.sidecardemo.podplayer.release.Release;
import org.sidecardemo.podplayer.report.Ansi;
import org.sidecardemo.podplayer.report.PlainLines;
import org.sidecardemo.podplayer.report.Recording;
import org.sidecardemo.podplayer.report.Verdict;
import org.sidecardemo.podplayer.report.Verdict.Outcome;
import org.sidecardemo.podplayer.runtime.ContainerEnd;

@Timeout(30)
class PlayerTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    /** Enough for a busy machine to start all. */
    private static final Duration A_WHILE = Duration.ofSeconds(2);
    private static final String NATIVE = """
            apiVersion: batch/v1
            kind: Job
            metadata: {name: job}
            spec:
              backoffLimit: 0
              template:
                spec:
                  restartPolicy: Never
                  initContainers:
                  - {name: sidecar, image: sidecar, restartPolicy: Always, startupProbe: {exec: {command: [check]}}}
                  containers:
                  - {name: app, image: app}
            """;
    private static final String CLASSIC = """
            apiVersion: v1
            kind: Pod
            metadata: {name: pod}
            spec:
              restartPolicy: Never
              terminationGracePeriodSeconds: 1
              containers:
              - {name: app, image: app}
              - {name: sidecar, image: sidecar}
            """;

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();

    @AfterEach
    void endThread() throws InterruptedException {
        thread.shutdownNow();
        assertThat(thread.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    /** Sidecar, probe, app, the app's end, the sidecar's end: each is asked for when the one before has been seen. */
    @Test
    void order() throws Exception {
        var runtime = new FakeRuntime();
        try (var player = player(runtime, NATIVE)) {
            var watched = watch(player, LONG);
            assertThat(runtime.call()).isEqualTo("start sidecar");
            assertThat(runtime.call()).isEqualTo("exec check");
            assertThat(runtime.call()).isEqualTo("start app");
            runtime.container("app").ended(ContainerEnd.ofExit(0));
            assertThat(runtime.call()).isEqualTo("terminate sidecar");
            assertThat(watched.get().verdict()).isEqualTo(new Verdict(Outcome.COMPLETE,
                    "app is done (Completed, 0), then sidecar was stopped (Error, 143)"));
        }
    }

    /** A probe runs on a platform thread: the JVM's exit would wait 300 ms for what polls the sockets of virtual ones. */
    @Test
    void quickExit() throws Exception {
        var runtime = new FakeRuntime();
        try (var player = player(runtime, NATIVE)) {
            var watched = watch(player, LONG);
            while (!runtime.call().equals("start app")) {
                // the sidecar comes first
            }
            assertThat(runtime.execOnVirtualThread()).isFalse();
            runtime.container("app").ended(ContainerEnd.ofExit(0));
            watched.get();
        }
    }

    /** The recording has the objects as the API would show them, and all events in order. */
    @Test
    void recording() throws Exception {
        var runtime = new FakeRuntime();
        try (var player = player(runtime, NATIVE)) {
            var watched = watch(player, LONG);
            while (!runtime.call().equals("start app")) {
                // the sidecar comes first
            }
            runtime.container("app").ended(ContainerEnd.ofExit(0));
            var recording = watched.get();
            assertThat(recording.events()).extracting(Event::at).isSorted();
            assertThat(recording.events()).extracting(Event::type).contains(Type.POD_CREATED, Type.JOB_CONDITION);
            var job = recording.job().orElseThrow();
            assertThat(job.getStatus().getSucceeded()).isEqualTo(1);
            assertThat(recording.pods()).singleElement().satisfies(pod -> {
                assertThat(pod.getMetadata().getName()).matches("job-[a-z0-9]{5}");
                assertThat(pod.getMetadata().getOwnerReferences().getFirst().getUid())
                        .isEqualTo(job.getMetadata().getUid());
                assertThat(pod.getMetadata().getLabels())
                        .containsAllEntriesOf(job.getSpec().getSelector().getMatchLabels())
                        .containsEntry("batch.kubernetes.io/job-name", "job");
                assertThat(pod.getStatus().getPhase()).isEqualTo("Succeeded");
                assertThat(pod.getStatus().getPodIP()).isEqualTo("127.0.0.1");
                assertThat(pod.getStatus().getHostIP()).isEqualTo("127.0.0.1");
                assertThat(pod.getStatus().getQosClass()).isEqualTo("BestEffort");
                assertThat(pod.getMetadata().getDeletionTimestamp()).isNull();
                assertThat(pod.getStatus().getContainerStatuses()).singleElement().satisfies(app -> {
                    assertThat(app.getContainerID()).isEqualTo("fake://app");
                    assertThat(app.getState().getTerminated().getContainerID()).isEqualTo("fake://app");
                });
            });
        }
    }

    /** A pod that its Job has ended bears the time at which it is to be gone. */
    @Test
    void deletedPod() throws Exception {
        var runtime = new FakeRuntime();
        try (var player = player(runtime, NATIVE.replace("backoffLimit", "activeDeadlineSeconds: 1\n  backoffLimit"))) {
            var recording = watch(player, LONG).get();
            assertThat(recording.verdict().outcome()).isEqualTo(Outcome.FAILED);
            assertThat(recording.pods()).singleElement().extracting(Pod::getMetadata).satisfies(metadata -> {
                assertThat(metadata.getDeletionGracePeriodSeconds()).isEqualTo(30);
                assertThat(Instant.parse(metadata.getDeletionTimestamp()))
                        .isAfter(Instant.parse(metadata.getCreationTimestamp()).plusSeconds(30));
            });
        }
    }

    /** A Job without labels of its own has those of its template, if that has any, and the uid's with them. */
    @ParameterizedTest
    @CsvSource({"'', ''", "'metadata: {labels: {a: b}}, ', 'a,batch.kubernetes.io/controller-uid,"
            + "batch.kubernetes.io/job-name,controller-uid,job-name'"})
    void labels(String metadata, String labels) throws Exception {
        var runtime = new FakeRuntime();
        try (var player = player(runtime, """
                {apiVersion: batch/v1, kind: Job, metadata: {name: job}, spec: {template: {%sspec: {restartPolicy: Never,
                  containers: [{name: app, image: app}]}}}}
                """.formatted(metadata))) {
            var watched = watch(player, LONG);
            assertThat(runtime.call()).isEqualTo("start app");
            runtime.container("app").ended(ContainerEnd.ofExit(0));
            var recording = watched.get();
            assertThat(new TreeSet<>(recording.job().orElseThrow().getMetadata().getLabels().keySet()))
                    .isEqualTo(Stream.of(labels.split(",")).filter(label -> !label.isEmpty())
                            .collect(Collectors.toCollection(TreeSet::new)));
            assertThat(recording.pods().getFirst().getMetadata().getLabels()).containsOnlyKeys(
                    metadata.isEmpty()
                            ? new String[]{"batch.kubernetes.io/controller-uid", "batch.kubernetes.io/job-name",
                                    "controller-uid", "job-name"}
                            : labels.split(","));
        }
    }

    /** When its time is up the verdict is taken while the containers still run, and only then are they ended. */
    @Test
    void stuck() throws Exception {
        var runtime = new FakeRuntime();
        try (var player = player(runtime, CLASSIC)) {
            var recording = player.watch(A_WHILE);
            assertThat(recording.verdict()).isEqualTo(new Verdict(Outcome.STUCK, "app and sidecar have not ended"));
            assertThat(runtime.call()).isEqualTo("start app");
            assertThat(runtime.call()).isEqualTo("start sidecar");
            assertThat(runtime.idle()).isTrue();
            player.stop();
            assertThat(runtime.call()).isEqualTo("terminate app");
            assertThat(runtime.call()).isEqualTo("terminate sidecar");
        }
        assertThat(runtime.call()).isEqualTo("close sandbox");
    }

    /** What ignores SIGTERM is killed after the pod's own grace period. */
    @Test
    void stubborn() throws Exception {
        var runtime = new FakeRuntime("sidecar");
        try (var player = player(runtime, CLASSIC)) {
            player.watch(A_WHILE);
            var begin = Instant.now();
            player.stop();
            assertThat(Duration.between(begin, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(900));
            assertThat(lines()).contains("sidecar  ended: 137 Error");
        }
    }

    /** An interrupt ends the watch at once, whatever the timeout. */
    @Test
    void interrupted() throws Exception {
        var runtime = new FakeRuntime();
        try (var player = player(runtime, CLASSIC)) {
            var watched = watch(player, LONG);
            runtime.call();
            player.interrupt();
            assertThat(watched.get().duration()).isLessThan(LONG);
        }
    }

    /** What a container prints is told after its start. */
    @Test
    void printed() throws Exception {
        var runtime = new FakeRuntime();
        try (var player = player(runtime, CLASSIC)) {
            var watched = watch(player, LONG);
            runtime.call();
            runtime.call();
            runtime.container("app").printed("hello");
            runtime.container("app").ended(ContainerEnd.ofExit(0));
            runtime.container("sidecar").ended(ContainerEnd.ofExit(0));
            watched.get();
            assertThat(lines()).containsSubsequence("pod/app  started", "pod/app  | hello",
                    "pod/app  ended: 0 Completed");
        }
    }

    /** Output that never ends delays neither what is due nor the end of the time to watch. */
    @Test
    void aFloodOfOutputDelaysNothing() throws Exception {
        var runtime = new FakeRuntime();
        try (var player = player(runtime, CLASSIC)) {
            var watched = watch(player, Duration.ofMillis(300));
            // on a busy machine the time is over before the other container's turn
            assertThat(runtime.call()).isEqualTo("start app");
            var flood = Thread.ofVirtual().start(() -> {
                while (!watched.isDone()) {
                    runtime.container("app").printed("more");
                }
            });
            assertThat(watched.get().verdict().outcome()).isEqualTo(Outcome.STUCK);
            player.mute();
            assertThat(flood.join(LONG)).isTrue();
        }
    }

    /** A container that prints faster than its lines are told has to wait, unless nobody wants them any more. */
    @Test
    void outputThatIsNotYetToldIsBounded() throws Exception {
        var runtime = new FakeRuntime();
        var told = new CountDownLatch(1);
        var slow = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                try {
                    assertThat(b != '|' || told.await(20, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new InterruptedIOException(e.getMessage());
                }
            }
        };
        try (var player = new Player(runtime, workload(CLASSIC), Release.NEWEST,
                new PlainLines(new PrintStream(slow), new Ansi(false)))) {
            var watched = watch(player, LONG);
            runtime.call();
            runtime.call();
            var printed = new AtomicInteger();
            var flood = Thread.ofPlatform().start(() -> {
                while (printed.incrementAndGet() < 10_000) {
                    runtime.container("app").printed("more");
                }
            });
            while (flood.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            assertThat(printed).hasValueLessThan(100);
            player.mute();
            assertThat(flood.join(LONG)).isTrue();
            told.countDown();
            player.interrupt();
            watched.get();
        }
    }

    private Player player(FakeRuntime runtime, String manifest) throws Exception {
        return new Player(runtime, workload(manifest), Release.NEWEST,
                new PlainLines(new PrintStream(lines, true, StandardCharsets.UTF_8), new Ansi(false)));
    }

    private Future<Recording> watch(Player player, Duration timeout) {
        return thread.submit(() -> player.watch(timeout));
    }

    private String lines() {
        return lines.toString(StandardCharsets.UTF_8);
    }

    private static Workload workload(String manifest) throws Exception {
        return new ManifestReader(Release.NEWEST)
                .read("test", new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8)))
                .workloads().getFirst();
    }
}
