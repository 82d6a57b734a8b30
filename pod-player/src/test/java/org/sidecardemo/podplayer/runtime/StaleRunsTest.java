package org.sidecardemo.podplayer.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sidecardemo.podplayer.runtime.ProcessRuntimeTest.isRunning;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.sidecardemo.podplayer.manifest.Config;

@EnabledOnOs(OS.LINUX)
@Timeout(60)
class StaleRunsTest {

    private static final String SCRIPT = """
            setsid sleep 1000 >/dev/null 2>&1 &
            echo pid $!
            sleep 1000
            """;

    /** What a killed player left is ended and removed by the next run; a living player's is not touched. */
    @Test
    void cleansUpAfterTheDeadOnly() throws Exception {
        var living = AnotherPlayer.start(SCRIPT);
        var dead = AnotherPlayer.start(SCRIPT);
        try (var ofLiving = living.inputReader(); var ofDead = dead.inputReader()) {
            var kept = pid(ofLiving);
            var left = pid(ofDead);
            dead.toHandle().destroyForcibly();
            dead.waitFor();
            assertThat(isRunning(left)).isTrue();
            var folder = folderOf(dead);
            assertThat(folder).isNotNull();

            new ProcessRuntime(new ImageCommands(Map.of()), Config.NONE).close();

            assertThat(isRunning(left)).isFalse();
            assertThat(folder).doesNotExist();
            assertThat(isRunning(kept)).isTrue();
            assertThat(folderOf(living)).isDirectory();
        } finally {
            living.destroyForcibly().waitFor();
            dead.destroyForcibly().waitFor();
            new ProcessRuntime(new ImageCommands(Map.of()), Config.NONE).close();
        }
    }

    /** A folder whose lock a killed player had not yet made, or had already removed, is removed too. */
    @Test
    void removesAFolderWithoutALock() throws Exception {
        var ended = new ProcessBuilder("true").start();
        ended.waitFor();
        var left = Files.createTempDirectory("pod-player-%d-1-".formatted(ended.pid()));

        new ProcessRuntime(new ImageCommands(Map.of()), Config.NONE).close();

        assertThat(left).doesNotExist();
    }

    private static String pid(BufferedReader output) throws IOException {
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("pid ")) {
                return line.substring(4);
            }
        }
        throw new AssertionError("no pid was printed");
    }

    private static Path folderOf(Process player) throws IOException {
        var temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try (var folders = Files.newDirectoryStream(temporary, "pod-player-" + player.pid() + "-*")) {
            var all = folders.iterator();
            return all.hasNext() ? all.next() : null;
        }
    }
}
