package org.sidecardemo.systemtests;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The manifests of k8s/ in the player, with processes, and what the docs show of them. */
class PlayerManifestsTest extends ManifestsContract {

    @TempDir
    Path gallery;

    @Override
    Played play(Path manifest, Duration atMost) throws Exception {
        Run run = PodPlayer.ofProcesses(gallery).play(manifest, atMost);
        holdDocs(manifest.getFileName().toString(), run.timeline());
        return Played.of(run);
    }

    /** What the closing table says of the manifest is what it says in the docs. */
    private static void holdDocs(String manifest, String timeline) throws IOException {
        Map<String, String> printed = row(manifest, timeline.lines().toList());
        row(manifest, Docs.step("make demo").expected()).forEach((column, shown) -> {
            if (!(manifest.startsWith("4-") && column.equals("sidecar"))) { // its exit code varies: see the contract
                assertThat(printed.getOrDefault(column, "-")).as(column)
                        .matches(new Docs.Step("make demo", List.of(shown))::isWhatIsPrinted, shown);
            }
        });
    }

    /** The cells of a manifest's row, by the head of their column: which come in the order of the pod's containers. */
    private static Map<String, String> row(String manifest, List<String> lines) {
        String[] head = cells("manifest ", lines);
        String[] row = cells(manifest + " ", lines);
        return IntStream.range(0, head.length).boxed().collect(Collectors.toMap(i -> head[i], i -> row[i]));
    }

    private static String[] cells(String beginning, List<String> lines) {
        return lines.stream().filter(line -> line.startsWith(beginning)).findFirst().orElseThrow().split(" {2,}");
    }
}
