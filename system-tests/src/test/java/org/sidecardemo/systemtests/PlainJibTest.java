package org.sidecardemo.systemtests;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

import static org.assertj.core.api.Assertions.assertThat;

/** What people type who know Jib, without a profile, on a base image that stands in for the real one; and what make does of it. */
@Tag("images")
class PlainJibTest {

    private static final String INSECURE = "-Djib.allowInsecureRegistries=true";
    private static final String ARCHITECTURE = System.getProperty("os.arch").replace("aarch64", "arm64");

    private static Registry registry;
    private static Checkout checkout;
    private static String base;
    private static String version;

    @BeforeAll
    static void start(@TempDir Path storage, @TempDir Path sources) throws Exception {
        registry = new Registry(storage);
        checkout = Checkout.into(sources);
        base = StandInBase.pushWithJava(registry).name();
        version = System.getProperty("project.version");
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    /** Of the whole project, of which most modules are no images. */
    @Test
    void dockerBuildMakesImagesThatWork() throws Exception {
        succeeds(checkout.maven("package jib:dockerBuild", INSECURE, "-Dimage.base=" + base,
                "-Dimage.registry=localhost/plain"));
        try (var sidecar = new GenericContainer<>(DockerImageName.parse("localhost/plain/slow-sidecar:" + version))
                .withImagePullPolicy(_ -> false).withEnv("START_DELAY", "0")
                .waitingFor(Wait.forLogMessage(".* listening on port 8081\\n", 1))) {
            sidecar.start();
            try (var user = new GenericContainer<>(DockerImageName.parse("localhost/plain/sidecar-user:" + version))
                    .withImagePullPolicy(_ -> false).withNetworkMode("container:" + sidecar.getContainerId())
                    .waitingFor(Wait.forLogMessage(".*Success: Reached localhost:8081\\n", 1))) {
                user.start();
            }
        }
    }

    @Test
    void buildTarMakesAnArchiveForThisMachine() throws Exception {
        succeeds(checkout.maven("package jib:buildTar -pl slow-sidecar", INSECURE, "-Dimage.base=" + base));
        Archive archive = Archive.read(checkout.folder().resolve("slow-sidecar/target/slow-sidecar.tar"));
        assertThat(archive.tag()).isEqualTo("localhost/slow-sidecar:" + version);
        assertThat(archive.image().get("architecture").asString()).isEqualTo(ARCHITECTURE);
    }

    @Test
    void buildPushesAnIndexOfBothPlatforms() throws Exception {
        succeeds(checkout.maven("package jib:build -pl sidecar-user", INSECURE, "-Dimage.base=" + base,
                "-Dimage.registry=" + registry.name() + "/plain"));
        assertThat(registry.manifest("plain/sidecar-user", version).get("manifests").valueStream()
                .map(manifest -> manifest.get("platform").get("architecture").asString()))
                .containsExactlyInAnyOrder("amd64", "arm64");
    }

    /** Where this isn't Linux make lays the images on a base by itself, and says so; they are named as in the manifests. */
    @Test
    void makeImagesWorksWhereThisIsNotLinux(@TempDir Path programs) throws Exception {
        Path uname = Files.writeString(programs.resolve("uname"), "#!/bin/sh\necho Darwin\n");
        assertThat(uname.toFile().setExecutable(true)).isTrue();
        Checkout.Made made = succeeds(checkout.makeWithPath(programs + ":" + System.getenv("PATH"), "images",
                "BASE=" + base, "MVN=mvn " + INSECURE));
        assertThat(made.lines()).contains(
                "make: this is not Linux: the images are laid on a base image, as with DISTROLESS=1",
                "slow-sidecar/target/slow-sidecar.tar", "sidecar-user/target/sidecar-user.tar");
        for (String name : Images.NAMES) {
            Archive archive = Archive.read(checkout.folder().resolve(name + "/target/" + name + ".tar"));
            assertThat(archive.tag()).isEqualTo("localhost/" + name + ":" + version);
            assertThat(archive.image().get("config").get("Entrypoint").get(0).asString()).isEqualTo("java");
        }
    }

    /** The same on Linux, where it is asked for, and without a word. */
    @Test
    void makeDockerTakesTheBaseWhereItIsAskedTo() throws Exception {
        Checkout.Made made = checkout.make("--dry-run", "docker", "DISTROLESS=1");
        assertThat(made.lines())
                .anyMatch(line -> line.matches("mvn .* package jib:dockerBuild -pl slow-sidecar,sidecar-user"))
                .noneMatch(line -> line.contains("echo 'make: this is not Linux"));
    }

    private static Checkout.Made succeeds(Checkout.Made made) {
        assertThat(made.exitCode()).as(String.join("\n", made.lines())).isZero();
        return made;
    }
}
