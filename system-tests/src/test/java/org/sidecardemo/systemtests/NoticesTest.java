package org.sidecardemo.systemtests;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What the images tell of what they are made of. */
@Tag("images")
class NoticesTest {

    /** Of the runtime and its modules Jib leaves only the texts that aren't links to those of java.base. */
    @ParameterizedTest
    @ValueSource(strings = {"slow-sidecar", "sidecar-user"})
    void licencesAreInside(String name) throws IOException {
        Archive archive = Archive.of(name);
        assertThat(archive.text("usr/share/licenses/Apache-2.0.txt")).contains("Apache License");
        assertThat(archive.text("usr/share/licenses/LGPL-2.1.txt")).contains("GNU LESSER GENERAL PUBLIC LICENSE");
        assertThat(archive.contents().keySet().stream()
                .filter(path -> path.matches("(opt/java/legal/java.base|usr/share/licenses/graalvm)/LICENSE")))
                .singleElement().satisfies(path -> assertThat(archive.text(path)).isNotBlank());
    }

    /** The label leads to the libraries, and beside them are the runtime and the C library. */
    @ParameterizedTest
    @ValueSource(strings = {"slow-sidecar", "sidecar-user"})
    void billOfMaterialsListsAllThatIsInside(String name) throws IOException {
        Archive archive = Archive.of(name);
        JsonNode libraries = archive.json(archive.image().get("config").get("Labels").get("org.sidecardemo.sbom")
                .asString().substring(1));
        assertThat(libraries.get("bomFormat").asString()).isEqualTo("CycloneDX");
        assertThat(libraries.get("metadata").get("component").get("name").asString()).isEqualTo(name);
        assertThat(libraries.get("metadata").has("timestamp")).as("time of the build").isFalse();
        Set<String> listed = libraries.path("components").valueStream()
                .map(component -> component.get("name").asString() + "-" + component.get("version").asString() + ".jar")
                .collect(Collectors.toSet());
        Set<String> inside = archive.contents().keySet().stream().filter(path -> path.startsWith("app/libs/"))
                .map(path -> Path.of(path).getFileName().toString()).collect(Collectors.toSet());
        assertThat(listed).containsAll(inside);
        assertThat(listed.isEmpty()).isEqualTo(name.equals("sidecar-user"));
        JsonNode runtime = archive.json("usr/share/sbom/runtime.cdx.json");
        assertThat(runtime.get("components").valueStream().map(component -> component.get("version").asString()))
                .hasSize(2).allMatch(version -> version.matches("[0-9]+([.][0-9]+)+"));
    }
}
