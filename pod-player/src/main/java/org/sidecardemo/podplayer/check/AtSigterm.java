package org.sidecardemo.podplayer.check;

/** What a container does at SIGTERM. */
enum AtSigterm {
    /** It ends at once, with 0. */
    ENDS,
    /** It ends when half of the grace period is over, with 143. */
    ENDS_LATE,
    /** It runs on until SIGKILL. */
    IGNORES
}
