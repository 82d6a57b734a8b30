package org.sidecardemo.systemtests;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The README's commands for Docker print what it says. */
@Tag("images")
class ReadmeDockerTest {

    @Test
    void commandsPrintWhatTheReadmeSays() throws Exception {
        try {
            for (Readme.Step step : Readme.section("With Docker")) {
                step.assertPrinted(step.run());
            }
        } finally {
            new ProcessBuilder("docker", "rm", "--force", "sidecar").start().waitFor();
        }
    }
}
