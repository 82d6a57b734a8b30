package org.sidecardemo.podplayer.lifecycle;

import java.time.Instant;
import java.util.Optional;

/** One thing to do for a pod, which may take time. */
interface Step {

    /** Does what can be done by now; true when all is done. */
    boolean proceed(Instant now);

    /** When to proceed though nothing is observed. */
    Optional<Instant> nextWakeUp();
}
