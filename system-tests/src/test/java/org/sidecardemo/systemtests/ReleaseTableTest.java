package org.sidecardemo.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The table of {@code docs/releases.md} has a row for each story, and for each scenario that is there for it. */
class ReleaseTableTest {

    private static final Path ROOT = Path.of(System.getProperty("root"));

    @Test
    void hasARowForEachStoryAndEachDifference() throws Exception {
        List<Path> manifests = ReleaseTable.read().rows().stream().map(ReleaseTable.Row::manifest).toList();
        assertThat(manifests).doesNotHaveDuplicates().allSatisfy(manifest -> assertThat(manifest).isRegularFile())
                .containsAll(files("k8s", "\\d-.*[.]yaml"))
                .containsAll(files("system-tests/src/test/resources/releases", ".*"));
    }

    private static List<Path> files(String folder, String name) throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
            List<Path> found = files.filter(file -> file.getFileName().toString().matches(name)).toList();
            assertThat(found).isNotEmpty();
            return found;
        }
    }
}
