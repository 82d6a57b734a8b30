package org.sidecardemo.systemtests;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is in the images, and what their configuration says. */
@Tag("images")
class ImageTest {

    private static final String SHELL_OR_PACKAGE_MANAGER = ".*/(sh|bash|dash|ash|zsh|ksh|busybox|toybox|env|perl|python.*"
            + "|apk|apt|apt-get|dpkg|rpm|dnf|microdnf|yum|pacman|pip3?)$";
    private static final String SECRET_FILE = ".*(/id_(rsa|dsa|ecdsa|ed25519)|\\.(pem|key|p12|pfx|jks|keystore)|/\\.(netrc|npmrc"
            + "|pgpass|git-credentials|env)|/\\.docker/config\\.json|/\\.m2/settings\\.xml|/\\.kube/config)$";
    /** A key's first line and more than that, or how the tokens of some services begin. */
    private static final Pattern SECRET = Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----\\s+[A-Za-z0-9+/=]{40}"
            + "|\\b(AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|xox[abp]-[0-9]{10}[-0-9A-Za-z]{10})");

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
    void labelsSayWhatItIsAndWhereItComesFrom(String name) throws Exception {
        Map<String, String> labels = Images.docker().inspectImageCmd(Images.reference(name)).exec().getConfig()
                .getLabels();
        assertThat(labels).containsEntry("org.opencontainers.image.title", name)
                .containsEntry("org.opencontainers.image.licenses", "Apache-2.0")
                .containsKey("org.opencontainers.image.version")
                .hasEntrySatisfying("org.opencontainers.image.revision",
                        revision -> assertThat(revision).matches("[0-9a-f]{40}"));
        assertThat(Optional.ofNullable(labels.get("org.opencontainers.image.source"))).isEqualTo(origin());
    }

    /** Where this repository was cloned from, if it was. */
    private static Optional<String> origin() throws IOException, InterruptedException {
        Process git = new ProcessBuilder("git", "remote", "get-url", "origin").directory(Docs.ROOT.toFile()).start();
        String url = new String(git.getInputStream().readAllBytes()).strip();
        return git.waitFor() == 0 ? Optional.of(url.replaceFirst("(?<=^https?://)[^/]*@", "")) : Optional.empty();
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
            assertThat(entry.getName()).doesNotMatch(SHELL_OR_PACKAGE_MANAGER);
            assertThat(entry.getMode() & 06000).as("setuid or setgid of " + entry.getName()).isZero();
            if (!entry.isSymbolicLink() && !isMadeByDocker(entry.getName())) {
                assertThat(entry.getMode() & 0002).as("write permission of " + entry.getName()).isZero();
                assertThat(entry.getLongUserId()).as("owner of " + entry.getName()).isZero();
            }
        }
    }

    /** No private key and no credential, in any file or in the configuration. */
    @ParameterizedTest
    @ValueSource(strings = {"slow-sidecar", "sidecar-user"})
    void holdsNoSecret(String name) throws IOException {
        try (var files = filesOf(name)) {
            for (TarArchiveEntry entry = files.getNextEntry(); entry != null; entry = files.getNextEntry()) {
                assertThat(entry.getName()).doesNotMatch(SECRET_FILE);
                assertThat(SECRET.matcher(new String(files.readAllBytes(), StandardCharsets.ISO_8859_1)).find())
                        .as("a secret in " + entry.getName()).isFalse();
            }
        }
        var config = Images.docker().inspectImageCmd(Images.reference(name)).exec().getConfig();
        assertThat(String.join("\n", Objects.requireNonNullElse(config.getEnv(), new String[0])))
                .doesNotContainPattern("(?i)(password|token|secret|key)");
    }

    @Torture(of = Torture.Part.IMAGES, with = "running a shell of any name, and a look at every file of both")
    void noShellRunsInThem(Finding finding) throws IOException {
        for (String name : Images.NAMES) {
            for (String shell : List.of("sh", "/bin/sh", "/bin/bash", "/bin/dash", "/bin/ash", "/busybox/sh", "busybox",
                    "/usr/bin/env", "apt-get", "apk")) {
                assertThatThrownBy(() -> runs(name, shell)).as(shell + " in " + name).hasMessageContaining(shell);
            }
            holdsNoShellNoSetuidFileAndNothingThatItsUserMayWrite(name);
            holdsNoSecret(name);
        }
        finding.is("no shell, package manager, setuid file, private key or credential; nothing its user may write");
    }

    private static void runs(String name, String program) {
        String id = Images.docker().createContainerCmd(Images.reference(name)).withEntrypoint(program).exec().getId();
        try {
            Images.docker().startContainerCmd(id).exec();
        } finally {
            Images.docker().removeContainerCmd(id).withForce(true).exec();
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
