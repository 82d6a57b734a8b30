package org.sidecardemo.systemtests;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The commands of docs/cluster.md print what it says. */
@Tag("cluster")
class ClusterPageTest {

    /** What is printed depends on the moment of the minute, so a command is tried till its output comes, for three minutes. */
    @Test
    void commandsPrintWhatThePageSays() throws Exception {
        try {
            for (Docs.Step step : Docs.steps(Docs.CLUSTER)) {
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
            new ProcessBuilder("make", "undeploy").directory(Docs.ROOT.toFile()).start().waitFor();
        }
    }
}
