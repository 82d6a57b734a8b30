package org.sidecardemo.podplayer.lifecycle;

import java.time.Instant;

/**
 * One line of the timeline.
 *
 * @param at when it was seen
 * @param pod the pod's name; the Job's for a Job's event
 * @param container the run it is about; null for an event of the pod or the Job
 * @param type what happened
 * @param detail one line for people, without the names and the time; may be empty
 */
public record Event(Instant at, String pod, ContainerId container, Type type, String detail) {

    public enum Type {
        POD_CREATED, WAITING, STARTING, STARTED, STARTUP_PROBE_FAILED, STARTUP_PROBE_SUCCEEDED, PROBE_ERROR,
        READINESS_PROBE_FAILED, READY,
        NOT_READY, LIVENESS_PROBE_FAILED, HOOK_STARTED, HOOK_ENDED, TERMINATING, KILLED, ENDED, BACK_OFF, POD_PHASE,
        JOB_CONDITION
    }
}
