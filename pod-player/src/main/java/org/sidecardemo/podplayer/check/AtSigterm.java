package org.sidecardemo.podplayer.check;

/**
 * What a container does when it is told to end.
 *
 * @param exitCode meaningless if it runs on
 */
record AtSigterm(When when, int exitCode) {

    enum When {
        AT_ONCE,
        /** When half of the grace period is over. */
        LATE,
        /** Only by SIGKILL. */
        NEVER
    }

    /** A signal ends a container with 128 and its number. */
    private static final int SIGTERMED = 143;
    private static final int SIGKILLED = 137;

    static final AtSigterm ENDS = new AtSigterm(When.AT_ONCE, 0);
    static final AtSigterm ENDS_LATE = new AtSigterm(When.LATE, SIGTERMED);
    static final AtSigterm IGNORES = new AtSigterm(When.NEVER, SIGKILLED);

    static AtSigterm fails(int exitCode) {
        return new AtSigterm(When.AT_ONCE, exitCode);
    }
}
