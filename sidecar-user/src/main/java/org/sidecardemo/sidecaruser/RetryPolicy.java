package org.sidecardemo.sidecaruser;

import java.time.Duration;

/**
 * curl's rules for further attempts.
 *
 * @param retries how many more attempts after the first
 * @param delay the fixed time between two attempts; zero: 1 s, doubled each time up to 10 minutes
 * @param connectionRefused whether a refused connection is retried too
 */
record RetryPolicy(int retries, Duration delay, boolean connectionRefused) {
    static final RetryPolicy NEVER = new RetryPolicy(0, Duration.ZERO, false);

    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(10);

    RetryPolicy withRetries(int number) {
        return new RetryPolicy(number, delay, connectionRefused);
    }

    RetryPolicy withDelay(Duration fixed) {
        return new RetryPolicy(retries, fixed, connectionRefused);
    }

    RetryPolicy withConnectionRefused() {
        return new RetryPolicy(retries, delay, true);
    }

    /** Whether to try again after this failure, when so many retries have been made. */
    boolean allows(Outcome.Failed failed, int retriesMade) {
        return retriesMade < retries && switch (failed.retryable()) {
            case YES -> true;
            case IF_REFUSED_IS_TRANSIENT -> connectionRefused;
            case NO -> false;
        };
    }

    /** The time to wait after this failure: ours or the server's, whichever is longer. */
    Duration delayAfter(Outcome.Failed failed, int retriesMade) {
        var ours = delay.isZero() ? doubled(retriesMade) : delay;
        return failed.retryAfter().compareTo(ours) > 0 ? failed.retryAfter() : ours;
    }

    private static Duration doubled(int times) {
        // 2^10 s are more than the longest delay: no need to go where the shift overflows
        var doubled = FIRST_DELAY.multipliedBy(1L << Math.min(times, 10));
        return doubled.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : doubled;
    }
}
