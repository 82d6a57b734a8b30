package org.sidecardemo.podplayer.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListenersTest {

    private static final String ROW = "   0: %s 00000000:0000 %s 00000000:00000000 00:00000000 00000000     0        0 1";

    @TempDir
    Path folder;

    /** All who listen on the port count, whatever else goes on there; 1F91 is 8081. */
    @ParameterizedTest
    @CsvSource({"0100007F:1F91 0A, true", "0101007F:1F91 0A, true", "00000000:1F91 0A, false",
            "0200A8C0:1F91 0A, false",
            "0100007F:1F90 0A, false", "0100007F:1F91 01, false", "0100007F:1F91 0A;00000000:1F91 0A, false",
            "00000000000000000000000001000000:1F91 0A, true", "00000000000000000000000000000000:1F91 0A, false",
            "0000000000000000FFFF00000100007F:1F91 0A, true", "000000000000000000000000FF00007F:1F91 0A, false",
            "0100007F:1F91 0A;00000000000000000000000000000000:1F91 0A, false"})
    void addresses(String rows, boolean alone) throws IOException {
        var table = folder.resolve("tcp");
        Files.write(table, Stream.concat(Stream.of("  sl  local_address rem_address   st"),
                Stream.of(rows.split(";")).map(row -> ROW.formatted((Object[]) row.split(" ")))).toList());

        assertThat(new Listeners(List.of(table, folder.resolve("none"))).onLocalhostAlone(8081)).isEqualTo(alone);
    }

    /** This machine's own table is understood. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void ofThisMachine() throws IOException {
        try (var local = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1")); var open = new ServerSocket(0)) {
            assertThat(Listeners.OF_THIS_MACHINE.onLocalhostAlone(local.getLocalPort())).isTrue();
            assertThat(Listeners.OF_THIS_MACHINE.onLocalhostAlone(open.getLocalPort())).isFalse();
        }
        assertThat(new Listeners(List.of()).onLocalhostAlone(80)).isFalse();
    }
}
