package org.sidecardemo.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static java.util.concurrent.TimeUnit.SECONDS;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * What the player's own tests hold it to is what the API server answers now: the scripts that recorded the answers are
 * run again. They need kubectl; KUBECTL may name it. Other releases have other words, so that only the one is asked that the
 * answers were recorded from.
 */
@Tag("cluster")
class RecordedAnswersTest {

    private static final Path RESOURCES = Path.of(System.getProperty("root"), "pod-player/src/test/resources");
    private static final String RECORDED_FROM = "1.37";

    @TempDir
    private Path again;

    @ParameterizedTest
    @CsvSource({"broken, .txt", "defaults, .json", "corpus, .txt"})
    void areTheServers(String folder, String answer) throws Exception {
        assumeThat(Cluster.release()).isEqualTo(RECORDED_FROM);
        Path recorded = RESOURCES.resolve(folder);
        try (Stream<Path> files = Files.list(recorded)) {
            for (Path file : files.filter(file -> !file.toString().endsWith(answer)).toList()) {
                Files.copy(file, again.resolve(file.getFileName()));
            }
        }
        Path said = again.resolve("said");
        Process script = new ProcessBuilder("sh", again.resolve("record").toString())
                .redirectErrorStream(true).redirectOutput(said.toFile()).start();
        try {
            assertThat(script.waitFor(600, SECONDS)).as("the script ends").isTrue();
        } finally {
            script.destroy();
        }
        assertThat(said).isEmptyFile();
        assertThat(answers(again, answer)).isNotEmpty().containsExactlyEntriesOf(answers(recorded, answer));
    }

    private static TreeMap<String, String> answers(Path folder, String answer) throws IOException {
        var answers = new TreeMap<String, String>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(file -> file.toString().endsWith(answer)).toList()) {
                answers.put(file.getFileName().toString(), withoutWhatDiffersEachTime(Files.readString(file)));
            }
        }
        return answers;
    }

    /** The server's findings come in any order; an object gets its uid and its time. */
    private static String withoutWhatDiffersEachTime(String answer) {
        return answer.lines().sorted().collect(joining("\n"))
                .replaceAll("(\"([^\"]*[-/])?(uid|creationTimestamp)\": )\"[^\"]*\"", "$1…");
    }
}
