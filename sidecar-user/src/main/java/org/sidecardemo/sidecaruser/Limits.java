package org.sidecardemo.sidecaruser;

import java.time.Duration;

/**
 * How long one attempt may take.
 *
 * @param connectTimeout for the name's resolution and the connection
 * @param maxTime for all of it
 */
record Limits(Duration connectTimeout, Duration maxTime) {
    /** curl has no limit for the whole and waits for ever: no good in a Job. */
    static final Limits DEFAULT = new Limits(Duration.ofSeconds(2), Duration.ofSeconds(10));

    private static final Duration CURL_CONNECT_TIMEOUT = Duration.ofSeconds(300);
    private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);

    /** Zero means 300 seconds, as in curl. */
    Limits withConnectTimeout(Duration timeout) {
        return new Limits(timeout.isZero() ? CURL_CONNECT_TIMEOUT : timeout, maxTime);
    }

    /** Zero means no limit, as in curl. */
    Limits withMaxTime(Duration time) {
        return new Limits(connectTimeout, time.isZero() ? FOR_EVER : time);
    }

    /** What bounds the connection: the smaller of the two. */
    Duration toConnect() {
        return connectTimeout.compareTo(maxTime) < 0 ? connectTimeout : maxTime;
    }
}
