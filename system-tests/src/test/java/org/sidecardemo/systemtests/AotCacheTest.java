package org.sidecardemo.systemtests;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.IndefiniteWaitOneShotStartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.Wait;

import static org.assertj.core.api.Assertions.assertThat;

/** The images' AOT caches: used where they fit, done without where they don't, and small. */
@Tag("images")
@DisabledIf(value = "org.sidecardemo.systemtests.Images#areNative", disabledReason = "an executable has no class to load")
class AotCacheTest {

    private static final String FROM_CACHE = "source: shared objects file";

    @BeforeAll
    static void load() {
        Images.load();
    }

    /** Almost all: a new Helidon or JDK whose classes the recorded training doesn't know fails this. */
    @Test
    void sidecarHasItsClassesFromTheCache() {
        try (var sidecar = sidecar().withEnv("JAVA_TOOL_OPTIONS", "-Xlog:class+load:stdout")) {
            sidecar.start();
            List<String> loaded = loadedClasses(sidecar);
            assertThat(loaded).hasSizeGreaterThan(1000);
            assertThat(loaded.stream().filter(line -> line.contains(FROM_CACHE)).count())
                    .isGreaterThan(loaded.size() * 95 / 100);
            assertThat(loaded).anyMatch(line -> line.contains(" io.helidon.webserver.") && line.contains(FROM_CACHE));
        }
    }

    @Test
    void userHasItsClassesFromTheCache() {
        try (var user = Images.container("sidecar-user", "--version")
                .withEnv("JAVA_TOOL_OPTIONS", "-Xlog:class+load:stdout")
                .withStartupCheckStrategy(new IndefiniteWaitOneShotStartupCheckStrategy())) {
            user.start();
            List<String> loaded = loadedClasses(user);
            assertThat(loaded).hasSizeGreaterThan(500);
            assertThat(loaded.stream().filter(line -> line.contains(FROM_CACHE)).count())
                    .isGreaterThan(loaded.size() * 95 / 100);
            assertThat(loaded).anyMatch(
                    line -> line.contains(" org.sidecardemo.sidecaruser.Main ") && line.contains(FROM_CACHE));
        }
    }

    @Test
    void sidecarListensWithACacheThatIsRejected() {
        // the cache was made for other headers
        try (var sidecar = sidecar().withEnv("JAVA_TOOL_OPTIONS",
                "-XX:+UseCompactObjectHeaders -Xlog:class+load:stdout")) {
            sidecar.start();
            assertThat(loadedClasses(sidecar)).isNotEmpty().noneMatch(line -> line.contains(FROM_CACHE));
        }
    }

    @Test
    void sidecarListensWithoutItsCache() {
        try (var sidecar = sidecar()) {
            sidecar.withCreateContainerCmdModifier(create -> create.withEntrypoint("java", "@/opt/java/jvm.options",
                    "-XX:AOTCache=/nonexistent", "-Xlog:class+load:stdout", "-cp", "@/app/jib-classpath-file",
                    "org.sidecardemo.slowsidecar.Main"));
            sidecar.start();
            assertThat(loadedClasses(sidecar)).isNotEmpty().noneMatch(line -> line.contains(FROM_CACHE));
        }
    }

    /** What a registry stores and a node fetches for both: layers are compressed, and the one they share counts once. */
    @Test
    void bothImagesAreAtMost33Megabytes() throws IOException {
        List<ImageArchive> images = new ArrayList<>();
        for (String name : Images.NAMES) {
            images.add(ImageArchive.read(Images.archiveFile(name)));
        }
        assertThat(images.stream().flatMap(image -> image.layers().keySet().stream()).distinct())
                .hasSizeGreaterThan(5);
        assertThat(ImageArchive.bytes(images)).isLessThanOrEqualTo(33_000_000);
    }

    private static GenericContainer<?> sidecar() {
        return Images.container("slow-sidecar")
                .withEnv("START_DELAY", "0")
                .waitingFor(Wait.forLogMessage(".* listening on port 8081\\n", 1));
    }

    private static List<String> loadedClasses(GenericContainer<?> container) {
        return container.getLogs().lines().filter(line -> line.contains(" source: ")).toList();
    }
}
