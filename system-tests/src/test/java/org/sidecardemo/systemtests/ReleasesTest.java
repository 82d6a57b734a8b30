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

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sidecardemo.systemtests.ReleaseTable.Cell;
import org.sidecardemo.systemtests.ReleaseTable.Row;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The table of {@code docs/releases.md} is true: its column for the cluster's release of what the node does, all columns of
 * what the player does, with Docker's containers: processes would share their ports. All is played at once, as most of the
 * time it sleeps; what the node did is written to {@code target/releases.md}.
 */
@Tag("cluster")
@Tag("releases")
@TestInstance(Lifecycle.PER_CLASS)
class ReleasesTest {

    private static final ReleaseTable TABLE = ReleaseTable.read();
    private static final Path FILE = Path.of(System.getProperty("root"), "target/releases.md");
    /** As many as two cores can play without being late. */
    private static final int PLAYERS = 12;

    private final String version = Cluster.version();
    private final String release = Cluster.release();
    private final Kubelet kubelet = new Kubelet();
    private final ExecutorService onNode = Executors.newVirtualThreadPerTaskExecutor();
    private final ExecutorService inPlayer = Executors.newFixedThreadPool(PLAYERS);
    private final Map<Row, Future<String>> byNode = new HashMap<>();
    private final Map<Cell, Future<String>> byPlayer = new HashMap<>();

    @BeforeAll
    void playAll(@TempDir Path manifests) throws IOException {
        Images.load();
        Busybox.load();
        for (Row row : TABLE.rows()) {
            var scenario = Scenario.read(row.manifest());
            byNode.put(row, onNode.submit(
                    () -> ReleaseCell.of(scenario, () -> kubelet.play(scenario.workload(), scenario.atMost()))));
        }
        for (Cell cell : TABLE.cells()) {
            var scenario = Scenario.read(cell.row().manifest());
            Path folder = Files.createDirectories(manifests.resolve(cell.release()));
            PodPlayer player = PodPlayer.ofDocker().of(cell.release());
            byPlayer.put(cell, inPlayer.submit(
                    () -> ReleaseCell.of(scenario, () -> player.play(scenario, folder))));
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
        inPlayer.shutdownNow();
        onNode.shutdownNow();
        inPlayer.close();
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
        assertThat(row.cells()).as("docs/releases.md, " + row).containsEntry(release, byNode.get(row).get());
    }

    static List<Cell> cells() {
        return TABLE.cells();
    }

    @ParameterizedTest
    @MethodSource("cells")
    void playerDoesAsThePageSays(Cell cell) throws Exception {
        assertThat(byPlayer.get(cell).get()).as("docs/releases.md, " + cell).isEqualTo(cell.text());
    }
}
