package org.sidecardemo.podplayer.play;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import org.sidecardemo.podplayer.lifecycle.Event;
import org.sidecardemo.podplayer.manifest.Config;
import org.sidecardemo.podplayer.manifest.InvalidManifest;
import org.sidecardemo.podplayer.manifest.ManifestReader;
import org.sidecardemo.podplayer.release.Release;
import org.sidecardemo.podplayer.report.Json;
import org.sidecardemo.podplayer.report.Recording;
import org.sidecardemo.podplayer.report.Reporter;
import org.sidecardemo.podplayer.runtime.ContainerRuntime;
import org.sidecardemo.podplayer.runtime.EngineRuntime;
import org.sidecardemo.podplayer.runtime.ImageCommands;
import org.sidecardemo.podplayer.runtime.ProcessRuntime;

/** Plays a workload whose containers all have a command, in real time. */
public final class RealPlay {

    /** It holds a pod's network; with {@link org.sidecardemo.podplayer.lifecycle.ScriptedPod#IMAGE} it is in one archive. */
    private static final String PAUSE_IMAGE = "localhost/busybox-pause:1";

    private RealPlay() {}

    /** @return how it stood when it had ended, or after this time; nothing runs any more */
    public static Recording byProcesses(HasMetadata workload, Release release, Duration timeout)
            throws IOException, InvalidManifest, InterruptedException {
        return play(() -> new ProcessRuntime(new ImageCommands(Map.of()), Config.NONE), workload, release, timeout);
    }

    /** @return how it stood when it had ended, or after this time; nothing runs any more */
    public static Recording byDocker(HasMetadata workload, Release release, Duration timeout)
            throws IOException, InvalidManifest, InterruptedException {
        return play(() -> new EngineRuntime("docker", PAUSE_IMAGE, Config.NONE), workload, release, timeout);
    }

    private static Recording play(Supplier<ContainerRuntime> opened, HasMetadata workload, Release release,
            Duration timeout) throws IOException, InvalidManifest, InterruptedException {
        var json = Json.of(workload).getBytes(StandardCharsets.UTF_8);
        var read = new ManifestReader(release).read("test", new ByteArrayInputStream(json)).workloads().getFirst();
        try (var runtime = open(opened);
                var player = new Player(runtime, read, release, new NoReporter())) {
            return player.watch(timeout);
        }
    }

    /** One after the other: each cleans up after dead processes, by locks that keep off other processes alone. */
    private static synchronized ContainerRuntime open(Supplier<ContainerRuntime> opened) {
        return opened.get();
    }

    private static final class NoReporter implements Reporter {

        @Override
        public void begin(String name, Instant now) {}

        @Override
        public void created(Pod pod) {}

        @Override
        public void event(Event event) {}

        @Override
        public void printed(String pod, String container, String line, Instant now) {}

        @Override
        public void tick(Instant now) {}

        @Override
        public void end(Instant now) {}
    }
}
