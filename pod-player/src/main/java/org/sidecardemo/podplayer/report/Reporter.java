package org.sidecardemo.podplayer.report;

import java.time.Instant;

import io.fabric8.kubernetes.api.model.Pod;
import org.sidecardemo.podplayer.lifecycle.Event;

/** Shows a play while it goes on. All calls come from one thread. */
public interface Reporter {

    /** A Job, or a pod that belongs to none, begins. */
    void begin(String name, Instant now);

    /** A pod was created; its events follow. */
    void created(Pod pod);

    void event(Event event);

    /** A container printed a line; it is not yet safe to show. */
    void printed(String pod, String container, String line, Instant now);

    /** Time has passed. */
    void tick(Instant now);

    /** Its outcome is known; what is still told afterwards is how it is ended. */
    void end(Instant now);
}
