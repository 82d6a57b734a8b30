package org.sidecardemo.systemtests;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The commands of docs/cluster.md print what it says. */
@Tag("cluster")
class ClusterPageTest {

    private static final int ATTEMPTS = 3;
    /** Until the next minute, and to the moment in it that the page tells of. */
    private static final Duration MINUTE = Duration.ofSeconds(105);

    /**
     * What {@code make states} prints depends on the moment of the first minute, of which a busy node may let none pass in which
     * all are as far as that; in the next minute there are pods of the one before. Then all is applied anew.
     */
    @Test
    void commandsPrintWhatThePageSays() throws Exception {
        for (int attempt = 1; !printsWhatItSays(attempt == ATTEMPTS); attempt++) {
            System.out.println("applied once more, as the moment of make states was missed");
        }
    }

    /** @param last whether it fails where the moment is missed; false is returned otherwise */
    private static boolean printsWhatItSays(boolean last) throws Exception {
        try {
            for (Docs.Step step : Docs.steps(Docs.CLUSTER)) {
                long deadline = System.nanoTime() + MINUTE.toNanos();
                boolean dependsOnTheMoment = step.command().equals("make states");
                String output = step.run();
                while (!step.isWhatIsPrinted(output) && dependsOnTheMoment && System.nanoTime() < deadline) {
                    LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
                    output = step.run();
                }
                if (dependsOnTheMoment && !last && !step.isWhatIsPrinted(output)) {
                    return false;
                }
                step.assertPrinted(output);
            }
            return true;
        } finally {
            new ProcessBuilder("make", "undeploy").directory(Docs.ROOT.toFile()).start().waitFor();
        }
    }
}
