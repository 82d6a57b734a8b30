package org.sidecardemo.podplayer.lifecycle;

import java.time.Instant;

/** The steps of a play in virtual time: it fails where that stands still, which else would take for ever. */
final class Steps {

    private static final int MOST_AT_ONCE = 1_000;

    private Instant now = Instant.MIN;
    private int atOnce;

    /** @throws AssertionError if there are more steps at this time than any play has */
    void take(Instant time) {
        atOnce = time.equals(now) ? atOnce + 1 : 0;
        now = time;
        if (atOnce > MOST_AT_ONCE) {
            throw new AssertionError("no end of steps at " + time);
        }
    }
}
