package org.sidecardemo.systemtests;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is in the images, and what their configuration says. */
@Tag("images")
class ImageTest {

    @BeforeAll
    static void load() {
        Images.load();
    }

    @ParameterizedTest
    @ValueSource(strings = {"slow-sidecar", "sidecar-user"})
    void runsAsAUserThatKubernetesCanTellIsNotRoot(String name) {
        assertThat(Images.docker().inspectImageCmd(Images.reference(name)).exec().getConfig().getUser())
                .isEqualTo("65532:65532");
    }

    @ParameterizedTest
    @ValueSource(strings = {"slow-sidecar", "sidecar-user"})
    void labelsSayWhatItIsAndWhereItComesFrom(String name) {
        assertThat(Images.docker().inspectImageCmd(Images.reference(name)).exec().getConfig().getLabels())
                .containsEntry("org.opencontainers.image.title", name)
                .containsEntry("org.opencontainers.image.licenses", "Apache-2.0")
                .containsKeys("org.opencontainers.image.version", "org.opencontainers.image.source")
                .hasEntrySatisfying("org.opencontainers.image.revision",
                        revision -> assertThat(revision).matches("[0-9a-f]{40}"));
    }

    /** The architecture in the configuration is that of the program inside. */
    @ParameterizedTest
    @ValueSource(strings = {"slow-sidecar", "sidecar-user"})
    void namesTheArchitectureOfItsProgram(String name) throws IOException {
        var image = Images.docker().inspectImageCmd(Images.reference(name)).exec();
        assertThat(image.getOs()).isEqualTo("linux");
        byte[] program = contentOf(name, Images.program(name));
        assertThat(image.getArch()).isEqualTo(switch (program[18] & 0xff) { // e_machine of the ELF header
            case 62 -> "amd64";
            case 183 -> "arm64";
            default -> throw new AssertionError("e_machine " + program[18]);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"slow-sidecar", "sidecar-user"})
    void holdsNoShellNoSetuidFileAndNothingThatItsUserMayWrite(String name) throws IOException {
        for (TarArchiveEntry entry : entriesOf(name)) {
            assertThat(entry.getName()).doesNotMatch(".*/(sh|bash|dash|ash|busybox|env|perl|python.*)$");
            assertThat(entry.getMode() & 06000).as("setuid or setgid of " + entry.getName()).isZero();
            if (!entry.isSymbolicLink() && !isMadeByDocker(entry.getName())) {
                assertThat(entry.getMode() & 0002).as("write permission of " + entry.getName()).isZero();
                assertThat(entry.getLongUserId()).as("owner of " + entry.getName()).isZero();
            }
        }
    }

    /** Both images carry the very same runtime, or C library if that is all, so that a node keeps and a registry sends it once. */
    @Test
    void bothShareTheRuntimeLayer() {
        List<String> sidecar = layers("slow-sidecar");
        List<String> user = layers("sidecar-user");
        assertThat(sidecar.getLast()).isEqualTo(user.getLast());
    }

    private static List<String> layers(String name) {
        return Images.docker().inspectImageCmd(Images.reference(name)).exec().getRootFS().getLayers();
    }

    /** What a container has before it starts, beyond its image: mount points of the engine's own. */
    private static boolean isMadeByDocker(String path) {
        return path.matches("(\\./)?(dev|proc|sys|etc)(/.*)?|\\.dockerenv|(\\./)?");
    }

    private static List<TarArchiveEntry> entriesOf(String name) throws IOException {
        var entries = new ArrayList<TarArchiveEntry>();
        try (var files = filesOf(name)) {
            for (TarArchiveEntry entry = files.getNextEntry(); entry != null; entry = files.getNextEntry()) {
                entries.add(entry);
            }
        }
        assertThat(entries).as("files of " + name)
                .anyMatch(entry -> entry.getName().endsWith(Images.program(name)));
        return entries;
    }

    private static byte[] contentOf(String name, String path) throws IOException {
        try (var files = filesOf(name)) {
            for (TarArchiveEntry entry = files.getNextEntry(); entry != null; entry = files.getNextEntry()) {
                if (entry.getName().endsWith(path)) {
                    return files.readAllBytes();
                }
            }
        }
        throw new AssertionError(path + " is not in " + name);
    }

    private static TarArchiveInputStream filesOf(String name) throws IOException {
        String id = Images.docker().createContainerCmd(Images.reference(name)).exec().getId();
        try (var archive = Images.docker().copyArchiveFromContainerCmd(id, "/").exec()) {
            // all of it: the daemon doesn't end an answer that is read in part
            return new TarArchiveInputStream(new ByteArrayInputStream(archive.readAllBytes()));
        } finally {
            Images.docker().removeContainerCmd(id).exec();
        }
    }
}
