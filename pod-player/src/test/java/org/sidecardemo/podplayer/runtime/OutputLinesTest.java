package org.sidecardemo.podplayer.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

class OutputLinesTest {

    /** Lines come without their ends; empty ones and an unended last one are lines too. */
    @Test
    void lines() {
        assertThat(linesOf("one\n\ntwo\nthree".getBytes(UTF_8))).containsExactly("one", "", "two", "three");
        assertThat(linesOf(new byte[0])).isEmpty();
        assertThat(linesOf("\n".getBytes(UTF_8))).containsExactly("");
    }

    /** What isn't UTF-8 is replaced. */
    @Test
    void invalidBytes() {
        assertThat(linesOf(new byte[]{'a', (byte) 0xFF, 'b', '\n'})).containsExactly("a\uFFFDb");
    }

    /** A line of exactly the greatest length is whole, a longer one is cut. */
    @Test
    void longLines() {
        var longest = "x".repeat(OutputLines.MAX_LENGTH);

        assertThat(linesOf((longest + "\nend").getBytes(UTF_8))).containsExactly(longest, "end");
        assertThat(linesOf((longest + "y\nend").getBytes(UTF_8))).containsExactly(longest, "y", "end");
    }

    /** A long line is cut between characters, whatever their length in bytes. */
    @Test
    void cutsBetweenCharacters() {
        for (var character : List.of("é", "€", "😀")) {
            for (var shift : List.of("", "x", "xx", "xxx")) {
                var line = shift + character.repeat(OutputLines.MAX_LENGTH);
                var pieces = linesOf(line.getBytes(UTF_8));

                assertThat(String.join("", pieces)).isEqualTo(line);
                assertThat(pieces).hasSizeGreaterThan(1).noneMatch(piece -> piece.contains("\uFFFD"))
                        .allMatch(piece -> piece.getBytes(UTF_8).length <= OutputLines.MAX_LENGTH);
            }
        }
    }

    /** A long line of continuation bytes only, which is no text, is cut all the same. */
    @Test
    void cutsWhatIsNoText() {
        var bytes = new byte[3 * OutputLines.MAX_LENGTH];
        Arrays.fill(bytes, (byte) 0x80);

        assertThat(linesOf(bytes)).hasSize(3);
    }

    private static List<String> linesOf(byte[] bytes) {
        var lines = new ArrayList<String>();
        new OutputLines(lines::add).readAll(new ByteArrayInputStream(bytes));
        return lines;
    }
}
