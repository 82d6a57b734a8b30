package org.sidecardemo.podplayer.check;

/** What a container does at SIGTERM. */
enum AtSigterm {
    /** It ends at once. */
    ENDS,
    /** It ends when half of its grace period is over. */
    ENDS_LATE,
    /** It runs on until SIGKILL. */
    IGNORES
}
