package org.sidecardemo.podplayer.check;

import java.time.Duration;
import java.util.Optional;

/**
 * When and how a container ends by itself.
 *
 * @param after from its start; empty if it doesn't
 * @param exitCode meaningless if it doesn't
 * @param firstRunOnly whether further runs don't end
 */
record Lifetime(Optional<Duration> after, int exitCode, boolean firstRunOnly) {

    static final Lifetime ENDLESS = new Lifetime(Optional.empty(), 0, false);

    static Lifetime ends(Duration after, int exitCode) {
        return new Lifetime(Optional.of(after), exitCode, false);
    }

    static Lifetime endsOnce(Duration after, int exitCode) {
        return new Lifetime(Optional.of(after), exitCode, true);
    }

    /** Whether it ends by itself with a failure. */
    boolean fails() {
        return after.isPresent() && exitCode != 0;
    }

    boolean endless() {
        return after.isEmpty();
    }

    /** Whether no run lasts until the kubelet looks. */
    boolean unseen() {
        return after.filter(Duration::isZero).isPresent();
    }

    /** Whether the run with this number, from 0, ends by itself. */
    boolean ends(int attempt) {
        return after.isPresent() && (attempt == 0 || !firstRunOnly);
    }
}
