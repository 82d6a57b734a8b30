package org.sidecardemo.podplayer.check;

import static org.sidecardemo.podplayer.check.FindingType.APP_BEFORE_SIDECAR;
import static org.sidecardemo.podplayer.check.FindingType.APP_NEVER_STARTS;
import static org.sidecardemo.podplayer.check.FindingType.DEADLINE_BEFORE_START;
import static org.sidecardemo.podplayer.check.FindingType.INIT_NEVER_ENDS;
import static org.sidecardemo.podplayer.check.FindingType.JOB_HANGS;
import static org.sidecardemo.podplayer.check.FindingType.LIVENESS_KILLS_STARTING;
import static org.sidecardemo.podplayer.check.FindingType.NO_DEADLINE;
import static org.sidecardemo.podplayer.check.FindingType.SIDECAR_FAILS_JOB;
import static org.sidecardemo.podplayer.check.FindingType.SIDECAR_HOLDS_JOB;
import static org.sidecardemo.podplayer.check.FindingType.SIDECAR_USES_GRACE;

import java.util.Set;

/** What is asked about a workload, and which findings say no. Their ids last: programs go by them. */
public enum Question {

    /** Whether each main starts only when every sidecar before it has started as its probe says. */
    APP_WAITS("appWaitsForSidecar", "app waits for sidecar", Of.ALL, APP_BEFORE_SIDECAR),
    /** Whether a Job is complete, or a pod has succeeded, when its mains have ended with 0. */
    COMPLETES("completes", "app 0 ⇒ Complete", Of.ENDING, JOB_HANGS, SIDECAR_HOLDS_JOB, SIDECAR_FAILS_JOB),
    /** Whether it fails, or is retried, when one of them has failed. */
    FAILS("fails", "app ≠ 0 ⇒ Failed", Of.ENDING, JOB_HANGS, SIDECAR_HOLDS_JOB),
    /** Whether nothing waits for good. */
    GOES_ON("alwaysGoesOn", "always goes on", Of.ALL, JOB_HANGS, SIDECAR_HOLDS_JOB, INIT_NEVER_ENDS, APP_NEVER_STARTS,
            NO_DEADLINE),
    /** Whether it takes an app, or an init container, to fail the Job. */
    SIDECAR_IS_HARMLESS("sidecarNeverFailsJob", "sidecar never fails Job", Of.JOBS, SIDECAR_FAILS_JOB),
    /** Whether the deadline leaves the sidecars the time that their startup probes give them. */
    DEADLINE_LEAVES_START("deadlineLeavesStart", "deadline leaves start", Of.LIMITED, DEADLINE_BEFORE_START),
    /** Whether liveness probes let the sidecars start. */
    LIVENESS_LETS_START("livenessLetsStart", "liveness lets start", Of.ALL, LIVENESS_KILLS_STARTING),
    /** Whether the grace period leaves each container time to end when the mains are done. */
    GRACE_LEAVES_END("graceLeavesEnd", "grace leaves end", Of.ENDING, SIDECAR_USES_GRACE);

    private enum Of {
        ALL, ENDING, LIMITED, JOBS
    }

    private final String id;
    private final String label;
    private final Of of;
    private final Set<FindingType> broken;

    Question(String id, String label, Of of, FindingType... broken) {
        this.id = id;
        this.label = label;
        this.of = of;
        this.broken = Set.of(broken);
    }

    public String id() {
        return id;
    }

    /** The heading of its column. */
    public String label() {
        return label;
    }

    /** Whether a finding of this type says no. */
    public boolean isBrokenBy(FindingType type) {
        return broken.contains(type);
    }

    /** Whether all ways that can break it are played: of a pod that is meant to run, none in which it ends is. */
    boolean isAskedOf(CheckedPod pod) {
        return switch (of) {
            case ALL -> true;
            case ENDING -> !pod.meantToRun();
            case LIMITED -> !pod.meantToRun() || pod.deadline().isPresent();
            case JOBS -> pod.job().isPresent();
        };
    }
}
