package org.sidecardemo.podplayer.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Stream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.sidecardemo.podplayer.release.Release;

/** Whatever the input, there is an object or a one-line message: never another exception. */
class ManifestReaderPropertyTest {

    private static void read(byte[] bytes) throws IOException {
        try {
            Manifest manifest = new ManifestReader(Release.NEWEST).read("input", new ByteArrayInputStream(bytes));
            assertThat(manifest.workloads().size() + manifest.config().objects().size() + manifest.others().size())
                    .isPositive();
        } catch (InvalidManifest refused) {
            assertThat(refused.messages()).isNotEmpty()
                    .allMatch(message -> message.startsWith("input:") && message.lines().count() == 1);
        }
    }

    @Property(tries = 500)
    void bytes(@ForAll @Size(max = 200) byte[] bytes) throws IOException {
        read(bytes);
    }

    @Property(tries = 500)
    void punctuation(@ForAll("yamlish") String text) throws IOException {
        read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Provide
    Arbitrary<String> yamlish() {
        return Arbitraries.strings().withChars("ab01:-?[]{}&*!|>%@`'\"#,\n\t ~<.=\\").ofMaxLength(60);
    }

    /** A real manifest of which one line is lost, doubled, indented otherwise or given another value. */
    @Property(tries = 1000)
    void brokenLine(@ForAll("manifests") String manifest, @ForAll @IntRange(max = 60) int line,
            @ForAll("mutations") Mutation mutation) throws IOException {
        List<String> lines = new ArrayList<>(manifest.lines().toList());
        int at = line % lines.size();
        lines.set(at, mutation.of(lines.get(at)));
        read(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    interface Mutation {

        String of(String line);
    }

    @Provide
    Arbitrary<String> manifests() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/resources"))) {
            List<String> manifests = new ArrayList<>();
            for (Path file : files.filter(each -> each.toString().endsWith(".yaml")).sorted().toList()) {
                manifests.add(ManifestReader.text(Files.readAllBytes(file)));
            }
            return Arbitraries.of(manifests);
        }
    }

    @Provide
    Arbitrary<Mutation> mutations() {
        Arbitrary<String> values = Arbitraries.of("", "null", "{}", "[]", "[null]", "{a: null}", "-1", "0", "1e9",
                "99999999999999999999", "true", "x", "\"\"", "{a: {b: c}}", "[[1]]", "'\u0000'", "*a", "&a b");
        return Arbitraries.oneOf(
                Arbitraries.of(line -> "", line -> line + "\n" + line, line -> "  " + line, line -> line.strip()),
                values.map(value -> line -> line.replaceFirst(":.*", ": " + Matcher
                        .quoteReplacement(value))));
    }
}
