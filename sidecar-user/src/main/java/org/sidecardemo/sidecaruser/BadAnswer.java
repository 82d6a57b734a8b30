package org.sidecardemo.sidecaruser;

import java.io.IOException;

/** The server's answer breaks HTTP; the message completes a sentence that begins with the server's name. */
final class BadAnswer extends IOException {
    private static final long serialVersionUID = 1L;

    BadAnswer(String message) {
        super(message);
    }
}
