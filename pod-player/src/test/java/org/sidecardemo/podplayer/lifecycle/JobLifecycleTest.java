package org.sidecardemo.podplayer.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sidecardemo.podplayer.release.Release;

/** What no play says of a Job. */
class JobLifecycleTest {

    @Test
    @DisplayName("a pod that was asked for is not asked for again before it is seen")
    void notTwice() {
        var job = new JobBuilder().withNewMetadata().withName("job").endMetadata().withNewSpec().withCompletions(1)
                .withParallelism(1).withBackoffLimit(6).withNewTemplate()
                .withSpec(Scenario.pod("Never").main("main", Run.forever()).spec()).endTemplate().endSpec().build();
        var lifecycle = new JobLifecycle(job, Release.NEWEST, Scenario.START);
        assertThat(lifecycle.advance(Map.of(), Scenario.START))
                .containsExactly(new JobLifecycle.JobAction.CreatePod(Optional.empty()));
        assertThat(lifecycle.advance(Map.of(), Scenario.START)).isEmpty();
        assertThat(lifecycle.status().getActive()).isEqualTo(1);
    }
}
