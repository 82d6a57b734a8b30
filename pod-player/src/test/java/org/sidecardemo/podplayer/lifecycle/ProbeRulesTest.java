package org.sidecardemo.podplayer.lifecycle;

import static org.sidecardemo.podplayer.lifecycle.Run.exits;
import static org.sidecardemo.podplayer.lifecycle.Run.forever;
import static org.sidecardemo.podplayer.lifecycle.Scenario.pod;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sidecardemo.podplayer.lifecycle.Event.Type;
import org.sidecardemo.podplayer.release.Release;

/** Rules 13 and 14: when probes run, and what follows. */
class ProbeRulesTest {

    @Nested
    @DisplayName("rule 13: when a probe runs")
    class Rule13 {

        @Test
        @DisplayName("by default every 10 s, and the third failure counts")
        void defaults() {
            pod("Never").main("main", forever().unhealthyAfter(0)).probe("main", ProbeType.LIVENESS, p -> p).play()
                    .at("main", Type.LIVENESS_PROBE_FAILED, 0, 0.2).at("main", Type.LIVENESS_PROBE_FAILED, 1, 10.2)
                    .at("main", Type.LIVENESS_PROBE_FAILED, 2, 20.2).at("main", Type.TERMINATING, 0, 20.2);
        }

        @Test
        @DisplayName("not before the initial delay, which counts from each start of the container")
        void initialDelay() {
            pod("OnFailure").main("main", forever().unhealthyAfter(0)).probe("main", ProbeType.LIVENESS,
                    p -> p.withInitialDelaySeconds(5).withPeriodSeconds(2).withFailureThreshold(2)).playFor(16)
                    .at("main", Type.LIVENESS_PROBE_FAILED, 0, 5.2).at("main", Type.TERMINATING, 0, 7.2)
                    .at("main", Type.LIVENESS_PROBE_FAILED, 2, 13.2).at("main", Type.TERMINATING, 1, 15.2);
        }

        @Test
        @DisplayName("a tick that comes while a probe is out is kept, further ones are dropped")
        void slowProbe() {
            pod("Never").main("main", forever().unhealthyAfter(0).firstProbeTakes(2.5)).probe("main",
                    ProbeType.LIVENESS, p -> p.withPeriodSeconds(1).withFailureThreshold(3)).play()
                    .at("main", Type.LIVENESS_PROBE_FAILED, 0, 2.7).at("main", Type.LIVENESS_PROBE_FAILED, 1, 2.7)
                    .at("main", Type.LIVENESS_PROBE_FAILED, 2, 3.2);
        }

        @Test
        @DisplayName("successThreshold: so many successes in a row until a container is ready")
        void successThreshold() {
            pod("Never").main("main", exits(60, 0).readyAfter(4)).probe("main", ProbeType.READINESS,
                    p -> p.withPeriodSeconds(3).withSuccessThreshold(3)).play().at("main", Type.READY, 0, 12.2);
        }

        @Test
        @DisplayName("its ticks go on whatever the container does, so that a later run may end sooner")
        void phase() {
            pod("Always").main("main", exits(3, 1), forever().unhealthyAfter(0))
                    .probe("main", ProbeType.LIVENESS, p -> p.withPeriodSeconds(4).withFailureThreshold(2)).playFor(9)
                    .startedAt("main", 0, 3).at("main", Type.TERMINATING, 0, 8.2);
        }

        @Test
        @DisplayName("not before the postStart hook is over, its own or that of a container which is started with it")
        void postStart() {
            pod("Never").main("one", exits(60, 0).readyAfter(0)).main("two", exits(60, 0).postStart(7, true))
                    .hook("two", HookType.POST_START).probe("one", ProbeType.READINESS, p -> p.withPeriodSeconds(2))
                    .probe("two", ProbeType.STARTUP, p -> p.withPeriodSeconds(2).withFailureThreshold(1)).play()
                    .at("one", Type.READY, 0, 7).at("two", Type.STARTUP_PROBE_SUCCEEDED, 0, 8.2).restarted("two", 0);
        }

        @Test
        @DisplayName("equal results in a row are counted on when the container is replaced")
        void runOfResultsOutlivesContainer() {
            pod("Always").main("main", exits(1.5, 1).unhealthyAfter(0), forever().unhealthyAfter(0)).probe("main",
                    ProbeType.LIVENESS, p -> p.withPeriodSeconds(1).withFailureThreshold(3)).playFor(3)
                    .at("main", Type.LIVENESS_PROBE_FAILED, 2, 2.2).at("main", Type.TERMINATING, 0, 2.2);
        }
    }

    @Nested
    @DisplayName("rule 14: what follows from a probe")
    class Rule14 {

        @Test
        @DisplayName("startup: rests after its success")
        void startupRests() {
            Timeline timeline = pod("Never").main("main", exits(100, 0).startedAfter(3))
                    .probe("main", ProbeType.STARTUP, p -> p.withPeriodSeconds(2)).play();
            timeline.check(timeline.count("main", Type.STARTUP_PROBE_SUCCEEDED) == 1, "one verdict");
        }

        @Test
        @DisplayName("liveness and readiness wait for it; readiness is then asked at once")
        void othersWait() {
            pod("Never").main("main", forever().startedAfter(15).unhealthyAfter(0))
                    .probe("main", ProbeType.STARTUP, p -> p.withPeriodSeconds(5).withFailureThreshold(9))
                    .probe("main", ProbeType.READINESS, p -> p).probe("main", ProbeType.LIVENESS,
                            p -> p.withPeriodSeconds(10).withFailureThreshold(1))
                    .play().at("main", Type.STARTUP_PROBE_SUCCEEDED, 0, 15.2).at("main", Type.READY, 0, 15.2)
                    .at("main", Type.LIVENESS_PROBE_FAILED, 0, 20.2);
        }

        @ParameterizedTest
        @EnumSource(names = {"STARTUP", "LIVENESS"})
        @DisplayName("a failing startup or liveness probe: preStop, SIGTERM, grace, SIGKILL, restart")
        void kills(ProbeType type) {
            pod("OnFailure").grace(10)
                    .main("main", forever().neverStarted().unhealthyAfter(0).preStop(3, true).ignoresSigterm(),
                            exits(1, 0).neverStarted().unhealthyAfter(0))
                    .hook("main", HookType.PRE_STOP)
                    .probe("main", type, p -> p.withPeriodSeconds(1).withInitialDelaySeconds(1)).play()
                    .at("main", Type.HOOK_STARTED, 0, 3.2).at("main", Type.TERMINATING, 0, 6.2)
                    .at("main", Type.KILLED, 0, 13.2).startedAt("main", 0, 13.2).phase("Succeeded");
        }

        @ParameterizedTest
        @EnumSource(names = {"STARTUP", "LIVENESS"})
        @DisplayName("the probe's own terminationGracePeriodSeconds goes before the pod's")
        void graceOfProbe(ProbeType type) {
            pod("Always").main("main", forever().neverStarted().unhealthyAfter(0).ignoresSigterm())
                    .probe("main", type, p -> p.withFailureThreshold(1).withTerminationGracePeriodSeconds(4L))
                    .playFor(10).at("main", Type.KILLED, 0, 4.2);
        }

        @Test
        @DisplayName("a main killed by its probe under OnFailure is restarted even if it then exits with 0")
        void killedWithZero() {
            pod("OnFailure").main("main", forever().unhealthyAfter(0).onSigterm(0, 0), exits(1, 0))
                    .probe("main", ProbeType.LIVENESS, p -> p.withFailureThreshold(1).withInitialDelaySeconds(3))
                    .play().restarted("main", 1);
        }

        @Test
        @DisplayName("the only main killed by its probe under Never: the whole pod ends, with the pod's grace")
        void lastMainUnderNever() {
            pod("Never").grace(8).sidecar("sidecar", forever())
                    .main("main", forever().unhealthyAfter(0).ignoresSigterm())
                    .probe("main", ProbeType.LIVENESS,
                            p -> p.withFailureThreshold(1).withTerminationGracePeriodSeconds(2L))
                    .play().at("main", Type.KILLED, 0, 8.2).endedWith("main", 137, "Error").phase("Failed")
                    .at("sidecar", Type.TERMINATING, 0, 8.2).restarted("main", 0);
        }

        @Test
        @DisplayName("readiness never kills, and goes both ways")
        void readiness() {
            Timeline timeline = pod("Never").main("main", exits(100, 0).neverReady())
                    .main("other", exits(60, 0).readyAfter(12)).probe("main", ProbeType.READINESS, p -> p)
                    .probe("other", ProbeType.READINESS, p -> p.withPeriodSeconds(5)).playFor(50);
            timeline.runs("main", true, false).runs("other", true, true).at("other", Type.READY, 0, 15.2)
                    .condition("Ready", "False", "ContainersNotReady")
                    .check(timeline.condition("Ready").getMessage()
                            .equals("containers with unready status: [main]"), "the unready one's name");
        }

        @Test
        @DisplayName("neither readiness nor liveness of a sidecar delays another container")
        void noDelay() {
            pod("Never").sidecar("sidecar", forever().neverReady().unhealthyAfter(0)).main("main", exits(60, 0))
                    .probe("sidecar", ProbeType.READINESS, p -> p).probe("sidecar", ProbeType.LIVENESS, p -> p).play()
                    .startedAt("main", 0).restartedAtLeast("sidecar", 1).phase("Succeeded");
        }

        @Test
        @DisplayName("a sidecar that fails its startup probe first and passes it later: mains run, under Never too")
        void secondStartPasses() {
            pod("Never").sidecar("sidecar", forever().neverStarted(), forever().startedAfter(1))
                    .main("main", exits(1, 0)).probe("sidecar", ProbeType.STARTUP, p -> p.withPeriodSeconds(1)).play()
                    .restarted("sidecar", 1).startedAt("main", 3.2).phase("Succeeded");
        }

        @Test
        @DisplayName("while a container is ended because of its probe, nothing else in the pod is restarted")
        void holdsUpOthers() {
            pod("Always").sidecar("sidecar", forever().unhealthyAfter(0).ignoresSigterm()).main("main", exits(5, 1))
                    .probe("sidecar", ProbeType.LIVENESS, p -> p.withFailureThreshold(1)).playFor(31)
                    .startedAt("main", 0, 30.2);
        }

        @Test
        @DisplayName("a probe that can't be made is no failure: it is thrown away")
        void errors() {
            pod("Never").sidecar("sidecar", forever().probesErrUntil(30)).main("main", exits(1, 0))
                    .probe("sidecar", ProbeType.STARTUP, p -> p.withPeriodSeconds(1).withFailureThreshold(3)).play()
                    .at("sidecar", Type.PROBE_ERROR, 0, 0.2).restarted("sidecar", 0).startedAt("main", 30.2)
                    .phase("Succeeded");
        }

        @Test
        @DisplayName("errors don't interrupt a row of failures")
        void errorsAmongFailures() {
            Timeline timeline = pod("Never").main("main", forever().probesErrUntil(9).unhealthyAfter(0))
                    .probe("main", ProbeType.LIVENESS, p -> p.withPeriodSeconds(5).withFailureThreshold(2)).play();
            timeline.at("main", Type.PROBE_ERROR, 1, 5.2).at("main", Type.TERMINATING, 0, 15.2);
        }

        @Test
        @DisplayName("1.29 to 1.32: a sidecar that ended under Never isn't probed again, if a container before it has a probe")
        void forgotten() {
            for (int minor = 29; minor <= 32; minor++) {
                endsBeforeItHasStarted(minor).probe("main", ProbeType.LIVENESS, p -> p).playFor(300)
                        .restarted("sidecar", 1).neverStarted("main");
                endsBeforeItHasStarted(minor).play().phase("Succeeded");
                killedBeforeItHasStarted(minor).probe("main", ProbeType.LIVENESS, p -> p).play().phase("Succeeded");
            }
            endsBeforeItHasStarted(33).probe("main", ProbeType.LIVENESS, p -> p).play().phase("Succeeded");
        }

        private static Scenario endsBeforeItHasStarted(int minor) {
            return behindASidecar(minor, exits(2, 3).neverStarted());
        }

        private static Scenario killedBeforeItHasStarted(int minor) {
            return behindASidecar(minor, forever().neverStarted());
        }

        private static Scenario behindASidecar(int minor, Run first) {
            return pod("Never").on(new Release(minor)).sidecar("sidecar", first, forever()).main("main", exits(1, 0))
                    .probe("sidecar", ProbeType.STARTUP, p -> p.withPeriodSeconds(1));
        }
    }
}
