package org.sidecardemo.podplayer.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class FloodTest {

    private static final String GIGABYTE = "dd if=/dev/zero bs=1048576 count=1024 2>/dev/null | tr '\\0' x";

    /** A gigabyte of output in one line goes through a player that has a sixteenth of that as memory. */
    @Test
    void aGigabyteInOneLine() throws Exception {
        assertThat(lastLine(GIGABYTE)).isEqualTo("ended 0 after " + (1L << 30));
    }

    /** Output that a child goes on flooding when the first process has ended neither fills the memory nor stays. */
    @Test
    void aChildThatFloods() throws Exception {
        assertThat(lastLine("(while :; do " + GIGABYTE + "; done) & sleep 0.5; exit 5")).startsWith("ended 5 after ");
    }

    private static String lastLine(String script) throws Exception {
        var player = AnotherPlayer.start(script, "-Xmx64m");
        try (var output = player.inputReader()) {
            return output.readAllLines().getLast();
        } finally {
            player.destroyForcibly();
        }
    }
}
