package org.sidecardemo.podplayer.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.PodBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sidecardemo.podplayer.lifecycle.Event.Type;
import org.sidecardemo.podplayer.release.Release;

/** What no play says: messages of containers, refused configurations, and what comes too late. */
class PodLifecycleTest {

    private static final ContainerId MAIN = new ContainerId("main", 0);

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
                .withName("pod").endMetadata().withSpec(Scenario.pod("Never").main("main", Run.forever()).spec())
                .build(),
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
