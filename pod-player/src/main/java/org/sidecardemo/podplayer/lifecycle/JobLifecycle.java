package org.sidecardemo.podplayer.lifecycle;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;

/** The Job controller's rules for one Job with one pod at a time, as pure logic. */
public final class JobLifecycle {

    /** What the Job controller asks for. */
    public sealed interface JobAction {

        /** Create the Job's next pod from its template. */
        record CreatePod() implements JobAction {}

        /** Delete a running pod: {@link PodLifecycle#stop}. */
        record StopPod(String pod) implements JobAction {}
    }

    public JobLifecycle(Job job, Instant now) {
        throw new UnsupportedOperationException();
    }

    /**
     * Looks at the Job's pods, to be called at first, whenever a pod's status has changed, and at
     * {@link #nextWakeUp()}.
     *
     * @param pods every pod created so far, by name, in order of creation
     */
    public List<JobAction> advance(Map<String, PodStatus> pods, Instant now) {
        throw new UnsupportedOperationException();
    }

    /** When {@link #advance} has something to do though no pod changes; empty if never. */
    public Optional<Instant> nextWakeUp() {
        throw new UnsupportedOperationException();
    }

    /** The Job's status as the API would show it now. */
    public JobStatus status() {
        throw new UnsupportedOperationException();
    }

    /** True when the Job is Complete or Failed. */
    public boolean ended() {
        throw new UnsupportedOperationException();
    }
}
