package org.sidecardemo.podplayer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What check says of manifests, each held to a text of its own. {@code -Dplays.rewrite} writes the texts anew, for somebody to
 * read the difference.
 */
class CheckedManifestsTest {

    private static final boolean REWRITE = System.getProperty("plays.rewrite") != null;
    private static final Path TEXTS = Path.of("src/test/resources/checked");
    private static final List<Path> FOLDERS = List.of(Path.of("../k8s"), Path.of("../docs/faq"),
            Path.of("src/test/resources/findings"), TEXTS);
    /** Some files of these folders are no manifests of pods. */
    private static final Pattern CHECKED = Pattern.compile("^kind: (Pod|Job|CronJob)$", Pattern.MULTILINE);

    static List<Path> manifests() throws IOException {
        List<Path> manifests = new ArrayList<>();
        for (var folder : FOLDERS) {
            try (var files = Files.newDirectoryStream(folder, "*.yaml")) {
                for (var file : files) {
                    if (CHECKED.matcher(Files.readString(file)).find()) {
                        manifests.add(file);
                    }
                }
            }
        }
        return manifests.stream().sorted().toList();
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void isCheckedAsWritten(Path manifest) throws IOException {
        var said = new ByteArrayOutputStream();
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);
        new Main(Map.of(), InputStream.nullInputStream(), out, out).run("check", manifest.toString());
        var text = TEXTS.resolve(manifest.getFileName().toString().replace(".yaml", ".txt"));
        if (REWRITE) {
            Files.writeString(text, said.toString(StandardCharsets.UTF_8));
        } else {
            assertThat(said.toString(StandardCharsets.UTF_8)).isEqualTo(Files.readString(text));
        }
    }
}
