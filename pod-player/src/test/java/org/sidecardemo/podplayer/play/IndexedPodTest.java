package org.sidecardemo.podplayer.play;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import org.junit.jupiter.api.Test;
import org.sidecardemo.podplayer.lifecycle.CompletionIndex;

/** The pod of an Indexed Job knows its index, as the Job controller tells it. */
class IndexedPodTest {

    private static final String INDEX = "batch.kubernetes.io/job-completion-index";

    @Test
    void learnsItsIndex() {
        Pod pod = pod(job("demo"), new CompletionIndex(3, OptionalInt.empty(), 0));
        assertThat(pod.getMetadata().getName()).matches("demo-3-[b-z2-9]{5}");
        assertThat(pod.getMetadata().getGenerateName()).isEqualTo("demo-3-");
        assertThat(pod.getMetadata().getLabels()).containsEntry(INDEX, "3");
        assertThat(pod.getMetadata().getAnnotations()).containsOnlyKeys(INDEX).containsEntry(INDEX, "3");
        assertThat(pod.getSpec().getHostname()).isEqualTo("demo-3");
        assertThat(pod.getSpec().getInitContainers()).allSatisfy(IndexedPodTest::hasVariable);
        assertThat(pod.getSpec().getContainers().getFirst()).satisfies(IndexedPodTest::hasVariable);
    }

    @Test
    void keepsAVariableOfItsOwn() {
        Pod pod = pod(job("demo"), new CompletionIndex(3, OptionalInt.empty(), 0));
        assertThat(pod.getSpec().getContainers().getLast().getEnv())
                .containsExactly(new EnvVar("JOB_COMPLETION_INDEX", "mine", null));
    }

    @Test
    void learnsOfFailures() {
        Pod pod = pod(job("demo"), new CompletionIndex(0, OptionalInt.of(2), 1));
        assertThat(pod.getMetadata().getAnnotations())
                .containsEntry("batch.kubernetes.io/job-index-failure-count", "2")
                .containsEntry("batch.kubernetes.io/job-index-ignored-failure-count", "1");
    }

    @Test
    void aLongNameIsCutBeforeTheIndex() {
        Pod pod = pod(job("a".repeat(60)), new CompletionIndex(12, OptionalInt.empty(), 0));
        assertThat(pod.getMetadata().getName()).matches("a{54}-12-[b-z2-9]{5}");
    }

    @Test
    void otherJobsPodsLearnNothing() {
        Job job = job("demo");
        Pod pod = CreatedObjects.pod(job, Optional.empty(), Instant.EPOCH);
        assertThat(pod.getMetadata().getName()).matches("demo-[b-z2-9]{5}");
        assertThat(pod.getMetadata().getAnnotations()).isEmpty();
        assertThat(pod.getSpec()).isEqualTo(job.getSpec().getTemplate().getSpec());
    }

    private static void hasVariable(Container container) {
        assertThat(container.getEnv()).singleElement().satisfies(variable -> {
            assertThat(variable.getName()).isEqualTo("JOB_COMPLETION_INDEX");
            assertThat(variable.getValueFrom().getFieldRef().getFieldPath())
                    .isEqualTo("metadata.labels['" + INDEX + "']");
        });
    }

    private static Pod pod(Job job, CompletionIndex index) {
        return CreatedObjects.pod(job, Optional.of(index), Instant.EPOCH);
    }

    private static Job job(String name) {
        return new JobBuilder().withNewMetadata().withName(name).endMetadata().withNewSpec().withNewTemplate()
                .withNewMetadata().endMetadata().withNewSpec()
                .withInitContainers(new ContainerBuilder().withName("init").build())
                .withContainers(new ContainerBuilder().withName("app").build(),
                        new ContainerBuilder().withName("other")
                                .addToEnv(new EnvVar("JOB_COMPLETION_INDEX", "mine", null)).build())
                .endSpec().endTemplate().endSpec().build();
    }
}
