package org.sidecardemo.podplayer.probe;

import org.sidecardemo.podplayer.lifecycle.ProbeOutcome;

/**
 * What came of a probe or a hook.
 *
 * @param message one line for people, in the kubelet's words, which may hold what a container printed: not yet safe to show on a
 *        terminal; may be empty
 */
public record ProbeResult(ProbeOutcome outcome, String message) {

    public boolean success() {
        return outcome == ProbeOutcome.SUCCESS;
    }

    static ProbeResult error(String message) {
        return new ProbeResult(ProbeOutcome.ERROR, message);
    }

    static ProbeResult succeeded(String message) {
        return new ProbeResult(ProbeOutcome.SUCCESS, message);
    }

    static ProbeResult failed(String message) {
        return new ProbeResult(ProbeOutcome.FAILURE, message);
    }
}
