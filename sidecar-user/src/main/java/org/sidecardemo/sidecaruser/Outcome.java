package org.sidecardemo.sidecaruser;

import java.time.Duration;

/** How one attempt ended. */
sealed interface Outcome {
    /** A complete answer with a status below 400; its body has been written. */
    record Reached() implements Outcome {}

    /**
     * Anything else.
     *
     * @param reason one line for the user
     * @param retryable whether another attempt may help
     * @param retryAfter how long the server asks to wait before it; zero if it doesn't
     */
    record Failed(String reason, Retryable retryable, Duration retryAfter) implements Outcome {
        Failed(String reason, Retryable retryable) {
            this(reason, retryable, Duration.ZERO);
        }
    }

    /** curl's three kinds of failure. */
    enum Retryable {
        /** transient: may be gone a moment later */
        YES,
        /** nothing listens: retried only if the user says so */
        IF_REFUSED_IS_TRANSIENT,
        /** would fail again, or would write the body's beginning twice */
        NO
    }
}
