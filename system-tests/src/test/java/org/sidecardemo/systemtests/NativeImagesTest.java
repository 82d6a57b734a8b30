package org.sidecardemo.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code make images NATIVE=1} as far as it goes without GraalVM: in its place a script writes down its arguments, and
 * copies some program of this machine to where the executable belongs.
 */
@Tag("images")
class NativeImagesTest {

    private static Checkout checkout;

    @BeforeAll
    static void copy(@TempDir Path sources) throws IOException {
        checkout = Checkout.into(sources);
    }

    @Test
    void executablesBecomeImages(@TempDir Path home) throws Exception {
        graalvm(home, "native-image 25.0.1 2025-10-21");
        Checkout.Made made = checkout.make("images", "NATIVE=1", "GRAALVM_HOME=" + home);
        assertThat(made.exitCode()).as(String.join("\n", made.lines())).isZero();
        assertThat(made.lines()).contains("slow-sidecar/target/slow-sidecar-native.tar",
                "sidecar-user/target/sidecar-user-native.tar");
        for (String name : Images.NAMES) {
            Archive archive = Archive.read(checkout.folder().resolve(name + "/target/" + name + "-native.tar"));
            assertThat(archive.tag())
                    .isEqualTo("localhost/" + name + ":" + System.getProperty("project.version") + "-native");
            JsonNode container = archive.image().get("config");
            assertThat(container.get("User").asString()).isEqualTo("65532:65532");
            assertThat(container.get("Entrypoint").valueStream().map(JsonNode::asString))
                    .containsExactly("/app/" + name);
            assertThat(container.get("Labels").propertyNames()).containsExactlyInAnyOrder(
                    "org.opencontainers.image.title", "org.opencontainers.image.description",
                    "org.opencontainers.image.version", "org.opencontainers.image.revision",
                    "org.opencontainers.image.licenses", "org.sidecardemo.sbom");
            assertThat(archive.image().get("architecture").asString())
                    .isEqualTo(System.getProperty("os.arch").replace("aarch64", "arm64"));
            assertThat(archive.modes()).containsEntry("app/" + name, 0755);
            // the executable, and of libraries nothing but the C library
            assertThat(archive.modes().keySet()).allMatch(file -> file.matches("app/" + name
                    + "|etc/(passwd|group|nsswitch[.]conf)|(usr/)?lib.*/(libc[.]so[.]6|ld-linux.*)|usr/share/(licenses|sbom)/.*"));
            assertThat(archive.modes()).containsKeys("usr/share/licenses/graalvm/LICENSE.txt",
                    "usr/share/sbom/runtime.cdx.json", "usr/share/sbom/" + name + ".cdx.json");
        }
        assertThat(arguments(home, "slow-sidecar")).containsSubsequence("-Os", "-march=compatibility",
                "--static-nolibc", "--initialize-at-build-time=io.helidon",
                "--initialize-at-run-time=io.helidon.http.DateTime,io.helidon.http.DateTimeHelper,"
                        + "io.helidon.common.configurable.ThreadPool$Event",
                "-R:MaxHeapSize=32m", "org.sidecardemo.slowsidecar.Main");
        List<String> ofTheClient = arguments(home, "sidecar-user");
        assertThat(ofTheClient).containsExactly("-cp",
                checkout.folder().toRealPath() + "/sidecar-user/target/sidecar-user-"
                        + System.getProperty("project.version") + ".jar",
                "--no-fallback", "--color=never", "-o",
                checkout.folder().toRealPath() + "/sidecar-user/target/sidecar-user",
                "-Os", "-march=compatibility", "--static-nolibc", "-H:+UnlockExperimentalVMOptions",
                "-H:-ParseRuntimeOptions", "org.sidecardemo.sidecaruser.Main");
    }

    /** Modules that are no images take no part in it. */
    @Test
    void wholeProjectIsBuiltWithTheProfile(@TempDir Path home) throws Exception {
        graalvm(home, "native-image 25.0.1 2025-10-21");
        Checkout.Made made = checkout.maven(Map.of("GRAALVM_HOME", home.toString()), "-Pnative package");
        assertThat(made.exitCode()).as(String.join("\n", made.lines())).isZero();
        assertThat(checkout.folder().resolve("slow-sidecar/target/slow-sidecar-native.tar")).exists();
        assertThat(checkout.folder().resolve("pod-player/target/pod-player/bin/pod-player")).exists();
    }

    /** Mandrel has its licences under other names than GraalVM. */
    @Test
    void licencesAreFoundUnderEitherName(@TempDir Path oracles, @TempDir Path mandrel, @TempDir Path none)
            throws Exception {
        for (Path home : List.of(oracles, mandrel, none)) {
            graalvm(home, "native-image 25.0.1 2025-10-21");
        }
        Files.move(mandrel.resolve("LICENSE.txt"), mandrel.resolve("LICENSE"));
        Files.writeString(mandrel.resolve("THIRD_PARTY_LICENSE.txt"), "of others\n");
        Files.delete(none.resolve("LICENSE.txt"));
        assertThat(notices(oracles)).contains("LICENSE.txt");
        assertThat(notices(mandrel)).contains("LICENSE", "THIRD_PARTY_LICENSE.txt");
        assertThat(failure("images", none)).isEqualTo("native images need GraalVM for JDK 25: the one in \"" + none
                + "\" has no licences, which the images are to hold: LICENSE* and legal/java.base; "
                + "install one that has them");
    }

    /** The names of the licences that a native image gets of a GraalVM. */
    private static List<String> notices(Path home) throws Exception {
        Path folder = Files.createTempDirectory(checkout.folder(), "notices");
        Process script = script(Map.of("GRAALVM_HOME", home.toString()), "sh", "runtime/add-notices.sh",
                folder.toString());
        String output = new String(script.getInputStream().readAllBytes());
        assertThat(script.waitFor()).as(output).isZero();
        return List.of(Objects.requireNonNull(folder.resolve("root/usr/share/licenses/graalvm").toFile().list()));
    }

    /** One line, and nothing is built. */
    @Test
    void withoutGraalvmOneLineSaysWhatIsMissing(@TempDir Path empty, @TempDir Path old) throws Exception {
        graalvm(old, "native-image 21.0.5 2024-10-15");
        for (String target : List.of("images", "docker", "push")) {
            assertThat(failure(target, empty)).isEqualTo("native images need GraalVM for JDK 25: GRAALVM_HOME is \""
                    + empty + "\", where bin/native-image is not; install one there");
            assertThat(failure(target, old)).isEqualTo("native images need GraalVM for JDK 25: the one in \"" + old
                    + "\" says it is \"native-image 21.0.5 2024-10-15\"; install another, and let GRAALVM_HOME name it");
        }
        assertThat(checkout.folder().resolve("runtime/target")).doesNotExist();
    }

    /** GRAALVM_HOME comes first, then JAVA_HOME, if that is a GraalVM, then the PATH. */
    @Test
    void graalvmIsTheFirstOfThreePlaces(@TempDir Path first, @TempDir Path second, @TempDir Path third)
            throws Exception {
        for (Path home : List.of(first, second, third)) {
            graalvm(home, "native-image 25.0.1 2025-10-21");
        }
        String path = System.getenv("PATH") + ":" + third + "/bin";
        assertThat(graalvmHome(first.toString(), second.toString(), path)).isEqualTo(first.toString());
        assertThat(graalvmHome("", second.toString(), path)).isEqualTo(second.toString());
        assertThat(graalvmHome("", "/a JDK without it", path)).isEqualTo(third.toRealPath().toString());
        assertThat(graalvmHome("", "", System.getenv("PATH"))).isEqualTo("native images need GraalVM for JDK 25: "
                + "native-image is neither in GRAALVM_HOME, nor in JAVA_HOME, nor on the PATH; "
                + "install one, and let GRAALVM_HOME name it");
    }

    private static String failure(String target, Path home) throws Exception {
        Checkout.Made made = checkout.make(target, "NATIVE=1", "GRAALVM_HOME=" + home, "REGISTRY=localhost:1");
        assertThat(made.exitCode()).isEqualTo(2);
        List<String> lines = made.lines().stream().filter(line -> !line.startsWith("make: ")).toList();
        assertThat(lines).hasSize(1);
        return lines.getFirst();
    }

    private static String graalvmHome(String graalvmHome, String javaHome, String path) throws Exception {
        Process script = script(Map.of("GRAALVM_HOME", graalvmHome, "JAVA_HOME", javaHome, "PATH", path),
                "runtime/graalvm-home.sh");
        return new String(script.getInputStream().readAllBytes()).strip();
    }

    private static Process script(Map<String, String> environment, String... command) throws IOException {
        ProcessBuilder script = new ProcessBuilder(command).directory(checkout.folder().toFile())
                .redirectErrorStream(true);
        script.environment().putAll(environment);
        return script.start();
    }

    private static void graalvm(Path home, String version) throws IOException {
        Path nativeImage = Files.createDirectories(home.resolve("bin")).resolve("native-image");
        Files.writeString(nativeImage, """
                #!/bin/sh
                if [ "$1" = --version ]; then
                  echo '%s'
                  exit
                fi
                printf '%%s\\n' "$@" > '%s/arguments'
                while [ "$1" != -o ]; do shift; done
                mv '%2$s/arguments' "%2$s/$(basename "$2")"
                cp /bin/true "$2"
                """.formatted(version, home));
        assertThat(nativeImage.toFile().setExecutable(true)).isTrue();
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
        Files.writeString(home.resolve("LICENSE.txt"), "a licence\n");
        Files.writeString(Files.createDirectories(home.resolve("legal/java.base")).resolve("LICENSE"), "another\n");
    }

    private static List<String> arguments(Path home, String name) throws IOException {
        return Files.readAllLines(home.resolve(name));
    }
}
