package org.sidecardemo.podplayer.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import org.sidecardemo.podplayer.lifecycle.ContainerKind;

/** What people should know of how a Job is played. */
final class JobNotes {

    /** More containers at once may be too much for a laptop. */
    private static final long MANY_CONTAINERS = 48;

    private JobNotes() {}

    /** @param job valid, with its defaults */
    static List<String> of(Job job) {
        List<String> notes = new ArrayList<>();
        String name = "Job " + job.getMetadata().getName();
        if (Boolean.TRUE.equals(job.getSpec().getSuspend())) {
            notes.add(name + ": suspend isn't played, it runs at once as if it were resumed");
        }
        PodSpec pod = job.getSpec().getTemplate().getSpec();
        long pods = podsAtOnce(job.getSpec());
        long containers = pods * runningAtOnce(pod).count();
        if (containers > MANY_CONTAINERS) {
            notes.add(name + ": " + containers
                    + " containers run at once on this machine; a lower parallelism needs less");
        }
        if (pods > 1 && runningAtOnce(pod).anyMatch(container -> !container.getPorts().isEmpty())) {
            notes.add(name + ": as processes its " + pods
                    + " pods at once share this machine's ports; with --runtime docker each has its own");
        }
        return notes;
    }

    private static Stream<Container> runningAtOnce(PodSpec pod) {
        return Stream.concat(
                pod.getInitContainers().stream()
                        .filter(container -> ContainerKind.ofInit(container) == ContainerKind.SIDECAR),
                pod.getContainers().stream());
    }

    private static long podsAtOnce(JobSpec spec) {
        return spec.getCompletions() == null
                ? spec.getParallelism()
                : Math.min(spec.getParallelism(), spec.getCompletions());
    }
}
