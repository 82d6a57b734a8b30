package org.sidecardemo.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The README and the pages of docs/ are complete, and nothing in them is untested. */
class DocsTest {

    private static final Pattern TASK = Pattern.compile("(?:`|\\$ )make ([a-z-]+)");
    private static final Path CONTRIBUTING = Docs.ROOT.resolve("CONTRIBUTING.md");
    private static final Path RULES = Docs.ROOT.resolve("pod-player/RULES.md");

    /** The README's table of stories, that of {@code make demo} and the kustomization name each manifest, in order. */
    @Test
    void everyManifestIsTold() throws IOException {
        List<String> manifests = manifests();
        assertThat(manifests).isNotEmpty();
        assertThat(Files.readAllLines(Docs.README)).filteredOn(line -> line.matches("\\| \\[\\d-.*"))
                .extracting(line -> line.replaceFirst(".*?\\(k8s/(.*?)\\).*", "$1")).isEqualTo(manifests);
        assertThat(Docs.step("make demo").expected()).filteredOn(line -> line.matches("\\d-.*"))
                .extracting(line -> line.replaceFirst(" .*", "")).isEqualTo(manifests);
        assertThat(Files.readAllLines(Docs.ROOT.resolve("k8s/kustomization.yaml")))
                .filteredOn(line -> line.matches(" +- \\d-.*")).extracting(line -> line.strip().substring(2))
                .isEqualTo(manifests);
    }

    private static List<String> manifests() throws IOException {
        try (Stream<Path> files = Files.list(Docs.ROOT.resolve("k8s"))) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.matches("\\d-.*")).sorted()
                    .toList();
        }
    }

    /** Those of the README are run by CI, PlayerManifestsTest, PlayerPageTest and CheckPageTest; each other page has a test of its own. */
    @Test
    void everyPageWithCommandsHasATest() throws IOException {
        assertThat(Docs.pages()).filteredOn(page -> !Docs.steps(page).isEmpty())
                .containsExactlyInAnyOrder(Docs.README, Docs.CHECK, Docs.CLUSTER, Docs.FAQ, Docs.IMAGES, Docs.PLAYER);
        assertThat(Docs.steps(Docs.README)).extracting(Docs.Step::command)
                .allMatch(command -> List.of("make demo", "make test").contains(command)
                        || command.equals("make check") || command.startsWith("make play "));
    }

    /** Each task that is named is one of the Makefile's. */
    @Test
    void everyTaskIsThere() throws IOException {
        List<String> tasks = Files.readAllLines(Docs.ROOT.resolve("Makefile")).stream()
                .filter(line -> line.matches("[a-z-]+:.*")).map(line -> line.replaceFirst(":.*", "")).toList();
        assertThat(Stream.concat(Docs.pages().stream(), Stream.of(CONTRIBUTING))).allSatisfy(page -> assertThat(
                TASK.matcher(Files.readString(page)).results().map(task -> task.group(1))).as(page.toString())
                .isSubsetOf(tasks));
    }

    /** Two screens. */
    @Test
    void readmeIsShort() throws IOException {
        assertThat(Files.readAllLines(Docs.README)).hasSizeLessThanOrEqualTo(130);
    }

    /** Each has an anchor of its number, so that a link can reach it. */
    @Test
    void rulesAreNumberedWithoutGaps() throws IOException {
        List<String> rules = Files.readAllLines(RULES).stream().filter(line -> line.matches("\\d+[.] .*"))
                .map(line -> line.replaceFirst("(</a>).*", "$1")).toList();
        assertThat(rules).isEqualTo(IntStream.rangeClosed(1, rules.size())
                .mapToObj("%1$d. <a id=\"rule-%1$d\"></a>"::formatted).toList()).isNotEmpty();
    }
}
