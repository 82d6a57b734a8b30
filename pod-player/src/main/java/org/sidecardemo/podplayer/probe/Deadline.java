package org.sidecardemo.podplayer.probe;

import java.net.SocketTimeoutException;
import java.time.Duration;

/** Until when an exchange may last. */
record Deadline(long nanoTime, boolean isNever) {

    static Deadline after(Duration timeout) {
        return new Deadline(System.nanoTime() + timeout.toNanos(), false);
    }

    static Deadline never() {
        return new Deadline(0, true);
    }

    /** What is left in milliseconds, as sockets take it: 0 is without limit. */
    int remainingMillis() throws SocketTimeoutException {
        if (isNever) {
            return 0;
        }
        long left = Math.ceilDiv(nanoTime - System.nanoTime(), 1_000_000);
        if (left <= 0) {
            throw new SocketTimeoutException();
        }
        return (int) Math.min(left, Integer.MAX_VALUE);
    }
}
