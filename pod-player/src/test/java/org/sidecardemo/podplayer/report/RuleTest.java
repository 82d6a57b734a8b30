package org.sidecardemo.podplayer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sidecardemo.podplayer.report.Samples.event;

import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sidecardemo.podplayer.lifecycle.ContainerId;
import org.sidecardemo.podplayer.lifecycle.ContainerKind;
import org.sidecardemo.podplayer.lifecycle.Event;
import org.sidecardemo.podplayer.lifecycle.Event.Type;

class RuleTest {

    /** Those of RULES.md are there without a gap, as plain sentences. */
    @Test
    void all() {
        var rules = Rule.all();
        assertThat(rules.keySet()).containsExactlyElementsOf(IntStream.rangeClosed(1, rules.size()).boxed().toList());
        assertThat(rules.get(2).text())
                .startsWith("A sidecar without a startup probe has started when it runs, one with a "
                        + "probe when the probe has succeeded. ");
        assertThat(rules.values()).allSatisfy(rule -> assertThat(rule.text()).endsWith(".").doesNotContain("`", "[",
                "<", "  "));
    }

    /** Each event has the rule that made it so. */
    @ParameterizedTest
    @CsvSource({"WAITING, PodInitializing, MAIN, 5", "WAITING, PodInitializing, SIDECAR, 1", "STARTED, '', SIDECAR, 1",
            "STARTED, '', MAIN, 5", "STARTUP_PROBE_SUCCEEDED, '', SIDECAR, 2", "STARTUP_PROBE_SUCCEEDED, '', MAIN, 14",
            "LIVENESS_PROBE_FAILED, '', MAIN, 14", "TERMINATING, '', SIDECAR, 20", "TERMINATING, '', MAIN, 19",
            "KILLED, '', SIDECAR, 20", "ENDED, 1 Error, MAIN, 21", "ENDED, 128 StartError: no such file, MAIN, 23",
            "BACK_OFF, 10s, MAIN, 11"})
    void ofEvent(Type type, String detail, ContainerKind kind, int rule) {
        assertThat(Rule.of(event(1, "c", type, detail), kind, Optional.empty())).contains(rule);
    }

    /** A restart has another rule than a first start, and a kill by a probe another than the pod's end. */
    @Test
    void ofContext() {
        var restart = new Event(Samples.at(1), "job-x", new ContainerId("c", 1), Type.STARTED, "");
        assertThat(Rule.of(restart, ContainerKind.SIDECAR, Optional.empty())).contains(8);
        assertThat(Rule.of(event(1, "c", Type.TERMINATING, ""), ContainerKind.SIDECAR,
                Optional.of(event(1, "c", Type.LIVENESS_PROBE_FAILED, "")))).contains(14);
        assertThat(Rule.of(event(1, "c", Type.TERMINATING, ""), ContainerKind.MAIN,
                Optional.of(event(1, "c", Type.HOOK_ENDED, "postStart failed: no")))).contains(3);
    }
}
