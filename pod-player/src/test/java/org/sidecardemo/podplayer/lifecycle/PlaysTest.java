package org.sidecardemo.podplayer.lifecycle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** All plays, in virtual time. {@code -Dplays.rewrite} writes their timelines anew, for somebody to read the difference. */
class PlaysTest {

    private static final boolean REWRITE = System.getProperty("plays.rewrite") != null;

    @ParameterizedTest
    @MethodSource("org.sidecardemo.podplayer.lifecycle.Play#files")
    void comesAsItIsWritten(Path file) {
        var play = PlayReader.read(file);
        var releases = play.circumstances().releases();
        if (REWRITE) {
            play.rewrite(VirtualPlay.timeline(play, releases.getLast()));
        } else {
            assertThat(releases).allSatisfy(
                    release -> assertThat(VirtualPlay.timeline(play, release)).isEqualTo(play.timeline()));
        }
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
}
