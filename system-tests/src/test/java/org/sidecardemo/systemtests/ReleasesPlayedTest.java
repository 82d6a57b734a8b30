package org.sidecardemo.systemtests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sidecardemo.systemtests.ReleaseTable.Cell;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The player does as all columns of the table of {@code docs/releases.md} say, with Docker's containers: processes would share
 * their ports. Cells are played side by side, as most of their time they sleep, and those that differ again by themselves, as in
 * {@link ReleasesTest}.
 */
@Tag("images")
@TestInstance(Lifecycle.PER_CLASS)
class ReleasesPlayedTest {

    private static final List<Cell> CELLS = ReleaseTable.read().cells();
    /** As many as two cores can play without being late. */
    private static final int PLAYERS = 12;

    private final ExecutorService inPlayer = Executors.newFixedThreadPool(PLAYERS);
    private final Map<Cell, Future<String>> played = new HashMap<>();
    private Path manifests;

    @BeforeAll
    void playAll(@TempDir Path folder) {
        manifests = folder;
        Images.load();
        Busybox.load();
        CELLS.forEach(cell -> played.put(cell, inPlayer.submit(() -> play(cell))));
    }

    @AfterAll
    void end() {
        inPlayer.shutdownNow();
        inPlayer.close();
    }

    static List<Cell> cells() {
        return CELLS;
    }

    @ParameterizedTest
    @MethodSource("cells")
    void playerDoesAsThePageSays(Cell cell) throws Exception {
        String outcome = played.get(cell).get();
        if (!outcome.equals(cell.text())) {
            System.out.println(cell + " is played again, by itself: " + outcome);
            inPlayer.close();
            outcome = play(cell);
        }
        assertThat(outcome).as("docs/releases.md, " + cell).isEqualTo(cell.text());
    }

    private String play(Cell cell) throws Exception {
        var scenario = Scenario.read(cell.row().manifest());
        Path folder = Files.createDirectories(manifests.resolve(cell.release()));
        PodPlayer player = PodPlayer.ofDocker().of(cell.release());
        return ReleaseCell.of(scenario, () -> player.play(scenario, folder));
    }
}
