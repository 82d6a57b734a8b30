package org.sidecardemo.systemtests;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The plays of docs/faq.md print what it says. */
class FaqPageTest {

    static List<Docs.Step> steps() {
        return Docs.steps(Docs.FAQ);
    }

    @ParameterizedTest
    @MethodSource("steps")
    void printsWhatThePageSays(Docs.Step step) throws Exception {
        step.assertPrinted(step.run());
    }
}
