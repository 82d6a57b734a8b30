package org.sidecardemo.podplayer.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import org.sidecardemo.podplayer.lifecycle.Event;

/**
 * What was played, as it stood when its outcome was known.
 *
 * @param job with its status; empty if a pod was played that belongs to none
 * @param pods with their status, in order of creation
 * @param events in order of time
 * @param printed the lines of containers that are shown, in order of time
 * @param end when the Job or pod had ended, or was no longer watched
 */
public record Recording(Optional<Job> job, List<Pod> pods, List<Event> events, List<Printed> printed,
        Instant begin, Instant end) {

    public Recording {
        pods = List.copyOf(pods);
        events = List.copyOf(events);
        printed = List.copyOf(printed);
    }

    /** Of containers that print nothing. */
    public Recording(Optional<Job> job, List<Pod> pods, List<Event> events, Instant begin, Instant end) {
        this(job, pods, events, List.of(), begin, end);
    }

    public Verdict verdict() {
        return job.map(j -> Verdict.of(j, pods)).orElseGet(() -> Verdict.of(pods.getFirst()));
    }

    /** The pod that decided; empty if there is none. */
    Optional<Pod> decisivePod() {
        return job.map(j -> new JobVerdict(j, pods).pod()).orElseGet(() -> Optional.of(pods.getFirst()));
    }

    /** The name of the Job, or else of the pod. */
    public String name() {
        return job.map(j -> j.getMetadata().getName()).orElseGet(() -> pods.getFirst().getMetadata().getName());
    }

    /** How long it took, or was watched. */
    public Duration duration() {
        return Duration.between(begin, end);
    }
}
