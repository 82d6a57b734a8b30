package org.sidecardemo.podplayer.lifecycle;

import static org.sidecardemo.podplayer.lifecycle.Run.exits;
import static org.sidecardemo.podplayer.lifecycle.Run.forever;
import static org.sidecardemo.podplayer.lifecycle.Scenario.pod;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sidecardemo.podplayer.lifecycle.Event.Type;

/** Rules 1 to 6: in which order the containers of a pod start. */
class StartRulesTest {

    @Nested
    @DisplayName("rule 1: init containers start in list order, each when the one before it is done")
    class Rule1 {

        @Test
        @DisplayName("a regular init container is done when it has exited with 0")
        void regular() {
            pod("Never").init("one", exits(3, 0)).init("two", exits(2, 0)).main("main", exits(1, 0)).play()
                    .startedAt("one", 0).startedAt("two", 3).startedAt("main", 5).phase("Succeeded");
        }

        @Test
        @DisplayName("a sidecar is done when it has started, and runs on")
        void sidecar() {
            pod("Never").sidecar("sidecar", forever()).init("init", exits(2, 0)).main("main", exits(1, 0)).play()
                    .startedAt("sidecar", 0).startedAt("init", 0).startedAt("main", 2).ranTogether("sidecar", "main");
        }
    }

    @Nested
    @DisplayName("rule 2: when a sidecar counts as started")
    class Rule2 {

        @Test
        @DisplayName("without a startup probe it is enough that it runs")
        void running() {
            pod("Never").sidecar("sidecar", forever().readyAfter(60)).main("main", exits(1, 0))
                    .probe("sidecar", ProbeType.READINESS, p -> p.withPeriodSeconds(1)).play().startedAt("main", 0);
        }

        @Test
        @DisplayName("with one, the probe has to succeed")
        void probed() {
            pod("Never").sidecar("sidecar", forever().startedAfter(5)).main("main", exits(1, 0))
                    .probe("sidecar", ProbeType.STARTUP, p -> p.withPeriodSeconds(1).withFailureThreshold(60)).play()
                    .startedAt("main", 5.2).at("sidecar", Type.STARTUP_PROBE_SUCCEEDED, 0, 5.2);
        }

        @Test
        @DisplayName("a sidecar that sleeps 5 s is found by a probe each second with less than half a second lost")
        void manifest5() {
            Timeline timeline = pod("Never").sidecar("sidecar", forever().startedAfter(5.05).onSigterm(0.1, 0))
                    .main("app", exits(0.5, 0))
                    .probe("sidecar", ProbeType.STARTUP, p -> p.withPeriodSeconds(1).withFailureThreshold(30)).play();
            timeline.phase("Succeeded").check(timeline.endTime() <= 6.3, "the end after 6.3 s at most");
        }
    }

    @Nested
    @DisplayName("rule 3: a postStart hook runs before anything else in the pod goes on")
    class Rule3 {

        @Test
        @DisplayName("a sidecar's holds back the mains")
        void ofSidecar() {
            pod("Never").sidecar("sidecar", forever().postStart(4, true)).main("main", exits(1, 0))
                    .hook("sidecar", HookType.POST_START).play().startedAt("main", 4);
        }

        @Test
        @DisplayName("a main's holds back the next main")
        void ofMain() {
            pod("Never").main("one", exits(9, 0).postStart(4, true)).main("two", exits(1, 0))
                    .hook("one", HookType.POST_START).play().startedAt("two", 4);
        }

        @Test
        @DisplayName("a failed one ends its container, which counts as failed: preStop, SIGTERM, and on by the policy")
        void failed() {
            pod("Never").main("main", forever().postStart(2, false).preStop(1, true).onSigterm(1, 0))
                    .hook("main", HookType.POST_START).hook("main", HookType.PRE_STOP).play()
                    .at("main", Type.HOOK_ENDED, 0, 2).at("main", Type.TERMINATING, 0, 3).at("main", Type.ENDED, 0, 4)
                    .endedWith("main", 0, "Completed");
            pod("OnFailure").main("main", forever().postStart(2, false), exits(1, 0).postStart(0, true))
                    .hook("main", HookType.POST_START).play().restarted("main", 1).phase("Succeeded");
        }
    }

    @Nested
    @DisplayName("rule 4: a sidecar holds back only what comes after it, and only once")
    class Rule4 {

        @Test
        @DisplayName("one that dies later is restarted while the mains go on")
        void background() {
            pod("Never").sidecar("sidecar", exits(3, 1).startedAfter(1), forever().startedAfter(1))
                    .init("init", exits(10, 0)).main("main", exits(10, 0))
                    .probe("sidecar", ProbeType.STARTUP, p -> p.withPeriodSeconds(1)).play()
                    .startedAt("init", 1.2).startedAt("sidecar", 0, 3).startedAt("main", 11.2)
                    .restarted("sidecar", 1);
        }

        @Test
        @DisplayName("later containers start even while it is in back-off")
        void inBackOff() {
            pod("Never").sidecar("sidecar", exits(1, 1)).init("init", exits(5, 0)).main("main", exits(1, 0)).play()
                    .startedAt("sidecar", 0, 1).startedAt("main", 5);
        }

        @Test
        @DisplayName("one that dies before its first probe success is restarted, and the next goes on waiting")
        void beforeItStarted() {
            pod("Never").sidecar("sidecar", exits(3, 1).neverStarted(), forever().startedAfter(2))
                    .main("main", exits(1, 0))
                    .probe("sidecar", ProbeType.STARTUP, p -> p.withPeriodSeconds(1).withFailureThreshold(30)).play()
                    .startedAt("sidecar", 0, 3).startedAt("main", 5.2).phase("Succeeded");
        }
    }

    @Test
    @DisplayName("rule 5: the mains start in order, without waiting for each other's probes")
    void rule5() {
        pod("Never").init("init", exits(1, 0)).main("one", exits(90, 0).startedAfter(50)).main("two", exits(1, 0))
                .probe("one", ProbeType.STARTUP, p -> p.withFailureThreshold(10)).play().startedAt("one", 1)
                .startedAt("two", 1).startsBefore("one", "two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Always", "OnFailure"})
    @DisplayName("rule 6: once a main has started, regular init containers never run again, dead sidecars do")
    void rule6(String policy) {
        pod(policy).init("first", exits(1, 0)).sidecar("sidecar", exits(4, 0)).init("last", exits(1, 0))
                .main("main", exits(2, 1)).playFor(200).restarted("first", 0).restarted("last", 0)
                .restartedAtLeast("sidecar", 3).restartedAtLeast("main", 3);
    }
}
