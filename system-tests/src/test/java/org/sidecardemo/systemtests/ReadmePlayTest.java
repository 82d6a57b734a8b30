package org.sidecardemo.systemtests;

import org.junit.jupiter.api.Test;

/** The README's command for a manifest of one's own prints what it says. */
class ReadmePlayTest {

    @Test
    void commandsPrintWhatTheReadmeSays() throws Exception {
        for (Readme.Step step : Readme.section("Playing your own pods")) {
            step.assertPrinted(step.run());
        }
    }
}
