package org.sidecardemo.podplayer.draw;

/** What was read holds no objects of the API; the message says why, in one line. */
public final class NotObjects extends Exception {

    private static final long serialVersionUID = 1;

    NotObjects(String message) {
        super(message);
    }
}
