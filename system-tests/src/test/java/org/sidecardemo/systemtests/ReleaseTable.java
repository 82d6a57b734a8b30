package org.sidecardemo.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The table of {@code docs/releases.md}: what comes of a manifest on each release.
 *
 * @param rows those of manifests
 * @param seen by release: the version of the node that it was seen on, or what else the page says instead
 */
record ReleaseTable(List<Row> rows, Map<String, String> seen) {

    private static final Path PAGE = Path.of(System.getProperty("root"), "docs/releases.md");
    private static final Pattern LINK = Pattern.compile("\\[(.+)]\\((.+)\\)");
    private static final String SEEN = "seen on a node of";

    /** @param cells by release */
    record Row(String label, Path manifest, Map<String, String> cells) {

        /** Names the test of it. */
        @Override
        public String toString() {
            return label;
        }
    }

    /** What a row says of a release. */
    record Cell(Row row, String release) {

        String text() {
            return row.cells.get(release);
        }

        /** Names the test of it. */
        @Override
        public String toString() {
            return row + " on " + release;
        }
    }

    List<Cell> cells() {
        return rows.stream().flatMap(row -> row.cells.keySet().stream().map(release -> new Cell(row, release)))
                .toList();
    }

    static ReleaseTable read() {
        List<List<String>> lines;
        try {
            lines = Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("|"))
                    .map(line -> Arrays.stream(line.split("\\|")).skip(1).map(String::strip).toList()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> releases = lines.getFirst().subList(1, lines.getFirst().size());
        List<Row> rows = lines.stream().map(line -> row(line, releases)).flatMap(List::stream).toList();
        Map<String, String> seen = lines.stream().filter(line -> line.getFirst().equals(SEEN)).findFirst()
                .map(line -> cells(line, releases))
                .orElseThrow(() -> new AssertionError("docs/releases.md has no row '" + SEEN + "'"));
        return new ReleaseTable(rows, seen);
    }

    private static List<Row> row(List<String> line, List<String> releases) {
        Matcher link = LINK.matcher(line.getFirst());
        return link.matches()
                ? List.of(new Row(link.group(1), PAGE.resolveSibling(link.group(2)).normalize(), cells(line, releases)))
                : List.of();
    }

    private static Map<String, String> cells(List<String> line, List<String> releases) {
        if (line.size() != releases.size() + 1) {
            throw new AssertionError(
                    "docs/releases.md has " + releases.size() + " releases, but not so many in " + line);
        }
        return IntStream.range(0, releases.size()).boxed().collect(
                Collectors.toMap(releases::get, i -> line.get(i + 1), (_, _) -> null, LinkedHashMap::new));
    }
}
