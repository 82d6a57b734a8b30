package org.sidecardemo.podplayer.play;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import org.sidecardemo.podplayer.lifecycle.CompletionIndex;

/** What tells the pod of an Indexed Job its index. Source: indexed_job_utils.go in pkg/controller/job. */
final class IndexedPod {

    private static final String INDEX = "batch.kubernetes.io/job-completion-index";
    private static final String FAILURES = "batch.kubernetes.io/job-index-failure-count";
    private static final String IGNORED_FAILURES = "batch.kubernetes.io/job-index-ignored-failure-count";
    private static final String VARIABLE = "JOB_COMPLETION_INDEX";
    /** Of a generated name without its random end. */
    private static final int MAX_PREFIX = 58;

    private IndexedPod() {}

    /** The beginning of the pod's name; a long one of the Job is cut, the index isn't (podGenerateNameWithIndex). */
    static String namePrefix(String job, CompletionIndex index) {
        var end = "-" + index.value() + "-";
        return job.substring(0, Math.min(job.length(), MAX_PREFIX - end.length())) + end;
    }

    static Pod of(Pod pod, String job, CompletionIndex index) {
        var value = Integer.toString(index.value());
        var indexed = new PodBuilder(pod).editMetadata().addToAnnotations(INDEX, value).addToLabels(INDEX, value)
                .endMetadata().editSpec().withHostname(job + "-" + value)
                .withInitContainers(pod.getSpec().getInitContainers().stream().map(IndexedPod::withVariable).toList())
                .withContainers(pod.getSpec().getContainers().stream().map(IndexedPod::withVariable).toList())
                .endSpec().build();
        var annotations = indexed.getMetadata().getAnnotations();
        index.failures().ifPresent(failures -> annotations.put(FAILURES, Integer.toString(failures)));
        if (index.ignoredFailures() > 0) {
            annotations.put(IGNORED_FAILURES, Integer.toString(index.ignoredFailures()));
        }
        return indexed;
    }

    private static Container withVariable(Container container) {
        return container.getEnv().stream().anyMatch(variable -> variable.getName().equals(VARIABLE))
                ? container
                : new ContainerBuilder(container).addNewEnv().withName(VARIABLE).withNewValueFrom().withNewFieldRef()
                        .withApiVersion("v1").withFieldPath("metadata.labels['%s']".formatted(INDEX)).endFieldRef()
                        .endValueFrom().endEnv().build();
    }
}
