package org.sidecardemo.podplayer.probe;

/** A probe or hook failed; the message is in the kubelet's words. */
final class ProbeFailure extends Exception {

    private static final long serialVersionUID = 1;

    ProbeFailure(String message) {
        super(message);
    }
}
