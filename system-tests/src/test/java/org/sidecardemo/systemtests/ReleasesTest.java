package org.sidecardemo.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sidecardemo.systemtests.ReleaseTable.Row;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The node does as the table of {@code docs/releases.md} says of its release; what it did is written to
 * {@code target/releases.md}. {@link ReleasesPlayedTest} holds the player to the same table.
 *
 * <p>All rows are played side by side, as most of their time they sleep. A busy machine starts a container seconds late, and that
 * changes outcomes: so those that differ are played again by themselves.
 */
@Tag("cluster")
@Tag("releases")
@TestInstance(Lifecycle.PER_CLASS)
class ReleasesTest {

    private static final ReleaseTable TABLE = ReleaseTable.read();
    private static final Path FILE = Path.of(System.getProperty("root"), "target/releases.md");
    /** As many as a node of two cores can start in time. */
    private static final int PODS = 8;

    private final String version = Cluster.version();
    private final String release = Cluster.release();
    private final Kubelet kubelet = new Kubelet();
    private final ExecutorService onNode = Executors.newFixedThreadPool(PODS);
    private final Map<Row, Future<String>> byNode = new HashMap<>();

    @BeforeAll
    void playAll() {
        for (Row row : TABLE.rows()) {
            byNode.put(row, onNode.submit(() -> playOn(kubelet, row)));
        }
    }

    @AfterAll
    void writeAndRemove() throws Exception {
        var lines = new ArrayList<>(List.of("| | " + version + " |", "|---|---|"));
        for (Row row : TABLE.rows()) {
            lines.add("| " + row.label() + " | " + byNode.get(row).get() + " |");
        }
        Files.createDirectories(FILE.getParent());
        Files.write(FILE, lines);
        onNode.shutdownNow();
        onNode.close();
        kubelet.close();
    }

    /** What the page has of this release was seen on this very version, or was not yet seen: then it is now. */
    @Test
    void pageSaysOnWhichNodeItWasSeen() {
        assertThat(TABLE.seen()).as("docs/releases.md, what was seen on a node").containsEntry(release, version);
    }

    static List<Row> rows() {
        return TABLE.rows();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void nodeDoesAsThePageSays(Row row) throws Exception {
        assertThat(row.cells()).containsKey(release);
        String expected = row.cells().get(release);
        if (!byNode.get(row).get().equals(expected)) {
            System.out.println(row + " is played again, by itself: " + byNode.get(row).get());
            onNode.close();
            try (var alone = new Kubelet()) {
                var again = new FutureTask<>(() -> playOn(alone, row));
                again.run();
                byNode.put(row, again);
            }
        }
        assertThat(byNode.get(row).get()).as("docs/releases.md, " + row + " on " + release).isEqualTo(expected);
    }

    private static String playOn(Kubelet kubelet, Row row) throws Exception {
        var scenario = Scenario.read(row.manifest());
        return ReleaseCell.of(scenario, () -> kubelet.play(scenario.workload(), scenario.atMost()));
    }
}
