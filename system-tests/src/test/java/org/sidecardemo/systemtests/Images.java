package org.sidecardemo.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Capability;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** Both images in the Docker daemon, and containers of them that are confined as the manifests confine theirs. */
final class Images {

    static final List<String> NAMES = List.of("slow-sidecar", "sidecar-user");

    private Images() {}

    static DockerClient docker() {
        return DockerClientFactory.instance().client();
    }

    /** Loads the archives that the build has written. */
    static void load() {
        for (String name : NAMES) {
            load(Path.of(System.getProperty("root"), name, "target", name + ".tar"));
        }
    }

    static void load(Path archive) {
        try (var tar = Files.newInputStream(archive)) {
            docker().loadImageCmd(tar).exec();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String reference(String name) {
        return "localhost/" + name + ":" + System.getProperty("image.tag");
    }

    /** A container with a read-only root, no capability and no way to gain one; not yet started. */
    static GenericContainer<?> container(String name, String... command) {
        return new GenericContainer<>(DockerImageName.parse(reference(name)))
                .withImagePullPolicy(_ -> false)
                .withCommand(command)
                .withCreateContainerCmdModifier(create -> create.getHostConfig()
                        .withReadonlyRootfs(true)
                        .withCapDrop(Capability.ALL)
                        .withSecurityOpts(List.of("no-new-privileges")));
    }
}
