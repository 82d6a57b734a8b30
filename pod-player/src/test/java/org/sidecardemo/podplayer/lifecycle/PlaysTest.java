package org.sidecardemo.podplayer.lifecycle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** All plays, in virtual time. {@code -Dplays.rewrite} writes their timelines anew, for somebody to read the difference. */
class PlaysTest {

    private static final boolean REWRITE = System.getProperty("plays.rewrite") != null;

    @TestFactory
    Stream<DynamicTest> comeAsTheyAreWritten() {
        return Play.all().stream()
                .map(play -> DynamicTest.dynamicTest(play.file() + " " + play.sentence(),
                        play.file().toUri(), () -> run(play)));
    }

    /** What a probe asks is decided by the package {@code probe}, and shown by its tests. */
    private static final int HOW_PROBES_ASK = 15;

    @Test
    @DisplayName("each rule of the lifecycle is shown by a play")
    void rules() throws IOException {
        var rules = Pattern.compile("id=\"rule-(\\d+)\"").matcher(Files.readString(Path.of("RULES.md"))).results()
                .map(rule -> Integer.valueOf(rule.group(1))).filter(rule -> rule != HOW_PROBES_ASK).toList();
        assertThat(Play.all().stream().flatMap(play -> play.rules().stream())).containsAll(rules)
                .isSubsetOf(rules);
    }

    @Test
    @DisplayName("each type of event comes up in a play")
    void events() {
        var played = Play.all().stream().map(Play::timeline).collect(Collectors.joining());
        assertThat(Event.Type.values()).allSatisfy(
                type -> assertThat(played).contains("  " + type.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
    }

    private static void run(Play play) {
        var releases = play.circumstances().releases();
        if (REWRITE) {
            play.rewrite(VirtualPlay.timeline(play, releases.getLast()));
        } else {
            assertThat(releases).allSatisfy(
                    release -> assertThat(VirtualPlay.timeline(play, release)).isEqualTo(play.timeline()));
        }
    }
}
