package org.sidecardemo.systemtests;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A node's containerd, whose address is in CONTAINERD, pulls from a registry of this machine what was pushed there. */
@Tag("cluster")
@EnabledIfEnvironmentVariable(named = "CONTAINERD", matches = ".+")
class PullTest {

    @Test
    void eachPlatformOfTheImagesCanBePulled(@TempDir Path storage, @TempDir Path sources) throws Exception {
        try (Registry registry = new Registry(storage)) {
            Checkout.into(sources).make("push", "DISTROLESS=1", "BASE=" + StandInBase.push(registry).name(),
                    "REGISTRY=" + registry.name() + "/team", "PUSH_FLAGS=-Djib.allowInsecureRegistries=true");
            for (String name : Images.NAMES) {
                String tag = System.getProperty("project.version");
                String image = registry.name() + "/team/" + name + ":" + tag;
                String digest = registry.digest("team/" + name, tag);
                try {
                    for (String architecture : List.of("amd64", "arm64")) {
                        ctr("pull", "--plain-http", "--platform", "linux/" + architecture, image + "@" + digest);
                    }
                    assertThat(ctr("list", "--quiet")).contains(image + "@" + digest);
                } finally {
                    ctr("remove", image + "@" + digest);
                }
            }
        }
    }

    private static List<String> ctr(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("ctr", "--address", System.getenv("CONTAINERD"), "images"));
        command.addAll(List.of(arguments));
        Process ctr = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines = ctr.inputReader().lines().toList();
        assertThat(ctr.waitFor()).as(command + "\n" + String.join("\n", lines)).isZero();
        return lines;
    }
}
