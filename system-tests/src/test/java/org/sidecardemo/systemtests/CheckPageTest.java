package org.sidecardemo.systemtests;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is checked in the README and in docs/check.md is found as they say. */
class CheckPageTest {

    static List<Docs.Step> checks() {
        return Stream.concat(Docs.steps(Docs.README).stream().filter(step -> step.command().equals("make check")),
                Docs.steps(Docs.CHECK).stream()).toList();
    }

    @ParameterizedTest
    @MethodSource("checks")
    void printsWhatThePageSays(Docs.Step check) throws Exception {
        check.assertPrinted(check.run());
    }

    /** The page's table of findings names those that there are, in their order. */
    @Test
    void namesEveryFinding() throws Exception {
        String unknown = new Docs.Step("pod-player explain nothing", List.of()).run();
        List<String> ids = Arrays.asList(unknown.replaceAll("(?s).* is not a finding: (.*) \\(see --help\\)\n", "$1")
                .split(", "));
        assertThat(Docs.lines()).filteredOn(line -> ids.stream().anyMatch(id -> line.startsWith("| `" + id + "` |")))
                .extracting(line -> line.split("`")[1]).isEqualTo(ids);
    }
}
