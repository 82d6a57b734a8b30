package org.sidecardemo.podplayer.lifecycle;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.sidecardemo.podplayer.lifecycle.Event.Type;
import org.sidecardemo.podplayer.release.Release;

import static org.sidecardemo.podplayer.lifecycle.Run.exits;
import static org.sidecardemo.podplayer.lifecycle.Run.forever;
import static org.sidecardemo.podplayer.lifecycle.Scenario.pod;

/** RestartAllContainers, by the number of its rule in RULES.md. */
class RestartAllRulesTest {

    @Nested
    @DisplayName("rule 35: RestartAllContainers")
    class Rule35 {

        @Test
        @DisplayName("starts the pod anew from its first init container")
        void fromTheFirst() {
            Timeline timeline = pod("Never").init("init", exits(1, 0)).sidecar("sidecar", forever())
                    .main("main", exits(2, 42), exits(1, 0)).restartsAll("main", 42).play();
            timeline.startedAt("init", 0, 3).startedAt("sidecar", 1, 4).startedAt("main", 1, 4)
                    .restarted("init", 1).restarted("sidecar", 1).restarted("main", 1)
                    .endedWith("main", 0, "Completed").phases("Pending", "Running", "Pending", "Running", "Succeeded")
                    .condition("AllContainersRestarting", "False", "PodCompleted");
        }

        @Test
        @DisplayName("kills mains, then init containers, one after another without hook or grace; what caused it goes last")
        void order() {
            Timeline timeline = pod("Never").sidecar("first", forever().ignoresSigterm())
                    .sidecar("cause", exits(5, 42), forever()).main("main", forever().ignoresSigterm())
                    .hook("main", HookType.PRE_STOP).restartsAll("cause", 42).grace(20).playFor(20);
            timeline.at("main", Type.TERMINATING, 0, 5).at("main", Type.ENDED, 0, 7)
                    .at("first", Type.TERMINATING, 0, 7).at("first", Type.ENDED, 0, 9)
                    .startedAt("first", 0, 9).startedAt("cause", 0, 9).startedAt("main", 0, 9)
                    .check(timeline.count("main", Type.HOOK_STARTED) == 0, "no hook");
        }

        @Test
        @DisplayName("knows no back-off, however often; after it a container's own is as before")
        void noBackOff() {
            pod("Always").main("main", exits(1, 42), exits(1, 42), exits(1, 42), exits(1, 42), exits(1, 1))
                    .main("other", forever()).restarts("main", "Always").restartsAll("main", 42).playFor(20)
                    .startedAt("main", 0, 1, 2, 3, 4, 5, 16).startedAt("other", 0, 1, 2, 3, 4);
        }

        @Test
        @DisplayName("is shown by a condition, by counts and by the last state")
        void status() {
            var scenario = pod("Never").sidecar("sidecar", forever().ignoresSigterm())
                    .main("main", exits(1, 42), forever()).restartsAll("main", 42);
            scenario.playFor(0.5).condition("AllContainersRestarting", "False", null);
            scenario.playFor(2).condition("AllContainersRestarting", "True", "RestartAllContainersStarted")
                    .condition("Initialized", "True", null).phase("Running");
            Timeline anew = scenario.playFor(5);
            anew.condition("AllContainersRestarting", "False", null).runs("main", true, true)
                    .check(anew.container("main").getLastState().getTerminated().getReason()
                            .equals("RestartingAllContainers"), "last state");
        }

        @Test
        @DisplayName("comes only by the first rule that matches")
        void firstRule() {
            pod("Never").main("main", exits(1, 42), exits(1, 0)).main("other", forever()).restarts("main", "Never", 42)
                    .restartsAll("main", 42).playFor(10).restarted("main", 1).restarted("other", 0);
        }

        @Test
        @DisplayName("doesn't come any more when the pod is at its end")
        void ending() {
            pod("Never").main("main", exits(5, 0).onSigterm(1, 42)).restartsAll("main", 42).stopAt(2).play()
                    .restarted("main", 0).phase("Failed").endedWith("main", 42, "Error");
        }
    }

    @Test
    @DisplayName("1.36 starts the pod anew, too, though it forgets that mains have run")
    void on136() {
        pod("Never").init("init", exits(1, 0)).main("main", exits(2, 42), exits(1, 0)).restartsAll("main", 42)
                .on(new Release(36)).play().startedAt("init", 0, 3).startedAt("main", 1, 4);
    }
}
