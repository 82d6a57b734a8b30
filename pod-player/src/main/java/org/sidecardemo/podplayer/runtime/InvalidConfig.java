package org.sidecardemo.podplayer.runtime;

/** A container's configuration that a node refuses; the message is in the kubelet's words. */
final class InvalidConfig extends RuntimeException {

    private static final long serialVersionUID = 1;

    InvalidConfig(String message) {
        super(message);
    }
}
