package org.sidecardemo.systemtests;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The README's commands for Docker print what it says. */
@Tag("images")
class ReadmeDockerTest {

    @Test
    void commandsPrintWhatTheReadmeSays() throws Exception {
        try {
            for (Readme.Step step : Readme.section("With Docker")) {
                String output = step.run();
                assertThat(output).as(step.command()).matches(step::isWhatIsPrinted, step.expected().toString());
            }
        } finally {
            new ProcessBuilder("docker", "rm", "--force", "sidecar").start().waitFor();
        }
    }
}
