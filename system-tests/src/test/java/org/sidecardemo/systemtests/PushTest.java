package org.sidecardemo.systemtests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

/** {@code make push} on a registry of this machine. */
@Tag("images")
class PushTest {

    private static final String INSECURE = "PUSH_FLAGS=-Djib.allowInsecureRegistries=true";

    /** Two in each of the eight manifests, and one more in that of two sidecars. */
    private static final int IMAGES_DEPLOYED = 17;

    private static Registry registry;
    private static Checkout checkout;
    private static String version;

    @BeforeAll
    static void start(@TempDir Path storage, @TempDir Path sources) throws Exception {
        registry = new Registry(storage);
        checkout = Checkout.into(sources);
        version = System.getProperty("project.version");
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    /** What is pushed is told by digest, and {@code make deploy PINNED=1} deploys just that. */
    @Test
    void bothImagesAreInTheRegistryByTheirDigests() throws Exception {
        assertThat(checkout.make("deploy", "PINNED=1").lines())
                .contains("make deploy: PINNED=1 is for what make push has pushed, and nothing has been");
        Checkout.Made push = checkout.make("push", "REGISTRY=" + registry.name() + "/team", INSECURE);
        List<String> references = references("/team", version);
        assertThat(push.lines()).containsSubsequence(references);
        for (String reference : references) {
            String digest = reference.substring(reference.indexOf('@') + 1);
            String name = reference.replaceAll(".*/(.*):.*@.*", "$1");
            assertThat(registry.manifest("team/" + name, digest).get("layers").size()).isGreaterThan(2);
        }
        assertThat(deployedImages("PINNED=1")).hasSize(IMAGES_DEPLOYED).hasSameElementsAs(references);
    }

    /** The tag of a variant, and the registry, are put into the manifests. */
    @Test
    void imagesOfAnyVariantAreDeployedFromAnyRegistry() throws Exception {
        assertThat(deployedImages()).hasSize(IMAGES_DEPLOYED)
                .containsOnly("localhost/slow-sidecar:" + version, "localhost/sidecar-user:" + version);
        assertThat(deployedImages("NATIVE=1", "REGISTRY=registry.example/team")).hasSize(IMAGES_DEPLOYED)
                .containsOnly("registry.example/team/slow-sidecar:" + version + "-native",
                        "registry.example/team/sidecar-user:" + version + "-native");
    }

    /** On a base image for two platforms both images are for two platforms, each with a configuration of its own. */
    @Test
    void imagesOnABaseImageAreAnIndexOfBothPlatforms() throws Exception {
        StandInBase base = StandInBase.push(registry);
        Checkout.Made push = checkout.make("push", "DISTROLESS=1", "BASE=" + base.name(),
                "REGISTRY=" + registry.name() + "/several", INSECURE);
        assertThat(push.exitCode()).as(String.join("\n", push.lines())).isZero();
        assertThat(push.lines()).containsSubsequence(references("/several", version));
        for (String name : Images.NAMES) {
            JsonNode index = registry.manifest("several/" + name, version);
            assertThat(index.get("mediaType").asString()).isEqualTo(Registry.INDEX);
            var platforms = index.get("manifests").valueStream().collect(toMap(
                    manifest -> manifest.get("platform").get("architecture").asString(),
                    manifest -> manifest.get("digest").asString()));
            assertThat(platforms).containsOnlyKeys("amd64", "arm64");
            for (var platform : platforms.entrySet()) {
                JsonNode manifest = registry.manifest("several/" + name, platform.getValue());
                JsonNode image = registry.blob("several/" + name, manifest.get("config").get("digest").asString());
                assertThat(image.get("architecture").asString()).isEqualTo(platform.getKey());
                assertThat(image.get("os").asString()).isEqualTo("linux");
                assertThat(manifest.get("layers").get(0).get("digest").asString())
                        .isEqualTo(base.layers().get(platform.getKey()));
                assertThat(image.get("rootfs").get("diff_ids").size()).isEqualTo(manifest.get("layers").size());
                JsonNode container = image.get("config");
                assertThat(container.get("User").asString()).isEqualTo("65532:65532");
                assertThat(container.get("Entrypoint").get(0).asString()).isEqualTo("java");
                assertThat(container.get("Entrypoint").valueStream().map(JsonNode::asString)).last().asString()
                        .endsWith(".Main");
                assertThat(container.get("Env").valueStream().map(JsonNode::asString))
                        .containsExactly("PATH=/opt/java/bin");
                assertThat(container.get("Labels").get("org.opencontainers.image.title").asString()).isEqualTo(name);
            }
        }
    }

    /** The tests are of what only images without a base have. */
    @Test
    void imagesOnABaseAreNotTested() throws Exception {
        Checkout.Made made = checkout.make("test-images", "DISTROLESS=1");
        assertThat(made.exitCode()).isEqualTo(2);
        assertThat(made.lines()).contains("make test-images: it tests the images that have no base: those for Linux, "
                + "without DISTROLESS=1");
    }

    /** What would be ignored is refused. */
    @Test
    void variantsThatExcludeOneAnotherAreRefused() throws Exception {
        Checkout.Made both = checkout.make("push", "NATIVE=1", "DISTROLESS=1");
        assertThat(both.exitCode()).isEqualTo(2);
        assertThat(both.lines()).singleElement().asString().contains("NATIVE=1 and DISTROLESS=1 are both set");
        Checkout.Made base = checkout.make("push", "BASE=scratch");
        assertThat(base.exitCode()).isEqualTo(2);
        assertThat(base.lines()).singleElement().asString()
                .contains("BASE is \"scratch\", but DISTROLESS=1 is not set");
    }

    private static List<String> references(String path, String tag) throws Exception {
        List<String> references = new ArrayList<>();
        for (String name : Images.NAMES) {
            references.add(registry.name() + path + "/" + name + ":" + tag + "@"
                    + registry.digest(path.substring(1) + "/" + name, tag));
        }
        return references;
    }

    /** The images that make deploy would apply, by a kubectl that only prints what it is given. */
    private static List<String> deployedImages(String... variables) throws Exception {
        Path kubectl = Files.writeString(checkout.folder().resolve("kubectl"), """
                #!/bin/sh
                if [ "$1" = kustomize ]; then cat "$2"/[1-9]-*.yaml; else sed -n 's/.* image: //p'; fi
                """);
        assertThat(kubectl.toFile().setExecutable(true)).isTrue();
        List<String> arguments = new ArrayList<>(List.of("deploy", "KUBECTL=" + kubectl));
        arguments.addAll(List.of(variables));
        return checkout.make(arguments.toArray(String[]::new)).lines();
    }
}
