package org.sidecardemo.podplayer.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sidecardemo.podplayer.lifecycle.Run.exits;
import static org.sidecardemo.podplayer.lifecycle.Run.forever;
import static org.sidecardemo.podplayer.lifecycle.Run.imageMissing;
import static org.sidecardemo.podplayer.lifecycle.Run.startError;
import static org.sidecardemo.podplayer.lifecycle.Scenario.pod;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.PodBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sidecardemo.podplayer.lifecycle.Event.Type;
import org.sidecardemo.podplayer.release.Release;

/** What the API and the timeline show of a pod. */
class StatusTest {

    private static final ContainerId MAIN = new ContainerId("main", 0);

    @Test
    @DisplayName("a container that runs again: its state, its last state and its restarts")
    void restarted() {
        ContainerStatus status = pod("OnFailure").main("main", exits(2, 3), forever()).playFor(10).container("main");
        assertThat(status.getState().getRunning().getStartedAt()).isEqualTo("2026-01-01T00:00:02Z");
        assertThat(status.getLastState().getTerminated().getExitCode()).isEqualTo(3);
        assertThat(status.getLastState().getTerminated().getFinishedAt()).isEqualTo("2026-01-01T00:00:02Z");
        assertThat(status.getRestartCount()).isEqualTo(1);
        assertThat(status.getStarted()).isTrue();
        assertThat(status.getReady()).isTrue();
    }

    @Test
    @DisplayName("a regular init container is ready when it has succeeded, and started only while it runs")
    void regularInit() {
        Timeline running = pod("Never").init("init", exits(5, 0)).main("main", forever()).playFor(2);
        running.runs("init", true, false).condition("Initialized", "False", "ContainersNotInitialized");
        assertThat(running.condition("Initialized").getMessage())
                .isEqualTo("containers with incomplete status: [init]");
        Timeline done = pod("Never").init("init", exits(5, 0)).main("main", forever()).playFor(6);
        done.endedWith("init", 0, "Completed").condition("Initialized", "True", null).condition("Ready", "True", null);
        assertThat(done.container("init").getReady()).isTrue();
        assertThat(done.container("init").getStarted()).isFalse();
    }

    @Test
    @DisplayName("a sidecar that runs but has not started holds the pod back from Initialized and Ready")
    void sidecarNotStarted() {
        pod("Never").sidecar("sidecar", forever().neverStarted()).main("main", forever())
                .probe("sidecar", ProbeType.STARTUP, p -> p.withFailureThreshold(99)).playFor(50)
                .runs("sidecar", false, false).phase("Pending")
                .condition("Initialized", "False", "ContainersNotInitialized")
                .condition("ContainersReady", "False", "ContainersNotReady")
                .condition("PodReadyToStartContainers", "True", null);
    }

    @Test
    @DisplayName("a container that has ended again: the end before that is forgotten")
    void endedAgain() {
        ContainerStatus status = pod("OnFailure").main("main", exits(2, 3), exits(2, 0)).play().container("main");
        assertThat(status.getState().getTerminated().getExitCode()).isZero();
        assertThat(status.getLastState().getTerminated()).isNull();
        assertThat(status.getRestartCount()).isEqualTo(1);
    }

    @Test
    @DisplayName("mains are listed by name, init containers in the order of the spec")
    void order() {
        var status = pod("Never").sidecar("z", forever()).sidecar("a", forever()).main("y", forever())
                .main("b", forever()).playFor(1).status();
        assertThat(status.getInitContainerStatuses()).extracting(ContainerStatus::getName).containsExactly("z", "a");
        assertThat(status.getContainerStatuses()).extracting(ContainerStatus::getName).containsExactly("b", "y");
    }

    @Test
    @DisplayName("a main that was never there when its pod was deleted counts as failed, with 137")
    void lost() {
        pod("Never").main("main", imageMissing()).main("other", exits(1, 0)).stopAt(5).play()
                .endedWith("main", 137, "ContainerStatusUnknown").endedWith("other", 0, "Completed").phase("Failed");
    }

    @Test
    @DisplayName("a main in back-off when its pod was deleted keeps its end; at the pod's deadline it counts as lost")
    void backOffAtTheEnd() {
        pod("OnFailure").main("main", exits(1, 3)).main("other", forever()).stopAt(5).play()
                .endedWith("main", 3, "Error").phase("Failed");
        Timeline timeline = pod("OnFailure").main("main", exits(1, 3)).main("other", forever()).activeDeadline(5)
                .play();
        timeline.endedWith("main", 137, "ContainerStatusUnknown");
        assertThat(timeline.container("main").getLastState().getTerminated().getExitCode()).isEqualTo(3);
    }

    @Test
    @DisplayName("a deleted pod whose mains end with 0 has succeeded, whatever its policy")
    void deleted() {
        pod("Always").main("main", forever().onSigterm(1, 0)).stopAt(5).play().phase("Succeeded").restarted("main", 0);
    }

    @Test
    @DisplayName("a start that failed has no time of start")
    void startErrorTimes() {
        var end = pod("Never").main("main", startError()).play().container("main").getState().getTerminated();
        assertThat(end.getStartedAt()).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(end.getMessage()).isEqualTo("no such file");
    }

    @Test
    @DisplayName("a start that failed and is tried again: RunContainerError to the end of the back-off")
    void runContainerError() {
        Timeline timeline = pod("OnFailure").main("main", startError()).playFor(5);
        timeline.waitsFor("main", "RunContainerError");
        assertThat(timeline.container("main").getRestartCount()).isEqualTo(1);
    }

    @Test
    @DisplayName("21: an end tells the container's message, and whether its memory limit was why")
    void messages() {
        var end = endOf(new Observation.Ended(MAIN, 137, true, "loading\nout of luck\n"));
        assertThat(end.getReason()).isEqualTo("OOMKilled");
        assertThat(end.getMessage()).isEqualTo("loading\nout of luck\n");
        assertThat(endOf(new Observation.Ended(MAIN, 0)).getMessage()).isNull();
    }

    private static ContainerStateTerminated endOf(Observation.Ended end) {
        var lifecycle = lifecycle();
        lifecycle.observe(new Observation.Started(MAIN), Scenario.START);
        lifecycle.observe(end, Scenario.START);
        assertThat(lifecycle.events()).filteredOn(event -> event.type() == Type.ENDED).extracting(Event::detail)
                .containsExactly(end.message().isEmpty() ? "0 Completed" : "137 OOMKilled: out of luck");
        return lifecycle.status().getContainerStatuses().getFirst().getState().getTerminated();
    }

    private static PodLifecycle lifecycle() {
        var lifecycle = new PodLifecycle(new PodBuilder().withNewMetadata()
                .withName("pod").endMetadata().withSpec(pod("Never").main("main", forever()).spec()).build(),
                Release.NEWEST, Scenario.START);
        lifecycle.advance(Scenario.START);
        return lifecycle;
    }

    @Test
    @DisplayName("23: a container whose configuration is refused waits, and is tried again after 10 s")
    void configInvalid() {
        var lifecycle = lifecycle();
        lifecycle.observe(new Observation.ConfigInvalid(MAIN, "would be root"), Scenario.START);
        var waiting = lifecycle.status().getContainerStatuses().getFirst().getState().getWaiting();
        assertThat(waiting.getReason()).isEqualTo("CreateContainerConfigError");
        assertThat(waiting.getMessage()).isEqualTo("would be root");
        assertThat(lifecycle.nextWakeUp()).contains(Scenario.START.plusSeconds(10));
        assertThat(lifecycle.advance(Scenario.START.plusSeconds(10))).containsExactly(new Action.Start(MAIN));
    }

    @Test
    @DisplayName("mains that never ran when the pod's end began: they wait on, or are lost where it was their turn")
    void initializedAtTheEnd() {
        pod("Never").activeDeadline(4).init("init", forever().onSigterm(1, 0)).main("main", exits(1, 0)).play()
                .endedWith("init", 0, "Completed").waitsFor("main", "PodInitializing").phase("Failed");
        pod("Never").activeDeadline(4).sidecar("sidecar", forever().onSigterm(1, 0)).main("main", imageMissing())
                .play().endedWith("main", 137, "ContainerStatusUnknown").phase("Failed");
    }

    @Test
    @DisplayName("every type of event comes up in some pod or Job")
    void allEvents() {
        Timeline pod = pod("OnFailure").grace(2)
                .sidecar("sidecar", exits(20, 1).probesErrUntil(1.5).startedAfter(3).readyAfter(5).postStart(1, true))
                .main("main", exits(3, 1), exits(3, 1), forever().unhealthyAfter(0).preStop(1, true).ignoresSigterm())
                .hook("sidecar", HookType.POST_START).hook("main", HookType.PRE_STOP)
                .probe("sidecar", ProbeType.STARTUP, p -> p.withPeriodSeconds(1))
                .probe("sidecar", ProbeType.READINESS, p -> p.withPeriodSeconds(1).withFailureThreshold(1))
                .probe("main", ProbeType.LIVENESS, p -> p.withPeriodSeconds(5).withFailureThreshold(1)).stopAt(60)
                .play();
        Set<Type> seen = Stream.concat(pod.events().stream(),
                JobScenario.job(pod("Never").main("main", exits(1, 0))).play().events().stream()).map(Event::type)
                .collect(Collectors.toSet());
        assertThat(seen).isEqualTo(EnumSet.allOf(Type.class));
    }

    @Test
    @DisplayName("what is seen of a run that is over is ignored; a container of another pod is an error")
    void stale() {
        var lifecycle = lifecycle();
        lifecycle.observe(new Observation.Ended(MAIN, 1), Scenario.START);
        lifecycle.observe(new Observation.Started(new ContainerId("main", 1)), Scenario.START);
        assertThat(lifecycle.status().getContainerStatuses().getFirst().getState().getWaiting()).isNotNull();
        lifecycle.observe(new Observation.Started(MAIN), Scenario.START);
        assertThat(lifecycle.status().getContainerStatuses().getFirst().getState().getRunning()).isNotNull();
        assertThatThrownBy(() -> lifecycle
                .observe(new Observation.Started(new ContainerId("other", 0)), Scenario.START))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("container: other is not one of pod pod");
    }
}
