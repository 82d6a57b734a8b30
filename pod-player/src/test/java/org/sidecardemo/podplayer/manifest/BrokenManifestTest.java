package org.sidecardemo.podplayer.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sidecardemo.podplayer.release.Release;

/**
 * What the API server refuses, the player refuses with the same paths and the same words.
 *
 * <p>The server's answers lie beside the manifests in {@code src/test/resources/broken}; the script {@code record}
 * there writes them, from a server of Kubernetes 1.37. What is made equal before the comparison:
 * <ul>
 * <li>The order of findings: the server's is partly that of a hash map. The file and the line in front of the player's,
 * and the step behind it.
 * <li>A value of the wrong type: the server tells only the first, in Go's words, without the indexes of its path, and with Go's embedded structs.
 * <li>A quantity, and base64: the server doesn't tell the path.
 * <li>What kubectl itself refuses, before any server: compared by {@link #KUBECTL}.
 * </ul>
 */
class BrokenManifestTest {

    private static final Path BROKEN = Path.of("src/test/resources/broken");

    /** As admission plugins say it. */
    private static final String FORBIDDEN = " is forbidden: ";
    private static final String BASE64 = "illegal base64 data at input byte ";
    private static final Pattern WRONG_TYPE = Pattern
            .compile(
                    "json: cannot unmarshal (?<json>.+) into Go struct field \\w+\\.(?<path>\\S+) of type (?<type>\\S+)");

    /** Manifests that never get as far as a server: the beginning of what the player says of them. */
    private static final Map<String, String> KUBECTL = Map.of("kind-missing", "kind: Required value", "tab",
            "not YAML: found character '\\t(TAB)' that cannot start any token", "yaml-unclosed",
            "not YAML: expected ',' or '}'");

    static Stream<String> manifests() throws IOException {
        return Files.list(BROKEN).map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".yaml"))
                .map(name -> name.replace(".yaml", "")).sorted();
    }

    @Test
    void thereAreEnough() throws IOException {
        assertThat(manifests()).hasSizeGreaterThan(80);
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void isRefusedAsByTheServer(String name) throws IOException {
        List<String> player = refusals(name);
        String server = Files.readString(BROKEN.resolve(name + ".txt")).strip();
        Matcher wrongType = WRONG_TYPE.matcher(server);
        if (KUBECTL.containsKey(name)) {
            assertThat(player).singleElement().asString().startsWith(KUBECTL.get(name));
        } else if (wrongType.find()) {
            assertThat(player.getFirst().replaceAll("\\[\\d+]", ""))
                    .isEqualTo(wrongType.group("path").replace("ProbeHandler.", "")
                            + ": cannot unmarshal " + wrongType.group("json") + " into a field of type "
                            + wrongType.group("type"));
        } else if (server.contains(Quantities.RULE)) {
            assertThat(player).singleElement().asString().endsWith(Quantities.RULE);
        } else if (server.contains(FORBIDDEN)) {
            assertThat(player).singleElement().asString()
                    .endsWith("Forbidden: " + server.substring(server.indexOf(FORBIDDEN) + FORBIDDEN.length()));
        } else if (server.contains(BASE64)) {
            assertThat(player).singleElement().asString().endsWith(server.substring(server.indexOf(BASE64)));
        } else {
            assertThat(player).containsExactlyInAnyOrderElementsOf(findings(server));
        }
    }

    private static List<String> refusals(String name) throws IOException {
        String file = name + ".yaml";
        try (InputStream in = Files.newInputStream(BROKEN.resolve(file))) {
            InvalidManifest refused = catchThrowableOfType(InvalidManifest.class,
                    () -> new ManifestReader(Release.NEWEST).read(file, in));
            assertThat(refused).as("the player takes %s", file).isNotNull();
            assertThat(refused.messages()).allMatch(message -> message.matches(Pattern.quote(file) + ":\\d+: .+"));
            return refused.messages().stream()
                    .map(message -> message.replaceFirst("^\\S+:\\d+: ", "").replaceFirst(" [(]mend: .*[)]$", ""))
                    .toList();
        }
    }

    private static List<String> findings(String server) {
        List<String> findings = new ArrayList<>();
        int strict = server.indexOf("strict decoding error: ");
        if (strict >= 0) {
            findings.addAll(List.of(server.substring(strict).replaceFirst("[^:]+: ", "").split(", ")));
        } else {
            String invalid = server.replaceFirst("^The \\w+ \"[^\"]*\" is invalid: ", "");
            invalid.lines().map(line -> line.replaceFirst("^\\* ", "")).filter(line -> !line.isBlank())
                    .forEach(findings::add);
        }
        return findings;
    }
}
