package org.sidecardemo.podplayer.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogTailTest {

    /** A short log is kept whole, whether or not its last line is complete. */
    @ParameterizedTest
    @CsvSource({"''", "one", "'one\n'", "'\n'", "'one\n\ntwo'"})
    void whole(String log) throws IOException {
        assertThat(tail(log.translateEscapes())).isEqualTo(log.translateEscapes());
    }

    /** Of many lines the last 80, and an incomplete one counts. */
    @Test
    void lines() throws IOException {
        assertThat(tail(numbers(1, 100))).isEqualTo(numbers(21, 100));
        assertThat(tail(numbers(1, 80))).isEqualTo(numbers(1, 80));
        assertThat(tail(numbers(1, 100) + "x")).isEqualTo(numbers(22, 100) + "x");
    }

    /** Of long lines the last 2048 bytes. */
    @Test
    void bytes() throws IOException {
        assertThat(tail("a" + "b".repeat(2047) + "\n")).isEqualTo("b".repeat(2047) + "\n");
    }

    private static String numbers(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(i -> i + "\n").collect(Collectors.joining());
    }

    private static String tail(String log) throws IOException {
        var tail = new LogTail(new ByteArrayInputStream(log.getBytes(UTF_8)));
        assertThat(tail.read()).isEqualTo(log.isEmpty() ? -1 : log.charAt(0));
        var buffer = new byte[100];
        while (tail.read(buffer) > 0) {
            // to its end
        }
        return tail.text();
    }
}
