package org.sidecardemo.podplayer.runtime;

/** The runtime itself can't do its work; the message is one line for the user. */
public final class RuntimeFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    public RuntimeFailure(String message) {
        super(message);
    }
}
