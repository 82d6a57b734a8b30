package org.sidecardemo.systemtests.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.sidecardemo.systemtests.ImageArchive;
import org.sidecardemo.systemtests.Program;

/**
 * Containers of our images by Docker's command line, confined as in the manifests (but for the limit of one processor,
 * which would measure how the kernel throttles), on the network of this machine, with the {@link Tools}.
 */
final class Docker {

    private static final String MEMORY = "128m";

    private final Tools tools;
    private final Optional<String> obstacle;

    Docker(Tools tools) throws IOException, InterruptedException {
        this.tools = tools;
        this.obstacle = !answers()
                ? Optional.of("no Docker")
                : !tools.hasBusybox() ? Optional.of("no static busybox") : Optional.empty();
    }

    /** An image of ours that the daemon has then, if there are both. */
    Optional<ImageArchive> image(String module, Variant variant) throws IOException, InterruptedException {
        var image = obstacle.isPresent() ? Optional.<ImageArchive>empty() : variant.image(module);
        if (image.isPresent()) {
            new Program("docker", "load", "--quiet", "--input", image.get().file().toString()).run("");
        }
        return image;
    }

    /** Why {@link #image} is empty. */
    String missing(Variant variant) {
        return obstacle.orElseGet(variant::missing);
    }

    /** The words of the command that a container of this image runs. */
    List<String> command(ImageArchive image) throws IOException, InterruptedException {
        var json = new Program("docker", "image", "inspect", "--format", "{{json .Config.Entrypoint}}",
                image.reference()).run("").output();
        return List.of(new KubernetesSerialization().unmarshal(json, String[].class));
    }

    /** The command line that runs a shell's script, with its parameters, in a container, where it is PID 1. */
    List<String> shell(ImageArchive image, List<String> options, Map<String, String> environment, String script,
            List<String> parameters) {
        var words = new ArrayList<>(List.of("docker", "run", "--network", "host", "--read-only", "--cap-drop", "ALL",
                "--security-opt", "no-new-privileges", "--memory", MEMORY,
                "--volume", tools.folder() + ":" + Tools.MOUNTED + ":ro", "--entrypoint", Tools.BUSYBOX));
        environment.forEach((name, value) -> words.addAll(List.of("--env", name + "=" + value)));
        words.addAll(options);
        words.addAll(List.of(image.reference(), "sh", "-c", script, "sh"));
        words.addAll(parameters);
        return words;
    }

    private static boolean answers() throws IOException, InterruptedException {
        if (Program.find("docker").isEmpty()) {
            return false;
        }
        try {
            new Program("docker", "version").run("");
            return true;
        } catch (IllegalStateException _) {
            return false;
        }
    }
}
