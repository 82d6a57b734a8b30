package org.sidecardemo.podplayer.probe;

/**
 * What came of a probe or a hook.
 *
 * @param message one line for people, in the kubelet's words, which may hold what a container printed: not yet safe to show on a
 *        terminal; may be empty
 */
public record ProbeResult(boolean success, String message) {

    static ProbeResult succeeded(String message) {
        return new ProbeResult(true, message);
    }

    static ProbeResult failed(String message) {
        return new ProbeResult(false, message);
    }
}
