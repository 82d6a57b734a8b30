package org.sidecardemo.sidecaruser;

/** A wrong option or URL; the message is one line that says what, the value and what is allowed. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }

    /** The value as it may be shown: on one line, harmless to a terminal. */
    static String quoted(String value) {
        return '"' + value.replaceAll("[^ -~]", "?") + '"';
    }
}
