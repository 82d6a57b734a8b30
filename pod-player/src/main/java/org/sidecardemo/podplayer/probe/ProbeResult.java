package org.sidecardemo.podplayer.probe;

/**
 * What came of a probe or a hook.
 *
 * @param message one line for people, in the kubelet's words; may be empty after a success
 */
public record ProbeResult(boolean success, String message) {

    static ProbeResult succeeded(String message) {
        return new ProbeResult(true, message);
    }

    static ProbeResult failed(String message) {
        return new ProbeResult(false, message);
    }
}
