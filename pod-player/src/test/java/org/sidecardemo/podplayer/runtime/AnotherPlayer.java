package org.sidecardemo.podplayer.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import io.fabric8.kubernetes.api.model.Container;
import org.sidecardemo.podplayer.lifecycle.ContainerId;
import org.sidecardemo.podplayer.manifest.Config;

/** A player in a process of its own: runs its last argument as a container's script, and says what it is told. */
final class AnotherPlayer {

    /** The property that names an image: then the player uses docker. */
    static final String IMAGE = "image";

    private AnotherPlayer() {}

    static Process start(String script, String... jvmOptions) throws IOException {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(jvmOptions));
        command.addAll(List.of("-cp", System.getProperty("surefire.test.class.path", System.getProperty(
                "java.class.path")), AnotherPlayer.class.getName(), script));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    public static void main(String[] args) throws InterruptedException {
        var image = System.getProperty(IMAGE);
        try (var runtime = image == null
                ? new ProcessRuntime(new ImageCommands(Map.of()), Config.NONE)
                : new EngineRuntime("docker", image, Config.NONE)) {
            var over = new CountDownLatch(1);
            var sandbox = runtime.createSandbox(Pods.pod());
            sandbox.start(new ContainerId("app", 0), container(image, args[0]), new ContainerListener() {
                private long characters;

                @Override
                public void started(String id) {
                    System.out.println("started");
                }

                @Override
                public void imageMissing(String message) {
                    throw new AssertionError(message);
                }

                @Override
                public void configInvalid(String message) {
                    throw new AssertionError(message);
                }

                @Override
                public void startFailed(String message) {
                    throw new AssertionError(message);
                }

                @Override
                public void printed(String line) {
                    characters += line.length();
                    if (line.length() < 100) {
                        System.out.println(line);
                    }
                }

                @Override
                public void ended(ContainerEnd end) {
                    System.out.println("ended " + end.exitCode() + " after " + characters);
                    over.countDown();
                }
            });
            over.await();
        }
    }

    private static Container container(String image, String script) {
        var container = Pods.shell(script);
        return image == null ? container : container.edit().withImage(image).build();
    }
}
