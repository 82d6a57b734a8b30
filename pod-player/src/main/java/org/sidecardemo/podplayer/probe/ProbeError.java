package org.sidecardemo.podplayer.probe;

/** A probe can't be made, which is nothing that the container has done; the message is in the kubelet's words. */
final class ProbeError extends Exception {

    private static final long serialVersionUID = 1;

    ProbeError(String message) {
        super(message);
    }
}
