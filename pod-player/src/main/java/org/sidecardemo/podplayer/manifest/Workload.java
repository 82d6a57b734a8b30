package org.sidecardemo.podplayer.manifest;

import java.util.List;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;

/** What can be played: valid, complete with the API server's defaults, and not to be changed. */
public sealed interface Workload {

    /** Where it was read: {@code FILE:LINE}. */
    String source();

    /** The fields that were given and have no effect on one machine ({@code resources}, say), each name once. */
    List<String> notEnforced();

    /** The metadata of the Pod or the Job; name and namespace are set. */
    ObjectMeta metadata();

    /** A Pod by itself. */
    record PodWorkload(String source, Pod pod, List<String> notEnforced) implements Workload {

        @Override
        public ObjectMeta metadata() {
            return pod.getMetadata();
        }
    }

    /**
     * A Job. It has no selector, uid or creation time yet, which the API server would have added.
     *
     * @param cronJob the name of the CronJob that it was made from; empty for a Job of its own
     */
    record JobWorkload(String source, Job job, Optional<String> cronJob, List<String> notEnforced)
            implements
                Workload {

        @Override
        public ObjectMeta metadata() {
            return job.getMetadata();
        }
    }
}
