package org.sidecardemo.podplayer.check;

/**
 * How long something takes at the most.
 *
 * @param time "82 s", or "190 s and 4 tries" where nothing but the containers themselves says how long these take
 * @param formula the same by the manifest's own numbers: "activeDeadlineSeconds 50 + terminationGracePeriodSeconds 30 + 2 s"
 */
public record Bound(String time, String formula) {

    /** "82 s = activeDeadlineSeconds 50 + terminationGracePeriodSeconds 30 + 2 s". */
    @Override
    public String toString() {
        return time + " = " + formula;
    }
}
