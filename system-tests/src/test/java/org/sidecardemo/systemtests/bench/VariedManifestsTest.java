package org.sidecardemo.systemtests.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class VariedManifestsTest {

    /** No two of them are alike, and only numbers differ. */
    @Test
    void differ(@TempDir Path folder) throws Exception {
        var original = Files.writeString(folder.resolve("original.yaml"),
                "activeDeadlineSeconds: 60\nterminationGracePeriodSeconds: 30\nbackoffLimit: 4\n");
        var written = new HashSet<String>();
        try (var files = Files.list(VariedManifests.write(folder.resolve("many"), 300, List.of(original)))) {
            for (var file : files.toList()) {
                written.add(Files.readString(file));
            }
        }
        assertThat(written).hasSize(300)
                .allMatch(text -> text.matches("activeDeadlineSeconds: \\d+\nterminationGracePeriodSeconds: \\d+\n"
                        + "backoffLimit: 4\n"));
    }
}
