package org.sidecardemo.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Capability;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * Both images, of the variant that is to be tested, in the Docker daemon, and containers of them that are confined as the
 * manifests confine theirs.
 */
final class Images {

    static final List<String> NAMES = List.of("slow-sidecar", "sidecar-user");

    private static final String TAG = System.getProperty("image.tag");
    private static final String VARIANT = System.getProperty("image.variant", "");
    private static final Pattern REFERENCE = Pattern.compile("localhost/(?:slow-sidecar|sidecar-user):[0-9.]+\\b");
    private static final Pattern ARCHIVE = Pattern.compile("(slow-sidecar|sidecar-user)[.]tar\\b");

    private Images() {}

    static DockerClient docker() {
        return DockerClientFactory.instance().client();
    }

    /** Loads the archives that the build has written. */
    static void load() {
        for (String name : NAMES) {
            load(archiveFile(name));
        }
    }

    static void load(Path archive) {
        try (var tar = Files.newInputStream(archive)) {
            docker().loadImageCmd(tar).exec();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String archive(String name) {
        return name + VARIANT + ".tar";
    }

    static Path archiveFile(String name) {
        return Path.of(System.getProperty("root"), name, "target", archive(name));
    }

    static String reference(String name) {
        return "localhost/" + name + ":" + TAG;
    }

    /** What is executed in a container of an image, by its path there. */
    static String program(String name) {
        return areNative() ? "app/" + name : "opt/java/bin/java";
    }

    static boolean areNative() {
        return VARIANT.equals("-native");
    }

    /** A text of the project, with the images to test in place of those that it names. */
    static String withTestedImages(String text) {
        return ARCHIVE.matcher(REFERENCE.matcher(text).replaceAll("$0" + VARIANT)).replaceAll("$1" + VARIANT + ".tar");
    }

    /** A manifest, with the images to test in place of those that it names. */
    static Path withTestedImages(Path manifest) throws IOException {
        if (VARIANT.isEmpty()) {
            return manifest;
        }
        String tested = withTestedImages(Files.readString(manifest));
        Path file = Files.createTempFile("manifest-", ".yaml");
        file.toFile().deleteOnExit();
        return Files.writeString(file, tested);
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
