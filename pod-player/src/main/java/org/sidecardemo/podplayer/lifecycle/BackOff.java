package org.sidecardemo.podplayer.lifecycle;

import java.time.Duration;
import java.time.Instant;

/**
 * The restart back-off of one container: 10 s, doubled with each restart up to 300 s, and forgotten when a run ends
 * more than 600 s after it was started (doBackOff, flowcontrol.Backoff).
 */
final class BackOff {

    private static final Duration INITIAL = Duration.ofSeconds(10);
    private static final Duration MAX = Duration.ofSeconds(300);

    private Duration delay;
    private Instant lastUpdate;

    /** Whether a restart at this time comes too soon after the end of the run before. */
    boolean holds(Instant finishedAt, Instant now) {
        return delay != null && !expired(finishedAt) && now.isBefore(finishedAt.plus(delay));
    }

    /** Notes a restart: the next one has to wait longer. */
    void next(Instant finishedAt, Instant now) {
        if (delay == null || expired(finishedAt)) {
            delay = INITIAL;
        } else {
            delay = delay.multipliedBy(2).compareTo(MAX) < 0 ? delay.multipliedBy(2) : MAX;
        }
        lastUpdate = now;
    }

    Duration delay() {
        return delay;
    }

    private boolean expired(Instant finishedAt) {
        return finishedAt.isAfter(lastUpdate.plus(MAX.multipliedBy(2)));
    }
}
