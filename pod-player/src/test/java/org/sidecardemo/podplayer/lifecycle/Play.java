package org.sidecardemo.podplayer.lifecycle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.sidecardemo.podplayer.manifest.InvalidManifest;
import org.sidecardemo.podplayer.manifest.ManifestReader;
import org.sidecardemo.podplayer.manifest.Workload;
import org.sidecardemo.podplayer.release.Release;

/**
 * A text file that tells what comes of a Pod or a Job. plays/README.md says how it is written.
 *
 * @param text all above the line of dashes
 * @param rules the numbers in RULES.md of what it shows
 * @param manifest YAML, with as many empty lines before it as lines stand above it in the file
 * @param scripts of the containers by name, for each pod of a Job or each index; the last ones stand for all further ones
 * @param byIndex whether they are those of the indexes
 * @param timeline all below the line of dashes
 */
record Play(Path file, String text, List<Integer> rules, String manifest, List<Map<String, List<Run>>> scripts,
        boolean byIndex, Circumstances circumstances, String timeline) {

    static final String DASHES = "----\n";

    private static final Path FOLDER = Path.of("plays");

    /** All of them, in the order of their names. */
    static List<Play> all() {
        return all(FOLDER);
    }

    /** All of a folder, in the order of their names. */
    static List<Play> all(Path folder) {
        return files(folder).stream().map(PlayReader::read).toList();
    }

    /** Of all of them, by name. */
    static List<Path> files() {
        return files(FOLDER);
    }

    private static List<Path> files(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The Pod or Job of its manifest, valid and with its defaults.
     *
     * @throws IllegalArgumentException if there is none
     */
    Workload workload(Release release) {
        try {
            return new ManifestReader(release)
                    .read(file.toString(), new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8)))
                    .workloads().stream().findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(file + ": holds no Pod or Job"));
        } catch (InvalidManifest e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it shows. */
    String sentence() {
        return text.lines().findFirst().orElseThrow();
    }

    void rewrite(String newTimeline) {
        try {
            Files.writeString(file, text + DASHES + newTimeline);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
