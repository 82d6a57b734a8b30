package org.sidecardemo.podplayer.manifest;

import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;

/** What the API server would take: valid, complete with its defaults, and not to be changed. */
public sealed interface Workload {

    /** Where it was read: {@code FILE:LINE}. */
    String source();

    /** Where each container was read, {@code FILE:LINE}, by its name. */
    Map<String, String> containerSources();

    /** The object that it was made of, where it isn't in the file itself. */
    Optional<Origin> origin();

    Playability playability();

    /** The metadata of the Pod or the Job; name and namespace are set. */
    ObjectMeta metadata();

    /** Of the Pod, or of the Job's pods. */
    PodSpec podSpec();

    /** A Pod by itself, or one that a controller makes of its template. */
    record PodWorkload(String source, Map<String, String> containerSources, Pod pod, Optional<Origin> origin,
            Playability playability)
            implements
                Workload {

        @Override
        public ObjectMeta metadata() {
            return pod.getMetadata();
        }

        @Override
        public PodSpec podSpec() {
            return pod.getSpec();
        }
    }

    /**
     * A Job by itself, or the one that is made of a CronJob. It has no selector, uid or creation time yet, which the
     * API server would have added.
     */
    record JobWorkload(String source, Map<String, String> containerSources, Job job, Optional<Origin> origin,
            Playability playability)
            implements
                Workload {

        @Override
        public ObjectMeta metadata() {
            return job.getMetadata();
        }

        @Override
        public PodSpec podSpec() {
            return job.getSpec().getTemplate().getSpec();
        }
    }

    /** An object of which others are made: a CronJob, a Deployment. */
    record Origin(String kind, String name) {

        @Override
        public String toString() {
            return kind + " " + name;
        }
    }
}
