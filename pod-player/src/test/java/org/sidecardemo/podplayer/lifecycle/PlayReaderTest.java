package org.sidecardemo.podplayer.lifecycle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PlayReaderTest {

    private static final Path FILE = Path.of("a.txt");

    private static final String PLAY = """
            Rules 1, 2 and 14: A main runs.

            apiVersion: v1
            kind: Pod
            metadata: {name: pod}
            spec:
              containers:
              - {name: main, image: busybox}

            main: runs on; then ends with 1 after 2.5 s, ignores SIGTERM
            delete the pod at 3 s
            ----
            +0.000s  pod  pod created
            """;

    private static final String INDEXED = """
            Rule 32: Indexes differ.

            apiVersion: batch/v1
            kind: Job
            metadata: {name: job}
            spec:
              completionMode: Indexed
              completions: 3
              template:
                spec:
                  restartPolicy: Never
                  containers:
                  - {name: main, image: busybox}

            main of index 0: ends with 1 after 1 s
            main of index 2: runs on
            ----
            """;

    @Test
    @DisplayName("a play has rules, what its containers do, what is done, and a timeline")
    void play() {
        var play = PlayReader.read(FILE, PLAY);
        assertThat(play.rules()).containsExactly(1, 2, 14);
        assertThat(play.scripts()).hasSize(1);
        assertThat(play.scripts().getFirst().get("main"))
                .containsExactly(Run.forever(), Run.exits(2.5, 1).ignoresSigterm());
        assertThat(play.circumstances().deletion()).hasValueSatisfying(at -> assertThat(at).hasSeconds(3));
        assertThat(play.timeline()).isEqualTo("+0.000s  pod  pod created\n");
    }

    @Test
    @DisplayName("what isn't told of a Job's pod is as in the one before")
    void pods() {
        var play = PlayReader.read(FILE, PLAY.replace("main: runs on", "main in pod 3: has no image\nmain: runs on"));
        assertThat(play.scripts()).hasSize(3);
        assertThat(play.scripts().get(1)).isEqualTo(play.scripts().getFirst());
        assertThat(play.scripts().get(2).get("main")).containsExactly(Run.imageMissing());
    }

    @Test
    @DisplayName("what isn't told of a Job's index is as in the one before")
    void indexes() {
        var play = PlayReader.read(FILE, INDEXED);
        assertThat(play.byIndex()).isTrue();
        assertThat(play.scripts()).hasSize(3);
        assertThat(play.scripts().get(1)).isEqualTo(play.scripts().getFirst());
        assertThat(play.scripts().get(2).get("main")).containsExactly(Run.forever());
    }

    @ParameterizedTest
    @DisplayName("indexes are those of an Indexed Job, and not told beside numbers of pods")
    @CsvSource(delimiter = '|', value = {
            "completionMode: Indexed|completionMode: NonIndexed|a.txt: tells of indexes, but is no Job with "
                    + "completionMode Indexed",
            "main of index 0|main in pod 1|a.txt: tells of pods and of indexes; either is allowed"})
    void indexErrors(String part, String instead, String message) {
        assertThatThrownBy(() -> PlayReader.read(FILE, INDEXED.replace(part, instead)))
                .isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @ParameterizedTest
    @DisplayName("what is wrong with a play is told in one line, with what is allowed")
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "----|---|a.txt: has no line ----",
            "Rules 1, 2 and 14: A main runs.|A main runs.|a.txt:1: 'A main runs.' is not a line such as: "
                    + "Rules 2 and 14: A sidecar waits.",
            "runs on;|runs off;|a.txt:10: 'runs off' is none of: runs on; ends with CODE after SECONDS s; "
                    + "can't be started; has no image",
            "delete the pod|shoot the pod|a.txt:11: 'shoot the pod at 3 s' is none of: CONTAINER: …; "
                    + "Kubernetes RELEASE; Kubernetes RELEASE to RELEASE; begin SECONDS s after a whole second; "
                    + "delete the pod at SECONDS s; watch for SECONDS s; show the status; "
                    + "virtual time only: REASON",
            "delete the pod at 3 s|Kubernetes 1.99|a.txt:11: '1.99' is not a release from 1.28 to 1.37",
            "main: runs on|other: runs on|a.txt: tells of [other], but its containers are [main]",
            "kind: Pod|kind: Pot|a.txt: holds no Pod or Job",
            "image: busybox|imag: busybox|a.txt:8: unknown field"})
    void errors(String part, String instead, String message) {
        assertThatThrownBy(() -> PlayReader.read(FILE, PLAY.replace(part, instead)))
                .isInstanceOf(IllegalArgumentException.class).message().startsWith(message).hasLineCount(1);
    }

    @Test
    @DisplayName("plays/README.md has all sentences that a play may hold")
    void readme() throws IOException {
        var listed = Files.readAllLines(Path.of("plays/README.md")).stream().filter(line -> line.startsWith("- "))
                .map(line -> line.substring(2)).toList();
        assertThat(listed).containsExactlyElementsOf(
                Stream.of(RunText.LIVES, RunText.TRAITS, Circumstances.FORMS).flatMap(List::stream).map(Form::words)
                        .toList());
    }
}
