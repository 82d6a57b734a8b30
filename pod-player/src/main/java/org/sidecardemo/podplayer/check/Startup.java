package org.sidecardemo.podplayer.check;

/** When a container passes its startup probe. */
enum Startup {
    /** The first time that it is asked. */
    AT_ONCE,
    /** The last time that it is asked before it would be killed. */
    JUST_IN_TIME,
    /** Not before it is killed, but at once after its restart. */
    SECOND_START,
    /** Never. */
    NEVER;

    /**
     * @param attempt which run of the container, from 0
     * @param failuresLeft after how many more failures it is killed
     */
    boolean passes(int attempt, int failuresLeft) {
        return switch (this) {
            case AT_ONCE -> true;
            case JUST_IN_TIME -> failuresLeft == 1;
            case SECOND_START -> attempt > 0;
            case NEVER -> false;
        };
    }
}
