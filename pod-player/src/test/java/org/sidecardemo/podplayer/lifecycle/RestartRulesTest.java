package org.sidecardemo.podplayer.lifecycle;

import static org.sidecardemo.podplayer.lifecycle.Run.exits;
import static org.sidecardemo.podplayer.lifecycle.Run.forever;
import static org.sidecardemo.podplayer.lifecycle.Run.imageMissing;
import static org.sidecardemo.podplayer.lifecycle.Run.startError;
import static org.sidecardemo.podplayer.lifecycle.Scenario.pod;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sidecardemo.podplayer.lifecycle.Event.Type;

/** Rules 7 to 12: what is restarted, and when. */
class RestartRulesTest {

    @Nested
    @DisplayName("rule 7: a regular init container fails")
    class Rule7 {

        @Test
        @DisplayName("Never: the pod fails at once, mains never start, sidecars are stopped")
        void never() {
            pod("Never").sidecar("sidecar", forever().onSigterm(2, 0)).init("init", exits(3, 1))
                    .main("main", exits(1, 0)).play().restarted("init", 0).neverStarted("main")
                    .at("sidecar", Type.TERMINATING, 0, 3).endedWith("init", 1, "Error")
                    .endedWith("sidecar", 0, "Completed").waitsFor("main", "PodInitializing")
                    .phases("Pending", "Failed").condition("Initialized", "False", "ContainersNotInitialized");
        }

        @ParameterizedTest
        @ValueSource(strings = {"OnFailure", "Always"})
        @DisplayName("else it alone is restarted, with back-off")
        void else_(String policy) {
            pod(policy).sidecar("sidecar", forever()).init("done", exits(1, 0))
                    .init("init", exits(1, 1), exits(1, 1), exits(1, 0)).main("main", forever()).playFor(60)
                    .startedAt("init", 1, 2, 13).startedAt("main", 14).restarted("done", 0).restarted("sidecar", 0);
        }
    }

    @ParameterizedTest
    @CsvSource({"Never,0", "Never,1", "OnFailure,0", "OnFailure,1", "Always,0", "Always,1"})
    @DisplayName("rule 8: a sidecar that exits is restarted, with any code and under every policy")
    void rule8(String policy, int exitCode) {
        pod(policy).sidecar("sidecar", exits(2, exitCode)).main("main", exits(30, 0)).playFor(29)
                .startedAt("sidecar", 0, 2, 14);
    }

    @Nested
    @DisplayName("rule 9: a main that exits")
    class Rule9 {

        @Test
        @DisplayName("stays down under Never")
        void never() {
            pod("Never").main("main", exits(1, 1)).play().restarted("main", 0).phase("Failed");
        }

        @Test
        @DisplayName("is restarted under OnFailure unless with 0")
        void onFailure() {
            pod("OnFailure").main("main", exits(1, 1), exits(1, 0)).main("other", exits(1, 0)).play()
                    .restarted("main", 1).restarted("other", 0).phase("Succeeded");
        }

        @Test
        @DisplayName("goes by a policy of its own where it has one")
        void ownPolicy() {
            pod("Never").main("main", exits(1, 1), exits(1, 0)).restarts("main", "OnFailure").main("other", exits(1, 1))
                    .play().restarted("main", 1).restarted("other", 0).phase("Failed");
            pod("Always").main("main", exits(1, 1)).restarts("main", "Never").play().restarted("main", 0)
                    .phase("Failed");
        }

        @Test
        @DisplayName("with Always of its own never ends: nor does its pod, though all others are done")
        void alwaysInTheWrongList() {
            Timeline timeline = pod("Never").main("sidecar", exits(5, 0)).restarts("sidecar", "Always")
                    .main("app", exits(1, 0)).playFor(1000);
            timeline.restartedAtLeast("sidecar", 5).endedWith("app", 0, "Completed").check(!timeline.ended(), "no end");
        }

        @Test
        @DisplayName("is restarted for the codes of a rule before any policy counts")
        void ownRule() {
            pod("Never").main("main", exits(1, 42), exits(1, 1)).restarts("main", "Never", 42, 43).play()
                    .restarted("main", 1).endedWith("main", 1, "Error").phase("Failed");
        }

        @Test
        @DisplayName("killed by its probe, goes by its own policy too")
        void ownPolicyAndProbe() {
            pod("Always").main("main", forever().unhealthyAfter(0)).restarts("main", "Never", 42)
                    .probe("main", ProbeType.LIVENESS, p -> p.withFailureThreshold(1)).play().restarted("main", 0)
                    .phase("Failed");
        }

        @Test
        @DisplayName("is always restarted under Always, which a pod without a policy has: it never ends")
        void always() {
            Timeline timeline = pod(null).main("main", exits(1, 0)).playFor(100_000);
            timeline.restartedAtLeast("main", 100).phases("Pending", "Running").check(!timeline.ended(), "no end");
        }
    }

    @Test
    @DisplayName("rule 10: under Never a failed main does not end the pod: the others and all sidecars go on")
    void rule10() {
        pod("Never").sidecar("sidecar", exits(5, 1), forever().onSigterm(0, 0)).main("failing", exits(1, 1))
                .main("long", exits(50, 0)).play().at("sidecar", Type.TERMINATING, 0, 50).restarted("sidecar", 1)
                .endedWith("failing", 1, "Error").endedWith("long", 0, "Completed").phase("Failed");
    }

    @Nested
    @DisplayName("rule 11: back-off of each container")
    class Rule11 {

        @Test
        @DisplayName("at once, then 10, 20, 40 … 300 s after the last end")
        void toTheCap() {
            pod("Always").main("main", exits(1, 1)).playFor(1530)
                    .startedAt("main", 0, 1, 12, 33, 74, 155, 316, 617, 918, 1219, 1520);
        }

        @Test
        @DisplayName("is forgotten after a run of more than 600 s, but not of exactly 600 s")
        void reset() {
            pod("Always").main("main", exits(1, 1), exits(1, 1), exits(601, 1), exits(1, 1)).playFor(680)
                    .startedAt("main", 0, 1, 12, 613, 624, 645);
            pod("Always").main("main", exits(1, 1), exits(1, 1), exits(600, 1), exits(1, 1)).playFor(680)
                    .startedAt("main", 0, 1, 12, 632, 673);
        }

        @Test
        @DisplayName("exits with 0 count, and each container has its own")
        void each() {
            pod("Always").main("one", exits(1, 0)).main("two", exits(2, 1)).playFor(40)
                    .startedAt("one", 0, 1, 12, 33).startedAt("two", 0, 2, 14, 36);
        }

        @Test
        @DisplayName("is told once each time, and shown as CrashLoopBackOff with the time to wait")
        void shown() {
            Timeline timeline = pod("Always").main("main", exits(1, 1)).playFor(150);
            timeline.waitsFor("main", "CrashLoopBackOff").at("main", Type.BACK_OFF, 0, 2)
                    .at("main", Type.BACK_OFF, 1, 13)
                    .check(timeline.count("main", Type.BACK_OFF) == 4, "4 times back-off")
                    .check(timeline.container("main").getState().getWaiting().getMessage()
                            .equals("back-off 1m20s restarting failed container=main pod=pod_test(1)"), "the message")
                    .check(timeline.container("main").getLastState().getTerminated().getExitCode() == 1, "last state");
        }
    }

    @Nested
    @DisplayName("rule 12: a container killed by a probe")
    class Rule12 {

        @Test
        @DisplayName("is restarted at once the first two times, then by rule 11")
        void quick() {
            pod("Always").main("main", forever().unhealthyAfter(0))
                    .probe("main", ProbeType.LIVENESS, p -> p.withPeriodSeconds(1).withFailureThreshold(1)).playFor(40)
                    .startedAt("main", 0, 0.2, 1.2, 12.2, 33.2);
        }

        @Test
        @DisplayName("goes by the end of the run before, as the kubelet looks at its back-off before it is dead")
        void slow() {
            pod("Always").main("main", forever().unhealthyAfter(0))
                    .probe("main", ProbeType.LIVENESS, p -> p.withPeriodSeconds(15).withFailureThreshold(2))
                    .playFor(150).startedAt("main", 0, 15.2, 45.2, 75.2, 105.2);
        }

        @Test
        @DisplayName("shares its back-off with exits of its own")
        void mixed() {
            pod("Always").main("main", exits(1, 0), forever().unhealthyAfter(0), exits(1, 1))
                    .probe("main", ProbeType.LIVENESS, p -> p.withPeriodSeconds(1).withFailureThreshold(1)).playFor(40)
                    .startedAt("main", 0, 1, 11.2, 32.2);
        }
    }

    @Test
    @DisplayName("a command that doesn't exist: 128 StartError, and the pod has failed")
    void cannotStart() {
        Timeline timeline = pod("Never").main("main", startError()).play();
        timeline.endedWith("main", 128, "StartError").phase("Failed");
        pod("OnFailure").main("main", startError(), startError(), exits(1, 0)).play().phase("Succeeded")
                .startedAt("main", 10);
    }

    @Test
    @DisplayName("an image that isn't there: ErrImageNeverPull, looked for again every 10 s, no restart counted")
    void noImage() {
        pod("Never").sidecar("sidecar", forever()).main("main", imageMissing()).main("other", exits(1, 0)).playFor(35)
                .waitsFor("main", "ErrImageNeverPull").neverStarted("main").startedAt("other", 0).phase("Pending")
                .at("main", Type.STARTING, 3, 30);
        pod("Never").main("main", imageMissing(), exits(1, 0)).play().startedAt("main", 10).restarted("main", 0);
    }
}
