package org.sidecardemo.podplayer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sidecardemo.podplayer.manifest.Config;
import org.sidecardemo.podplayer.manifest.Workload;
import org.sidecardemo.podplayer.release.Release;
import picocli.CommandLine;

/**
 * Manifests as people have them, in {@code src/test/resources/corpus}: what the API server takes of each can be played, without
 * its images, ConfigMaps and Secrets.
 *
 * <p>The server's answers lie beside the manifests; the script {@code record} there writes them, from a server of Kubernetes
 * 1.37.
 */
class CorpusTest {

    private static final Path CORPUS = Path.of("src/test/resources/corpus");
    /** An object of a kind that is played, among those that the server would create. */
    private static final Pattern CREATED = Pattern.compile(
            "(pod|job|cronjob|deployment|statefulset|daemonset|replicaset|replicationcontroller)([.]\\w+)?/(?<name>\\S+) created"
                    + " [(]server dry run[)]");

    static Stream<Path> manifests() throws IOException {
        return Files.list(CORPUS).filter(file -> file.toString().matches(".*[.](yaml|json)")).sorted();
    }

    @Test
    void thereAreEnough() throws IOException {
        assertThat(manifests()).hasSizeGreaterThanOrEqualTo(60);
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void isPlayedWhereTheServerTakesIt(Path file) throws Exception {
        var options = new Options();
        new CommandLine(options).parseArgs("--image", "*=sleep infinity", "--stand-in", file.toString());
        var wrong = new ArrayList<String>();
        var read = ManifestFile.readAll(options.inputs.files(), Release.NEWEST, InputStream.nullInputStream(), wrong);
        assertThat(wrong).isEmpty();
        var workloads = read.getFirst().workloads();
        assertThat(workloads).flatExtracting(workload -> workload.playability().obstacles()).isEmpty();
        assertThat(workloads).extracting(CorpusTest::name).containsExactlyElementsOf(created(file));
        Config config = read.getFirst().manifest().config();
        assertThat(Needs.of(workloads, config, options).images().missing(workloads.getFirst().podSpec())).isEmpty();
    }

    /** The end of a generated name is anything, and left out of the answers. */
    private static String name(Workload workload) {
        return workload.origin().map(Workload.Origin::name).orElse(workload.metadata().getName())
                .replaceFirst("-generated-.*", "-generated-…");
    }

    private static List<String> created(Path file) throws IOException {
        String answer = Files
                .readString(CORPUS.resolve(file.getFileName().toString().replaceFirst("[.]\\w+$", ".txt")));
        return answer.lines().map(CREATED::matcher).filter(Matcher::matches)
                .map(created -> created.group("name")).toList();
    }
}
