package org.sidecardemo.podplayer.lifecycle;

import static org.sidecardemo.podplayer.lifecycle.Run.exits;
import static org.sidecardemo.podplayer.lifecycle.Run.forever;
import static org.sidecardemo.podplayer.lifecycle.Run.imageMissing;
import static org.sidecardemo.podplayer.lifecycle.Scenario.pod;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sidecardemo.podplayer.lifecycle.Event.Type;

/** The scenarios of Kubernetes' own test/e2e_node/container_lifecycle_test.go (1.34), under their names there. */
class UpstreamScenariosTest {

    private static final String R1 = "restartable-init-1";
    private static final String R2 = "restartable-init-2";
    private static final String R3 = "restartable-init-3";

    /** Runs for the time, or ends with the same code so long after SIGTERM. */
    private static Run runs(double delay, double terminationSeconds, int exitCode) {
        return exits(delay, exitCode).onSigterm(terminationSeconds, exitCode);
    }

    @Nested
    @DisplayName("Running a pod with init containers and regular containers")
    class InitAndRegular {

        @Test
        @DisplayName("should launch init container serially before a regular container")
        void serially() {
            pod("Never").init("init-1", exits(1, 0)).init("init-2", exits(1, 0)).init("init-3", exits(1, 0))
                    .main("regular-1", exits(6, 0).startedAfter(5)).probe("regular-1", ProbeType.STARTUP, p -> p)
                    .play().endsBeforeStartOf("init-1", "init-2").endsBeforeStartOf("init-2", "init-3")
                    .endsBeforeStartOf("init-3", "regular-1").phase("Succeeded");
        }

        @Test
        @DisplayName("should not launch regular containers if an init container fails")
        void initFails() {
            pod("Never").init("init-1", exits(1, 1)).main("regular-1", exits(1, 0)).play()
                    .endedWith("init-1", 1, "Error").neverStarted("regular-1").phase("Failed");
        }

        @Test
        @DisplayName("should run Init container to completion before call to PostStart of regular container")
        void postStartAfterInit() {
            Timeline timeline = pod("Never").init("init-1", exits(1, 0))
                    .main("regular-1", exits(10, 0).postStart(1, true)).hook("regular-1", HookType.POST_START).play();
            timeline.check(timeline.index("init-1", Type.ENDED, 0) < timeline.index("regular-1", Type.HOOK_STARTED, 0)
                    && timeline.index("regular-1", Type.HOOK_ENDED, 0) < timeline.index("regular-1", Type.ENDED, 0),
                    "the hook between the init container's end and the main's");
        }

        @Test
        @DisplayName("should restart failing container when pod restartPolicy is Always")
        void restarts() {
            pod("Always").main("regular-1", exits(1, 1)).playFor(120).restartedAtLeast("regular-1", 3);
        }

        @Test
        @DisplayName("should not launch second container before PostStart of the first container completed")
        void postStartBlocks() {
            Timeline timeline = pod("Never").main("regular-1", exits(10, 0).postStart(1, true))
                    .main("regular-2", exits(1, 0)).hook("regular-1", HookType.POST_START).play();
            timeline.check(
                    timeline.index("regular-1", Type.HOOK_ENDED, 0) < timeline.index("regular-2", Type.STARTED, 0),
                    "the hook's end first");
        }

        @Test
        @DisplayName("an init container fails to start because of a bad image: should not start any container")
        void badImage() {
            pod("Never").init("init-1", imageMissing()).main("regular-1", exits(1, 0)).playFor(300)
                    .waitsFor("init-1", "ErrImageNeverPull").neverStarted("init-1").neverStarted("regular-1");
        }

        @Test
        @DisplayName("shouldn't restart init containers upon regular container restart")
        void initNotRestarted() {
            pod("Always").init("init-1", exits(1, 0)).init("init-2", exits(1, 0)).init("init-3", exits(1, 0))
                    .main("regular-1", exits(10, 255)).playFor(120).endsBeforeStartOf("init-1", "init-2")
                    .endsBeforeStartOf("init-2", "init-3").endsBeforeStartOf("init-3", "regular-1")
                    .restarted("init-1", 0).restarted("init-2", 0).restarted("init-3", 0)
                    .restartedAtLeast("regular-1", 3);
        }

        @Test
        @DisplayName("should respect termination grace period seconds")
        void grace() {
            Timeline timeline = pod("Always").grace(30).main("regular1", forever().ignoresSigterm()).stopAt(5).play();
            timeline.check(timeline.endTime() <= 35, "the end within the grace period");
        }

        @Test
        @DisplayName("should respect termination grace period seconds with long-running preStop hook")
        void graceWithPreStop() {
            Timeline timeline = pod("Always").grace(30).main("regular1", forever().endlessPreStop().ignoresSigterm())
                    .hook("regular1", HookType.PRE_STOP).stopAt(5).play();
            timeline.at("regular1", Type.TERMINATING, 0, 35).check(timeline.endTime() <= 37,
                    "the end within the grace period and the minimum");
        }

        @Test
        @DisplayName("should call the container's preStop hook and terminate it if its startup probe fails")
        void startupFails() {
            killedByProbe(ProbeType.STARTUP);
        }

        @Test
        @DisplayName("should call the container's preStop hook and terminate it if its liveness probe fails")
        void livenessFails() {
            killedByProbe(ProbeType.LIVENESS);
        }

        private void killedByProbe(ProbeType type) {
            pod("Never").main("regular-1", runs(100, 15, 0).neverStarted().unhealthyAfter(0).preStop(1, true))
                    .hook("regular-1", HookType.PRE_STOP)
                    .probe("regular-1", type, p -> p.withInitialDelaySeconds(10).withFailureThreshold(1)).play()
                    .at("regular-1", Type.HOOK_STARTED, 0, 10.2).at("regular-1", Type.TERMINATING, 0, 11.2)
                    .at("regular-1", Type.ENDED, 0, 26.2);
        }

        @Test
        @DisplayName("should execute readiness probe while in preStop, but not liveness")
        void readinessInPreStop() {
            Timeline timeline = pod("Never").grace(100)
                    .main("regular-1", runs(100, 15, 0).unhealthyAfter(0).readyAfter(13).preStop(10, true))
                    .hook("regular-1", HookType.PRE_STOP)
                    .probe("regular-1", ProbeType.LIVENESS,
                            p -> p.withInitialDelaySeconds(10).withPeriodSeconds(1).withFailureThreshold(1))
                    .probe("regular-1", ProbeType.READINESS, p -> p.withInitialDelaySeconds(1).withPeriodSeconds(1))
                    .play();
            timeline.at("regular-1", Type.READY, 0, 13.2).check(
                    timeline.count("regular-1", Type.LIVENESS_PROBE_FAILED) == 1, "one liveness probe");
        }

        @Test
        @DisplayName("should not continue running liveness probes for restartable init containers and restart them "
                + "while in preStop")
        void noRestartInPreStop() {
            Timeline timeline = pod("Never").grace(100)
                    .sidecar(R1, runs(100, 1, 0).unhealthyAfter(12))
                    .main("regular-1", runs(100, 15, 0).unhealthyAfter(0).preStop(50, true))
                    .hook("regular-1", HookType.PRE_STOP)
                    .probe(R1, ProbeType.LIVENESS,
                            p -> p.withInitialDelaySeconds(1).withPeriodSeconds(1).withFailureThreshold(1))
                    .probe("regular-1", ProbeType.LIVENESS,
                            p -> p.withInitialDelaySeconds(10).withPeriodSeconds(1).withFailureThreshold(1))
                    .play();
            timeline.restarted(R1, 0).endsBefore("regular-1", R1);
        }
    }

    @Nested
    @DisplayName("using a Pod with restartPolicy=Never, three init container and two restartable init containers")
    class ThreeAndTwo {

        private final Timeline timeline = pod("Never").init("init-1", exits(1, 0)).sidecar(R1, runs(600, 0, 0))
                .init("init-2", exits(1, 0)).sidecar(R2, runs(600, 0, 0)).init("init-3", exits(1, 0))
                .main("regular-1", exits(1, 0)).play();

        @Test
        @DisplayName("should finish and produce log")
        void finish() {
            timeline.phase("Succeeded");
        }

        @Test
        @DisplayName("should run the first init container to completion before starting first restartable init "
                + "container")
        void firstInit() {
            timeline.endsBeforeStartOf("init-1", R1);
        }

        @Test
        @DisplayName("should run first init container and first restartable init container together")
        void together() {
            timeline.startsBefore(R1, "init-2").ranTogether(R1, "init-2");
        }

        @Test
        @DisplayName("should run second init container to completion before starting second restartable init "
                + "container")
        void secondInit() {
            timeline.endsBeforeStartOf("init-2", R2);
        }

        @Test
        @DisplayName("should start second restartable init container before third init container")
        void secondSidecar() {
            timeline.startsBefore(R2, "init-3");
        }

        @Test
        @DisplayName("should run both restartable init containers and third init container together")
        void thirdInit() {
            timeline.ranTogether(R1, R2).ranTogether(R1, "init-3").ranTogether(R2, "init-3");
        }

        @Test
        @DisplayName("should run third init container to completion before starting regular container")
        void regular() {
            timeline.endsBeforeStartOf("init-3", "regular-1");
        }

        @Test
        @DisplayName("should run both restartable init containers and a regular container together")
        void all() {
            timeline.ranTogether(R1, "regular-1").ranTogether(R2, "regular-1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Always", "OnFailure", "Never"})
    @DisplayName("Should begin initializing the pod")
    void beginsInitializing(String policy) {
        pod(policy).init("init-1", exits(1, 0)).sidecar(R1, runs(600, 5, 0)).init("init-2", exits(600, 0))
                .sidecar(R2, runs(1, 1, 0)).main("regular-1", exits(1, 0)).playFor(60).startsBefore("init-1", R1)
                .startsBefore(R1, "init-2").neverStarted(R2).neverStarted("regular-1").restarted("init-1", 0)
                .restarted("init-2", 0).phase("Pending");
    }

    @Nested
    @DisplayName("using a restartable init container in a Pod with each restartPolicy")
    class EachPolicy {

        @ParameterizedTest
        @ValueSource(strings = {"Never", "OnFailure"})
        @DisplayName("runs continuously: should complete a Pod successfully, should not restart it")
        void continuously(String policy) {
            pod(policy).sidecar(R1, runs(600, 0, 0)).main("regular-1", exits(1, 0)).play().restarted(R1, 0)
                    .endedWith("regular-1", 0, "Completed").phase("Succeeded");
        }

        @Test
        @DisplayName("runs continuously: should keep running a Pod continuously with restartPolicy=Always")
        void continuouslyAlways() {
            pod("Always").sidecar(R1, runs(600, 0, 0)).main("regular-1", exits(1, 0)).playFor(300).restarted(R1, 0)
                    .restartedAtLeast("regular-1", 1).phase("Running");
        }

        @ParameterizedTest
        @ValueSource(strings = {"Never", "OnFailure", "Always"})
        @DisplayName("bad image: should not start it, should not start a regular container")
        void badImage(String policy) {
            pod(policy).sidecar(R1, imageMissing()).main("regular-1", exits(1, 0)).playFor(300)
                    .waitsFor(R1, "ErrImageNeverPull").neverStarted(R1).neverStarted("regular-1").phase("Pending");
        }

        @ParameterizedTest
        @ValueSource(strings = {"Never:0", "Never:1", "OnFailure:0", "OnFailure:1", "Always:0", "Always:1"})
        @DisplayName("exits continuously: should be restarted before and after the regular container started")
        void exitsContinuously(String policyAndCode) {
            String policy = policyAndCode.split(":")[0];
            int code = Integer.parseInt(policyAndCode.split(":")[1]);
            Timeline timeline = pod(policy).sidecar(R1, runs(5, 0, code)).init("init-1", exits(5, 0))
                    .main("regular-1", exits(60, 0)).playFor(70).startsBefore(R1, "regular-1")
                    .restartedAtLeast(R1, 2);
            timeline.check(timeline.index("regular-1", Type.STARTED, 0) < timeline.index(R1, Type.STARTED, 2),
                    "a restart after the main's start").endsBeforeStartOf("init-1", "regular-1")
                    .phase(policy.equals("Always") ? "Running" : "Succeeded");
        }

        @Test
        @DisplayName("an Init container before it fails, Never: should mark a Pod as failed, should not start it")
        void initBefore() {
            pod("Never").init("init-1", exits(1, 1)).sidecar(R1, runs(600, 0, 0)).main("regular-1", exits(600, 0))
                    .play().endedWith("init-1", 1, "Error").neverStarted(R1).neverStarted("regular-1").phase("Failed");
        }

        @ParameterizedTest
        @ValueSource(strings = {"OnFailure", "Always"})
        @DisplayName("an Init container before it continuously fails: should continuously run Pod keeping it Pending")
        void initBeforeAgain(String policy) {
            pod(policy).init("init-1", exits(1, 1)).sidecar(R1, runs(600, 0, 0)).main("regular-1", exits(600, 0))
                    .playFor(300).restartedAtLeast("init-1", 1).neverStarted(R1).phases("Pending");
        }

        @Test
        @DisplayName("an Init container after it fails, Never: should mark a Pod as failed; both ran in parallel")
        void initAfter() {
            pod("Never").sidecar(R1, runs(5, 0, 1)).init("init-1", exits(1, 1)).main("regular-1", exits(600, 0))
                    .play().endedWith("init-1", 1, "Error").ranTogether(R1, "init-1").neverStarted("regular-1")
                    .phase("Failed");
        }

        @ParameterizedTest
        @ValueSource(strings = {"OnFailure", "Always"})
        @DisplayName("an Init container after it fails: should continuously run Pod keeping it Pending")
        void initAfterAgain(String policy) {
            pod(policy).sidecar(R1, runs(600, 0, 0)).init("init-1", exits(1, 1)).main("regular-1", exits(600, 0))
                    .playFor(300).restartedAtLeast("init-1", 1).ranTogether(R1, "init-1").neverStarted("regular-1")
                    .phases("Pending");
        }
    }

    @Nested
    @DisplayName("running restartable init containers with probes")
    class Probes {

        @Test
        @DisplayName("should launch restartable init containers serially considering the startup probe")
        void serially() {
            pod("Never").sidecar(R1, runs(610, 0, 0).startedAfter(10)).sidecar(R2, runs(610, 0, 0).startedAfter(10))
                    .main("regular-1", exits(1, 0)).probe(R1, ProbeType.STARTUP, p -> p)
                    .probe(R2, ProbeType.STARTUP, p -> p).play().startedAt(R2, 10.2).startedAt("regular-1", 20.4);
        }

        @Test
        @DisplayName("should call the container's preStop hook and not launch next container if the restartable init "
                + "container's startup probe fails")
        void startupFails() {
            Timeline timeline = pod("Always")
                    .sidecar(R1, runs(600, 15, 0).neverStarted().preStop(1, true)).main("regular-1", exits(1, 0))
                    .hook(R1, HookType.PRE_STOP)
                    .probe(R1, ProbeType.STARTUP, p -> p.withInitialDelaySeconds(5).withFailureThreshold(1))
                    .playFor(60);
            timeline.restartedAtLeast(R1, 2).neverStarted("regular-1").phases("Pending")
                    .check(timeline.index(R1, Type.HOOK_STARTED, 0) < timeline.index(R1, Type.ENDED, 0), "the hook");
        }

        @Test
        @DisplayName("should call the container's preStop hook and start the next container if the restartable init "
                + "container's liveness probe fails")
        void livenessFails() {
            Timeline timeline = pod("Always")
                    .sidecar(R1, runs(600, 15, 0).unhealthyAfter(0).preStop(1, true)).main("regular-1", exits(1, 0))
                    .hook(R1, HookType.PRE_STOP)
                    .probe(R1, ProbeType.LIVENESS, p -> p.withInitialDelaySeconds(5).withFailureThreshold(1))
                    .playFor(240);
            timeline.restartedAtLeast(R1, 2).restartedAtLeast("regular-1", 1)
                    .check(timeline.index(R1, Type.HOOK_STARTED, 0) < timeline.index(R1, Type.ENDED, 0), "the hook");
        }

        @Test
        @DisplayName("should continue probing and allow regular container to start after the restartable init "
                + "container recovers")
        void recovers() {
            pod("Never").sidecar(R1, exits(0.1, 1), runs(120, 0, 0)).main("regular-1", forever())
                    .probe(R1, ProbeType.STARTUP,
                            p -> p.withInitialDelaySeconds(3).withPeriodSeconds(2).withFailureThreshold(10))
                    .probe("regular-1", ProbeType.STARTUP, p -> p.withInitialDelaySeconds(5).withPeriodSeconds(5))
                    .playFor(60).restarted(R1, 1).runs("regular-1", true, true).phase("Running");
        }
    }

    @Nested
    @DisplayName("A pod with restartable init containers is terminating")
    class Terminating {

        private Scenario three(Run one, Run two, Run three, Run regular) {
            return pod("Never").sidecar(R1, one).sidecar(R2, two).sidecar(R3, three).main("regular-1", regular);
        }

        private Scenario threeWithPreStop(Run one, Run two, Run three, Run regular) {
            return three(one, two, three, regular).hook(R1, HookType.PRE_STOP).hook(R2, HookType.PRE_STOP)
                    .hook(R3, HookType.PRE_STOP);
        }

        @Test
        @DisplayName("should terminate sidecars in reverse order after all main containers have exited")
        void reverse() {
            Run run = runs(60, 5, 0);
            three(run, run, run, exits(5, 0)).play().startsBefore(R1, R2).startsBefore(R2, R3)
                    .startsBefore(R3, "regular-1").endsBefore("regular-1", R3).endsBefore(R3, R2).endsBefore(R2, R1)
                    .endedWith(R1, 0, "Completed").endedWith(R2, 0, "Completed").endedWith(R3, 0, "Completed");
        }

        @ParameterizedTest
        @ValueSource(strings = {"Always", "OnFailure", "Never"})
        @DisplayName("should terminate gracefully")
        void gracefully(String policy) {
            Timeline timeline = pod(policy).grace(180).init("init-1", exits(1, 0)).sidecar(R2, runs(600, 10, 0))
                    .sidecar(R3, runs(600, 10, 0)).main("regular-1", runs(600, 10, 0)).stopAt(10).play();
            timeline.restarted(R2, 0).restarted(R3, 0).check(timeline.endTime() == 40, "three ends of 10 s each");
        }

        @Test
        @DisplayName("should terminate sidecars simultaneously if prestop doesn't exit")
        void endlessPreStop() {
            Run run = runs(60, 5, 0).endlessPreStop();
            threeWithPreStop(run, run, run, exits(5, 0)).play().at(R1, Type.KILLED, 0, 37)
                    .at(R2, Type.KILLED, 0, 37).at(R3, Type.KILLED, 0, 37).endedWith(R1, 137, "Error")
                    .endedWith(R2, 137, "Error").endedWith(R3, 137, "Error");
        }

        @Test
        @DisplayName("should call sidecar container PreStop hook simultaneously")
        void preStopTogether() {
            Run run = runs(60, 5, 0).preStop(1, true);
            threeWithPreStop(run, run, run, exits(5, 0)).play().at(R1, Type.HOOK_STARTED, 0, 5)
                    .at(R2, Type.HOOK_STARTED, 0, 5).at(R3, Type.HOOK_STARTED, 0, 5).endsBefore("regular-1", R3)
                    .endsBefore(R3, R2).endsBefore(R2, R1).endedWith(R1, 0, "Completed");
        }

        @Test
        @DisplayName("should not hang in termination if terminated during initialization")
        void duringInitialization() {
            Run run = runs(60, 5, 0).preStop(1, true);
            Timeline timeline = pod("Never").grace(3).init("start-init", runs(300, 0, 0)).sidecar(R1, run)
                    .sidecar(R2, run).sidecar(R3, run).main("regular-1", exits(5, 0)).hook(R1, HookType.PRE_STOP)
                    .hook(R2, HookType.PRE_STOP).hook(R3, HookType.PRE_STOP).stopAt(10).play();
            timeline.neverStarted(R1).neverStarted("regular-1").check(timeline.endTime() <= 15, "no waiting");
        }

        @Test
        @DisplayName("should terminate restartable init containers gracefully if there is a non-started restartable "
                + "init container")
        void nonStarted() {
            Timeline timeline = pod("Never").grace(180).init("init-1", exits(1, 0))
                    .sidecar(R2, runs(600, 1, 0).neverStarted()).sidecar(R3, runs(600, 1, 0))
                    .main("regular-1", runs(600, 1, 0))
                    .probe(R2, ProbeType.STARTUP, p -> p.withFailureThreshold(600)).stopAt(20).play();
            timeline.neverStarted(R3).check(timeline.endTime() == 21, "no waiting");
        }

        @Test
        @DisplayName("should mark pod as succeeded if any of the restartable init containers have terminated with "
                + "non-zero exit code")
        void nonZero() {
            three(runs(600, 1, 0), runs(600, 1, 1), runs(600, 1, 0), runs(600, 1, 0)).stopAt(5).play()
                    .endedWith("regular-1", 0, "Completed").endedWith(R1, 0, "Completed").endedWith(R2, 1, "Error")
                    .endedWith(R3, 0, "Completed").phase("Succeeded");
        }

        @Test
        @DisplayName("should mark pod as succeeded if any of the restartable init containers have terminated with "
                + "non-zero exit code by prestop hook")
        void nonZeroPreStop() {
            Run run = runs(600, 1, 0).preStop(1, true);
            threeWithPreStop(run, runs(600, 1, 0).preStop(1, false), run, runs(600, 1, 0)).stopAt(5).play()
                    .endedWith("regular-1", 0, "Completed").endedWith(R1, 0, "Completed")
                    .endedWith(R2, 0, "Completed").endedWith(R3, 0, "Completed").phase("Succeeded");
        }

        @Test
        @DisplayName("should mark pod as failed if regular container has exceeded its termination grace period "
                + "seconds")
        void regularExceeds() {
            three(runs(600, 20, 0), runs(600, 1, 0), runs(600, 20, 0), runs(600, 20, 0)).grace(5).stopAt(5).play()
                    .endedWith("regular-1", 137, "Error").endedWith(R1, 137, "Error")
                    .endedWith(R2, 0, "Completed").endedWith(R3, 137, "Error").phase("Failed");
        }

        @Test
        @DisplayName("should mark pod as succeeded if any of the restartable init containers have exceeded its "
                + "termination grace period seconds")
        void sidecarExceeds() {
            three(runs(600, 1, 0), runs(600, 20, 0), runs(600, 1, 0), runs(600, 1, 0)).grace(5).stopAt(5).play()
                    .endedWith("regular-1", 0, "Completed").endedWith(R1, 0, "Completed")
                    .endedWith(R2, 137, "Error").endedWith(R3, 0, "Completed").phase("Succeeded");
        }

        @Test
        @DisplayName("should mark pod as failed if any of the prestop hook in regular container has exceeded its "
                + "termination grace period seconds")
        void regularPreStopExceeds() {
            three(runs(600, 1, 0), runs(600, 20, 0), runs(600, 1, 0), runs(600, 20, 0).preStop(20, true))
                    .hook("regular-1", HookType.PRE_STOP).grace(5).stopAt(5).play()
                    .endedWith("regular-1", 137, "Error").endedWith(R1, 0, "Completed")
                    .endedWith(R2, 137, "Error").endedWith(R3, 0, "Completed").phase("Failed");
        }

        @Test
        @DisplayName("should mark pod as succeeded if any of the prestop hook in restartable init containers have "
                + "exceeded its termination grace period seconds")
        void sidecarPreStopExceeds() {
            threeWithPreStop(runs(600, 1, 0).preStop(1, true), runs(600, 20, 0).preStop(30, true),
                    runs(600, 1, 0).preStop(1, true), runs(600, 1, 0)).grace(5).stopAt(5).play()
                    .endedWith("regular-1", 0, "Completed").endedWith(R1, 0, "Completed")
                    .endedWith(R2, 137, "Error").endedWith(R3, 0, "Completed").phase("Succeeded");
        }
    }
}
