package org.sidecardemo.podplayer.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who listens on this machine, as Linux tells it (proc_net(5)); elsewhere nobody knows.
 *
 * @param tables in the form of {@code /proc/net/tcp}; one that isn't there is empty
 */
record Listeners(List<Path> tables) {

    static final Listeners OF_THIS_MACHINE = new Listeners(
            List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6")));

    private static final String LISTENS = "0A";
    /** 127.0.0.0/8, its bytes in reverse order, alone or mapped into IPv6. */
    private static final String IPV4_LOOPBACK = "(0{16}F{4}0{4})?[0-9A-F]{6}7F";
    /** ::1, the bytes of each word in reverse order. */
    private static final String IPV6_LOOPBACK = "0{24}01000000";

    /** True if somebody listens on a port, and everybody who does on localhost alone. */
    boolean onLocalhostAlone(int port) {
        var end = ":%04X".formatted(port);
        var addresses = tables.stream().flatMap(Listeners::lines).map(line -> line.strip().split("\\s+"))
                .filter(words -> words.length > 3 && words[3].equals(LISTENS) && words[1].endsWith(end))
                .map(words -> words[1].substring(0, words[1].length() - end.length())).toList();
        return !addresses.isEmpty() && addresses.stream()
                .allMatch(address -> address.matches(IPV4_LOOPBACK) || address.matches(IPV6_LOOPBACK));
    }

    private static Stream<String> lines(Path table) {
        try {
            return Files.readAllLines(table).stream();
        } catch (IOException _) {
            return Stream.of();
        }
    }
}
