package org.sidecardemo.podplayer.lifecycle;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;

/**
 * The kubelet's rules for one pod, as pure logic: it is told what was seen and what time it is, and answers what to
 * do. It has no threads, no clock and no I/O.
 */
public final class PodLifecycle {

    public PodLifecycle(Pod pod, Instant now) {
        throw new UnsupportedOperationException();
    }

    /** Takes in one observation. */
    public List<Action> observe(Observation seen, Instant now) {
        throw new UnsupportedOperationException();
    }

    /** Does what has become due; to be called first after construction and then at {@link #nextWakeUp()}. */
    public List<Action> advance(Instant now) {
        throw new UnsupportedOperationException();
    }

    /** Begins to end the pod as a deletion does, with its grace period. */
    public List<Action> stop(Instant now) {
        throw new UnsupportedOperationException();
    }

    /** When {@link #advance} has something to do though nothing is observed; empty if never. */
    public Optional<Instant> nextWakeUp() {
        throw new UnsupportedOperationException();
    }

    /** The pod's status as the API would show it now. */
    public PodStatus status() {
        throw new UnsupportedOperationException();
    }

    /** True when nothing runs and nothing will. */
    public boolean ended() {
        throw new UnsupportedOperationException();
    }

    /** All events so far, in order. */
    public List<Event> events() {
        throw new UnsupportedOperationException();
    }
}
