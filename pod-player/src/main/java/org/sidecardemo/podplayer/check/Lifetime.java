package org.sidecardemo.podplayer.check;

import java.time.Duration;
import java.util.Optional;

/**
 * When and how a container ends by itself.
 *
 * @param first after its first start; empty if it doesn't
 * @param further after each further start; empty if it doesn't
 * @param exitCode meaningless if it doesn't
 */
record Lifetime(Optional<Duration> first, Optional<Duration> further, int exitCode) {

    static final Lifetime ENDLESS = new Lifetime(Optional.empty(), Optional.empty(), 0);

    static Lifetime ends(Duration after, int exitCode) {
        return new Lifetime(Optional.of(after), Optional.of(after), exitCode);
    }

    static Lifetime endsOnce(Duration after, int exitCode) {
        return new Lifetime(Optional.of(after), Optional.empty(), exitCode);
    }

    /** Once it has ended it dies at each start. */
    static Lifetime endsForGood(Duration after, int exitCode) {
        return new Lifetime(Optional.of(after), Optional.of(Duration.ZERO), exitCode);
    }

    /** Whether it ends by itself with a failure. */
    boolean fails() {
        return !endless() && exitCode != 0;
    }

    boolean endless() {
        return first.isEmpty();
    }

    /** Whether no run lasts until the kubelet looks. */
    boolean unseen() {
        return first.filter(Duration::isZero).isPresent();
    }

    boolean firstRunOnly() {
        return first.isPresent() && further.isEmpty();
    }

    /** When the run with this number, from 0, ends by itself; empty if it doesn't. */
    Optional<Duration> after(int attempt) {
        return attempt == 0 ? first : further;
    }
}
