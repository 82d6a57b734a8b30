package org.sidecardemo.podplayer.lifecycle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The timeline of one pod or Job. */
final class EventLog {

    private final String owner;
    private final List<Event> events = new ArrayList<>();

    EventLog(String owner) {
        this.owner = owner;
    }

    void add(Instant at, Event.Type type, String detail) {
        add(at, null, type, detail);
    }

    void add(Instant at, ContainerId container, Event.Type type, String detail) {
        events.add(new Event(at, owner, container, type, detail));
    }

    /** A view, which grows. */
    List<Event> events() {
        return Collections.unmodifiableList(events);
    }
}
