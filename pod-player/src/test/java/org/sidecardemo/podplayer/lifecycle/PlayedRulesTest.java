package org.sidecardemo.podplayer.lifecycle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The plays leave out no rule, and nothing that is told of a pod. */
class PlayedRulesTest {

    /** What a probe asks is decided by the package {@code probe}, and shown by its tests. */
    private static final int HOW_PROBES_ASK = 15;

    private final List<Play> plays = Play.all();

    @Test
    @DisplayName("each rule of the lifecycle is shown by a play")
    void rules() throws IOException {
        var rules = Pattern.compile("id=\"rule-(\\d+)\"").matcher(Files.readString(Path.of("RULES.md"))).results()
                .map(rule -> Integer.valueOf(rule.group(1))).filter(rule -> rule != HOW_PROBES_ASK).toList();
        assertThat(plays.stream().flatMap(play -> play.rules().stream())).containsAll(rules)
                .isSubsetOf(rules);
    }

    @Test
    @DisplayName("each type of event comes up in a play")
    void events() {
        var played = plays.stream().map(Play::timeline).collect(Collectors.joining());
        assertThat(Event.Type.values()).allSatisfy(
                type -> assertThat(played).contains("  " + type.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
    }
}
