package org.sidecardemo.slowsidecar;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a native image must be told of Helidon, which brings no metadata for its services, is told for the very Helidon on
 * the class path.
 */
class ReachabilityMetadataTest {

    private static final String METADATA = "META-INF/native-image/org.sidecardemo/slow-sidecar/reachability-metadata.json";

    /** What the metadata must be is written to target, from where it may be copied. */
    @Test
    void namesAllThatHelidonLooksUp() throws IOException {
        Path expected = Files.writeString(Path.of("target/reachability-metadata.json"), metadata());
        assertThat(Path.of("src/main/resources", METADATA)).hasSameTextualContentAs(expected);
    }

    /** Of each name there is what the image looks up: the class, and its field or its constructor. */
    @Test
    void namesOnlyWhatIsThere() throws Exception {
        for (String descriptor : HelidonJars.descriptors()) {
            assertThat(type(descriptor).getField("INSTANCE").getModifiers()).matches(Modifier::isStatic);
        }
        for (String type : HelidonJars.serviceTypes()) {
            assertThat(type(type)).isNotNull();
        }
        for (String provider : HelidonJars.providers()) {
            assertThat(type(provider).getConstructor()).isNotNull();
        }
    }

    @Test
    void holdsEachFileThatHelidonReads() throws IOException {
        List<String> globs = HelidonJars.json(METADATA).asStruct().structArray("resources").orElseThrow().stream()
                .map(resource -> resource.stringValue("glob").orElseThrow()).toList();
        assertThat(HelidonJars.filesOfManifests()).hasSizeGreaterThan(10);
        for (String file : HelidonJars.filesOfManifests()) {
            assertThat(globs).as(file).anyMatch(
                    glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob).matches(Path.of(file)));
        }
        assertThat(globs).contains(HelidonJars.MANIFEST);
    }

    private static String metadata() throws IOException {
        List<String> types = new ArrayList<>();
        for (String descriptor : HelidonJars.descriptors()) {
            types.add("{\"type\": \"" + descriptor + "\", \"fields\": [{\"name\": \"INSTANCE\"}]}");
        }
        for (String type : HelidonJars.serviceTypes()) {
            types.add("{\"type\": \"" + type + "\"}");
        }
        for (String provider : HelidonJars.providers()) {
            types.add("{\"type\": \"" + provider
                    + "\", \"methods\": [{\"name\": \"<init>\", \"parameterTypes\": []}]}");
        }
        return """
                {
                  "reflection": [
                    %s
                  ],
                  "resources": [
                    {"glob": "META-INF/helidon/manifest"},
                    {"glob": "META-INF/helidon/*/feature-registry.json"},
                    {"glob": "META-INF/helidon/*/service-registry.json"},
                    {"glob": "META-INF/helidon/*/service.loader"}
                  ]
                }
                """.formatted(String.join(",\n    ", types));
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName(name, false, ReachabilityMetadataTest.class.getClassLoader());
    }
}
