package org.sidecardemo.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesList;
import io.fabric8.kubernetes.api.model.KubernetesListBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;

import static java.util.concurrent.TimeUnit.SECONDS;

/** The player that the build has made, run as a program. */
final class PodPlayer {

    private static final Path PROGRAM = Path.of(System.getProperty("root"),
            "pod-player/target/pod-player/bin/pod-player");
    /** More than any grace period in the manifests, which begins when the time to watch is over. */
    private static final Duration TIME_TO_STOP = Duration.ofSeconds(60);
    /** The exit code for input that is not valid. */
    private static final int BAD_INPUT = 2;

    private final List<String> options;

    private PodPlayer(List<String> options) {
        this.options = options;
    }

    /** Containers are local processes. */
    static PodPlayer ofProcesses() {
        return new PodPlayer(List.of("--image", Busybox.IMAGE + "=busybox"));
    }

    /** As {@link #ofProcesses()}; it also draws what it plays, into this folder, and ends with the table of it. */
    static PodPlayer ofProcesses(Path gallery) {
        return new PodPlayer(List.of("--gallery", gallery.toString()));
    }

    /** Containers are Docker's. */
    static PodPlayer ofDocker() {
        return new PodPlayer(List.of("--runtime", "docker", "--pause-image", Busybox.PAUSE_IMAGE));
    }

    /** The same player, which does as a release of Kubernetes, such as 1.29. */
    PodPlayer of(String release) {
        return new PodPlayer(Stream.concat(options.stream(), Stream.of("--kubernetes", release)).toList());
    }

    /** Draws objects of the API, and returns the picture. */
    static String draw(List<HasMetadata> objects) throws IOException, InterruptedException {
        Path picture = Files.createTempFile("pod-player-", ".svg");
        try {
            new Program(PROGRAM.toString(), "draw", "-", "--timeline", picture.toString())
                    .run(Serialization.asJson(new KubernetesListBuilder().addAllToItems(objects).build()));
            return Files.readString(picture);
        } finally {
            Files.delete(picture);
        }
    }

    /** Plays a scenario until it has ended or is to be looked at, as a file of this folder. */
    Run play(Scenario scenario, Path folder) throws IOException, InterruptedException {
        Path manifest = folder.resolve(scenario.name() + ".yaml");
        Files.writeString(manifest, Serialization.asYaml(scenario.workload()));
        return play(manifest, scenario.atMost());
    }

    /**
     * Plays a manifest until it has ended, or for so long, and says how things stand then.
     *
     * @throws Refused if it is not valid
     */
    Run play(Path manifest, Duration atMost) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(PROGRAM.toString(), "--output", "json", "--timeout",
                atMost.toMillis() + "ms"));
        command.addAll(options);
        command.add(manifest.toString());
        Path objects = Files.createTempFile("pod-player-", ".json");
        Path timeline = Files.createTempFile("pod-player-", ".txt");
        var builder = new ProcessBuilder(command).redirectOutput(objects.toFile()).redirectError(timeline.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        var player = builder.start();
        try {
            if (!player.waitFor(atMost.plus(TIME_TO_STOP).toSeconds(), SECONDS)) {
                throw new AssertionError("the player doesn't end:\n" + Files.readString(timeline));
            }
            String json = Files.readString(objects);
            if (player.exitValue() == BAD_INPUT) {
                throw new Refused(Files.readString(timeline));
            }
            if (json.isEmpty()) {
                throw new AssertionError("the player says:\n" + Files.readString(timeline));
            }
            return Run.of(Serialization.unmarshal(json, KubernetesList.class).getItems(),
                    Files.readString(timeline));
        } finally {
            player.destroy();
            Files.delete(objects);
            Files.delete(timeline);
        }
    }
}
