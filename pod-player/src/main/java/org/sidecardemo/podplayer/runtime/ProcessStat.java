package org.sidecardemo.podplayer.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What Linux's /proc/PID/stat says of a process.
 *
 * @param isZombie whether it has ended, and only waits for its parent to take note
 * @param parent the process that started it, or that it was given to when that one ended
 * @param session the process that began its session
 * @param started when it was started, in the system's ticks
 */
record ProcessStat(boolean isZombie, long parent, long session, long started) {

    /** Empty if the process has ended, or this isn't Linux. */
    static Optional<ProcessStat> of(Path process) {
        try {
            var stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
            // the fields after the name, which is in brackets: from state, the 3rd, to starttime, the 22nd
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 21);
            return Optional.of(new ProcessStat(fields[0].equals("Z"), Long.parseLong(fields[1]),
                    Long.parseLong(fields[3]), Long.parseLong(fields[19])));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
