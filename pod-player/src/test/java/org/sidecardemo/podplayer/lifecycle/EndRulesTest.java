package org.sidecardemo.podplayer.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sidecardemo.podplayer.lifecycle.Run.exits;
import static org.sidecardemo.podplayer.lifecycle.Run.forever;
import static org.sidecardemo.podplayer.lifecycle.Scenario.pod;

import java.time.Duration;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sidecardemo.podplayer.lifecycle.Event.Type;
import org.sidecardemo.podplayer.release.Release;

/** Rules 18 to 23: how a pod ends, and what it shows. */
class EndRulesTest {

    @Nested
    @DisplayName("rule 18: when no main runs and none is to be restarted")
    class Rule18 {

        @Test
        @DisplayName("everything is stopped, and nothing is restarted any more")
        void stops() {
            pod("OnFailure").sidecar("one", forever().onSigterm(1, 1)).sidecar("two", forever().onSigterm(1, 1))
                    .main("main", exits(3, 1), exits(3, 0)).play().at("two", Type.TERMINATING, 0, 6)
                    .restarted("one", 0).restarted("two", 0).phase("Succeeded");
        }

        @Test
        @DisplayName("the only sidecar in back-off: the pod is over at once")
        void inBackOff() {
            Timeline timeline = pod("Never").sidecar("sidecar", exits(1, 1)).main("main", exits(5, 0)).play();
            timeline.restarted("sidecar", 1).endedWith("sidecar", 137, "ContainerStatusUnknown")
                    .check(timeline.endTime() == 5, "the end after 5 s");
        }

        @ParameterizedTest
        @CsvSource({"37,5", "36,12", "30,12", "29,12"})
        @DisplayName("the last of two in back-off: the pod ends with its main, from 1.29 to 1.36 after the restart")
        void lastInBackOff(int minor, int end) {
            pod("Never").on(new Release(minor)).sidecar("one", forever())
                    .sidecar("two", exits(1, 1), exits(1, 1), forever()).main("main", exits(5, 0)).play()
                    .at("one", Type.TERMINATING, 0, end).phase("Succeeded");
        }

        @Test
        @DisplayName("until 1.34 it is shown as it ended, as its restart was a matter of the pod's policy")
        void inBackOffBefore() {
            pod("Never").on(new Release(34)).sidecar("sidecar", exits(1, 1)).main("main", exits(5, 0)).play()
                    .restarted("sidecar", 1).endedWith("sidecar", 1, "Error");
        }
    }

    @Nested
    @DisplayName("rule 19: all begin to stop at the same time, with the same grace")
    class Rule19 {

        @Test
        @DisplayName("preStop hooks all run at once, and use up grace")
        void preStop() {
            pod("Never").grace(10).sidecar("one", forever().preStop(4, true).ignoresSigterm())
                    .sidecar("two", forever().preStop(6, true).onSigterm(0, 0)).main("main", exits(1, 0))
                    .hook("one", HookType.PRE_STOP).hook("two", HookType.PRE_STOP).play()
                    .at("one", Type.HOOK_STARTED, 0, 1).at("two", Type.HOOK_STARTED, 0, 1)
                    .at("two", Type.TERMINATING, 0, 7).at("one", Type.TERMINATING, 0, 7).at("one", Type.KILLED, 0, 11);
        }

        @Test
        @DisplayName("used grace is counted in whole seconds, downwards")
        void wholeSeconds() {
            pod("Never").grace(10).main("main", forever().preStop(2.9, true).ignoresSigterm())
                    .hook("main", HookType.PRE_STOP).stopAt(1).play().at("main", Type.TERMINATING, 0, 3.9)
                    .at("main", Type.KILLED, 0, 11.9);
        }

        @Test
        @DisplayName("30 s by default")
        void byDefault() {
            pod("Never").main("main", forever().ignoresSigterm()).stopAt(1).play().at("main", Type.KILLED, 0, 31);
        }

        @Test
        @DisplayName("a hook that fails is no reason not to stop")
        void failedHook() {
            pod("Never").main("main", forever().preStop(1, false).onSigterm(1, 0)).hook("main", HookType.PRE_STOP)
                    .stopAt(5).play().at("main", Type.TERMINATING, 0, 6).endedWith("main", 0, "Completed");
        }
    }

    @Nested
    @DisplayName("rule 20: sidecars get SIGTERM in reverse order")
    class Rule20 {

        @Test
        @DisplayName("each only when all mains and every later sidecar have ended")
        void reverse() {
            pod("Never").sidecar("one", forever().onSigterm(2, 0)).sidecar("two", forever().onSigterm(3, 0))
                    .main("main", forever().onSigterm(4, 0)).main("other", forever().onSigterm(1, 0)).stopAt(10).play()
                    .at("main", Type.TERMINATING, 0, 10).at("other", Type.TERMINATING, 0, 10)
                    .at("two", Type.TERMINATING, 0, 14).at("one", Type.TERMINATING, 0, 17).at("one", Type.ENDED, 0, 19);
        }

        @Test
        @DisplayName("when the grace is used up, the rest get SIGTERM together with 2 s each, then SIGKILL")
        void graceUsedUp() {
            pod("Never").grace(5).sidecar("one", forever().onSigterm(1, 0)).sidecar("two", forever().ignoresSigterm())
                    .main("main", forever().ignoresSigterm()).stopAt(10).play().at("main", Type.KILLED, 0, 15)
                    .at("one", Type.TERMINATING, 0, 15).at("two", Type.TERMINATING, 0, 15)
                    .at("one", Type.ENDED, 0, 16).at("two", Type.KILLED, 0, 17).endedWith("main", 137, "Error");
        }

        @Test
        @DisplayName("a main whose preStop hook runs on after its end still holds back the sidecars")
        void waitsForHook() {
            pod("Never").sidecar("sidecar", forever()).main("main", exits(2, 0).preStopOutliving(4))
                    .hook("main", HookType.PRE_STOP).stopAt(1).play().at("main", Type.ENDED, 0, 2)
                    .at("sidecar", Type.TERMINATING, 0, 5);
        }
    }

    @Nested
    @DisplayName("rule 21: how an end is shown")
    class Rule21 {

        @ParameterizedTest
        @CsvSource({"0,Completed", "1,Error", "42,Error"})
        @DisplayName("an exit of its own")
        void exit(int code, String reason) {
            pod("Never").main("main", exits(1, code)).play().endedWith("main", code, reason);
        }

        @Test
        @DisplayName("SIGKILL 137, unhandled SIGTERM 143, a handler's own code otherwise")
        void signals() {
            pod("Never").grace(5).main("killed", forever().ignoresSigterm()).main("unhandled", forever())
                    .main("handled", forever().onSigterm(1, 3)).stopAt(1).play().endedWith("killed", 137, "Error")
                    .endedWith("unhandled", 143, "Error").endedWith("handled", 3, "Error").phase("Failed");
        }

        @Test
        @DisplayName("times are cut to whole seconds")
        void times() {
            var end = pod("Never").main("main", exits(1.7, 0)).startingAt(Duration.ofMillis(500)).play()
                    .container("main").getState().getTerminated();
            assertThat(end.getStartedAt()).isEqualTo("2026-01-01T00:00:00Z");
            assertThat(end.getFinishedAt()).isEqualTo("2026-01-01T00:00:02Z");
        }
    }

    @Nested
    @DisplayName("rule 22: phases")
    class Rule22 {

        @Test
        @DisplayName("Pending until the mains may start, Running while a lone sidecar runs, then by the mains alone")
        void byMains() {
            pod("Never").init("init", exits(2, 0)).sidecar("sidecar", forever().onSigterm(5, 7))
                    .main("main", exits(1, 0)).play().phases("Pending", "Running", "Succeeded")
                    .at(null, Type.POD_PHASE, 1, 2).at(null, Type.POD_PHASE, 2, 8).endedWith("sidecar", 7, "Error");
        }

        @Test
        @DisplayName("Failed if one main failed")
        void failed() {
            pod("Never").main("one", exits(1, 0)).main("two", exits(2, 1)).play()
                    .phases("Pending", "Running", "Failed");
        }

        @ParameterizedTest
        @ValueSource(strings = {"OnFailure", "Always"})
        @DisplayName("Running while a main waits for its restart, and a restarting sidecar is no way back to Pending")
        void waiting(String policy) {
            pod(policy).sidecar("sidecar", exits(2, 1).startedAfter(1)).main("main", exits(3, 1))
                    .probe("sidecar", ProbeType.STARTUP, p -> p.withPeriodSeconds(1)).playFor(100)
                    .phases("Pending", "Running");
        }

        @Test
        @DisplayName("a pod deleted while it is still pending has failed")
        void deletedWhilePending() {
            pod("OnFailure").init("init", forever()).main("main", exits(1, 0)).stopAt(3).play()
                    .phases("Pending", "Failed").neverStarted("main").restarted("init", 0);
        }
    }

    @Nested
    @DisplayName("rule 23: why a container waits")
    class Rule23 {

        @Test
        @DisplayName("PodInitializing with init containers, ContainerCreating without")
        void first() {
            pod("Never").init("init", forever()).main("main", exits(1, 0)).playFor(5)
                    .waitsFor("main", "PodInitializing");
            pod("Never").main("one", forever().postStart(9, true)).main("two", exits(1, 0))
                    .hook("one", HookType.POST_START).playFor(5).waitsFor("two", "ContainerCreating");
        }

        @Test
        @DisplayName("CrashLoopBackOff, but not a sidecar that exited with 0, nor, until 1.34, any sidecar under Never")
        void backOff() {
            pod("Always").sidecar("one", exits(1, 1)).sidecar("zero", exits(1, 0)).main("main", forever()).playFor(5)
                    .waitsFor("one", "CrashLoopBackOff").endedWith("zero", 0, "Completed");
            pod("OnFailure").main("main", exits(1, 1)).playFor(5).waitsFor("main", "CrashLoopBackOff");
            pod("Never").sidecar("one", exits(1, 1)).main("main", forever()).playFor(5)
                    .waitsFor("one", "CrashLoopBackOff");
            pod("Never").on(new Release(34)).sidecar("one", exits(1, 1)).main("main", forever()).playFor(5)
                    .endedWith("one", 1, "Error");
        }
    }

    @Nested
    @DisplayName("the pod's activeDeadlineSeconds")
    class Deadline {

        @Test
        @DisplayName("counts from the start cut to whole seconds; mains end first; Failed with DeadlineExceeded")
        void exceeded() {
            Timeline timeline = pod("OnFailure").activeDeadline(5).sidecar("sidecar", forever().onSigterm(1, 0))
                    .main("main", forever().onSigterm(1, 0)).startingAt(Duration.ofMillis(700)).play();
            timeline.at("main", Type.TERMINATING, 0, 4.3).at("sidecar", Type.TERMINATING, 0, 5.3).phase("Failed")
                    .at(null, Type.POD_PHASE, 2, 6.3).endedWith("main", 0, "Completed")
                    .condition("Ready", "False", "PodFailed")
                    .check(timeline.status().getReason().equals("DeadlineExceeded"), "the reason")
                    .check(timeline.status().getMessage()
                            .equals("Pod was active on the node longer than the specified deadline"), "the message");
        }

        @Test
        @DisplayName("passed while the sidecars are being stopped: still exceeded")
        void whileEnding() {
            pod("Never").activeDeadline(5).sidecar("sidecar", forever().onSigterm(4, 0)).main("main", exits(3, 0))
                    .play().at(null, Type.POD_PHASE, 2, 7).phase("Failed");
        }
    }

    @Test
    @DisplayName("a deletion waits for a postStart hook, as the kubelet does not interrupt a sync")
    void deletionDuringHook() {
        pod("Never").main("main", forever().postStart(8, true)).hook("main", HookType.POST_START).stopAt(2).play()
                .at("main", Type.TERMINATING, 0, 8);
    }

    @Test
    @DisplayName("conditions of a pod that has succeeded, with the times of their last changes")
    void conditions() {
        Timeline timeline = pod("Never").init("init", exits(2, 0)).main("main", exits(3, 0)).play();
        timeline.condition("PodReadyToStartContainers", "False", null)
                .condition("Initialized", "True", "PodCompleted").condition("Ready", "False", "PodCompleted")
                .condition("ContainersReady", "False", "PodCompleted").condition("PodScheduled", "True", null);
        assertThat(timeline.condition("Initialized").getLastTransitionTime())
                .isEqualTo("2026-01-01T00:00:02Z");
        assertThat(timeline.condition("Ready").getLastTransitionTime())
                .isEqualTo("2026-01-01T00:00:05Z");
        assertThat(timeline.status().getStartTime())
                .isEqualTo("2026-01-01T00:00:00Z");
    }
}
