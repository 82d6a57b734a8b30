package org.sidecardemo.systemtests;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;

/**
 * What became of a workload, as the API shows it.
 *
 * @param job empty for a pod of its own
 * @param pods in the order of their creation; those of an Indexed Job in that of their indexes
 * @param timeline what happened, for people
 */
record Run(Optional<Job> job, List<Pod> pods, String timeline) {

    private static final String INDEX = "batch.kubernetes.io/job-completion-index";

    /** Sorts the objects of one workload by kind. Pods that were created within a second have no order but their index. */
    static Run of(List<? extends HasMetadata> objects, String timeline) {
        return new Run(
                objects.stream().filter(Job.class::isInstance).map(Job.class::cast).findFirst(),
                objects.stream().filter(Pod.class::isInstance).map(Pod.class::cast)
                        .sorted(Comparator.comparingInt(Run::index)).toList(),
                timeline);
    }

    private static int index(Pod pod) {
        var annotations = pod.getMetadata().getAnnotations();
        return annotations == null ? 0 : Integer.parseInt(annotations.getOrDefault(INDEX, "0"));
    }

    /** When the Job, or the pod of its own, began: what its deadline counts from. */
    Instant start() {
        return Instant.parse(job.map(it -> it.getStatus().getStartTime())
                .orElseGet(() -> pods.getFirst().getStatus().getStartTime()));
    }
}
