package org.sidecardemo.systemtests;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The README's commands for a cluster print what it says. */
@Tag("cluster")
class ReadmeClusterTest {

    /** What is printed depends on the moment of the minute, so a command is tried till its output comes, for three minutes. */
    @Test
    void commandsPrintWhatTheReadmeSays() throws Exception {
        try {
            for (Readme.Step step : Readme.section("On a cluster")) {
                long deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
                String output = step.run();
                while (!step.isWhatIsPrinted(output) && step.command().equals("make states")
                        && System.nanoTime() < deadline) {
                    LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
                    output = step.run();
                }
                step.assertPrinted(output);
            }
        } finally {
            new ProcessBuilder("make", "undeploy").directory(Readme.ROOT.toFile()).start().waitFor();
        }
    }
}
