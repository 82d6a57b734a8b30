package org.sidecardemo.slowsidecar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * When this process started. {@link ProcessHandle.Info#startInstant} would be the way, but on Linux it adds to a boot
 * time that the kernel tells in whole seconds only; so there the age is read from procfs, in hundredths.
 */
final class ProcessStart {

    /** What procfs counts in (USER_HZ), on every architecture that Java runs on. */
    private static final int TICKS_PER_SECOND = 100;
    /** The field "starttime" of proc_pid_stat(5), counted from the one after the command's name, which is the third. */
    private static final int START_TIME = 22 - 3;

    private ProcessStart() {}

    /** The start of this process as {@link System#nanoTime} would have told it: never too early, at most 20 ms late. */
    static long nanoTime() {
        return System.nanoTime() - age().toNanos();
    }

    private static Duration age() {
        try {
            return age(Files.readString(Path.of("/proc/self/stat")), Files.readString(Path.of("/proc/uptime")));
        } catch (IOException _) {
            return ProcessHandle.current().info().startInstant()
                    .map(start -> Duration.between(start, Instant.now()))
                    .filter(Duration::isPositive)
                    .orElse(Duration.ZERO);
        }
    }

    static Duration age(String stat, String uptime) {
        // the command's name is in parentheses, and may hold blanks and parentheses itself
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long startedTicks = Long.parseLong(fields[START_TIME]);
        long uptimeTicks = Long.parseLong(uptime.substring(0, uptime.indexOf(' ')).replace(".", ""));
        // both are rounded down: one tick less, so that the delay is never cut short
        long ticks = Math.max(0, uptimeTicks - startedTicks - 1);
        return Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND);
    }
}
