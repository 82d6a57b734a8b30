package org.sidecardemo.podplayer.lifecycle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the rules want done, kept until the caller takes it, and told to the timeline. */
final class Effects {

    private final EventLog log;
    private List<Action> actions = new ArrayList<>();

    Effects(EventLog log) {
        this.log = log;
    }

    void start(TrackedContainer container, Instant now) {
        ContainerId id = container.start();
        act(new Action.Start(id), Event.Type.STARTING, "", now);
    }

    void probe(TrackedContainer container, ProbeType type) {
        actions.add(new Action.Probe(container.id(), type));
    }

    void runHook(TrackedContainer container, HookType type, Instant now) {
        act(new Action.RunHook(container.id(), type), Event.Type.HOOK_STARTED, type.fieldName(), now);
    }

    void terminate(TrackedContainer container, long graceSeconds, Instant now) {
        act(new Action.Terminate(container.id()), Event.Type.TERMINATING, "SIGTERM, grace " + graceSeconds + " s", now);
    }

    void kill(TrackedContainer container, Instant now) {
        act(new Action.Kill(container.id()), Event.Type.KILLED, "SIGKILL", now);
    }

    void tell(TrackedContainer container, Event.Type type, String detail, Instant now) {
        log.add(now, container.id(), type, detail);
    }

    List<Action> take() {
        List<Action> taken = List.copyOf(actions);
        actions = new ArrayList<>();
        return taken;
    }

    private void act(Action action, Event.Type type, String detail, Instant now) {
        actions.add(action);
        log.add(now, action.container(), type, detail);
    }
}
