package org.sidecardemo.systemtests;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The README's command for a manifest of one's own prints what it says. */
class ReadmePlayTest {

    @Test
    void commandsPrintWhatTheReadmeSays() throws Exception {
        for (Readme.Step step : Readme.section("Playing your own pods")) {
            String output = step.run();
            assertThat(output).as(step.command()).matches(step::isWhatIsPrinted, step.expected().toString());
        }
    }
}
