package org.sidecardemo.systemtests;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The commands of docs/images.md print what it says. */
@Tag("images")
class ImagesPageTest {

    @Test
    void commandsPrintWhatThePageSays() throws Exception {
        try {
            for (Docs.Step step : Docs.steps(Docs.IMAGES)) {
                step.assertPrinted(step.run());
            }
        } finally {
            new ProcessBuilder("docker", "rm", "--force", "sidecar").start().waitFor();
        }
    }
}
