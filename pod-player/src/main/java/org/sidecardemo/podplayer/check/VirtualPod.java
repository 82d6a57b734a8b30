package org.sidecardemo.podplayer.check;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import org.sidecardemo.podplayer.lifecycle.Action;
import org.sidecardemo.podplayer.lifecycle.ApiTime;
import org.sidecardemo.podplayer.lifecycle.ContainerId;
import org.sidecardemo.podplayer.lifecycle.Event;
import org.sidecardemo.podplayer.lifecycle.Observation;
import org.sidecardemo.podplayer.lifecycle.PodLifecycle;
import org.sidecardemo.podplayer.lifecycle.ProbeOutcome;
import org.sidecardemo.podplayer.lifecycle.ProbeType;

/** A pod whose containers do what their behaviours say, in virtual time. */
final class VirtualPod {

    /** @param byItself whether a container ends without having been told to */
    private record Due(Instant at, long order, Observation seen, boolean byItself) {}

    /** How a container ended by itself, the last time. */
    record OwnEnd(int exitCode, Instant at) {}

    private final Pod pod;
    private final PodLifecycle lifecycle;
    private final Map<String, Behaviour> behaviours;
    private final CheckedPod checked;
    private final Instant created;
    private final PriorityQueue<Due> due = new PriorityQueue<>(
            Comparator.comparing(Due::at).thenComparing(Due::order));
    /** How often each container has failed its startup probe without a break. */
    private final Map<String, Integer> startupFailures = new HashMap<>();
    private final Map<String, ContainerId> running = new HashMap<>();
    private final Map<String, Integer> starts = new HashMap<>();
    /** How often each probe of a run was answered. */
    private final Map<Action.Probe, Integer> answers = new HashMap<>();
    private final Set<Action.RunHook> runningHooks = new HashSet<>();
    private final Map<String, OwnEnd> ownEnds = new LinkedHashMap<>();
    /** When it was deleted; null if it wasn't. */
    private Instant deletedAt;
    private long order;
    private Instant lastStart;
    private int startsAtOnce;
    private boolean goesRound;

    VirtualPod(Pod pod, CheckedPod checked, Map<String, Behaviour> behaviours, Instant now) {
        this.pod = pod;
        this.behaviours = behaviours;
        this.checked = checked;
        created = now;
        lastStart = now;
        lifecycle = new PodLifecycle(pod, checked.release(), now);
        perform(lifecycle.advance(now), now);
    }

    PodStatus status() {
        return lifecycle.status();
    }

    List<Event> events() {
        return lifecycle.events();
    }

    /** Whether a container is started again and again, and nothing else is to come of it. */
    boolean goesRound() {
        return goesRound;
    }

    /** Whether containers are started again and again, and no time passes. */
    private boolean standsStill() {
        return startsAtOnce >= checked.manyStartsAtOnce();
    }

    /** When a container was started last. */
    Instant lastStart() {
        return lastStart;
    }

    private void noteStart(String container, Instant now) {
        startsAtOnce = now.equals(lastStart) ? startsAtOnce + 1 : 1;
        lastStart = now;
        int count = starts.merge(container, 1, Integer::sum);
        goesRound |= standsStill() || count >= checked.manyStarts()
                && now.isAfter(created.plus(checked.settled()))
                && checked.mains().stream().map(CheckedContainer::name)
                        .noneMatch(main -> starts.getOrDefault(main, 0) < checked.manyStarts() && endsItself(main));
    }

    /** The first start of a main, or its end, after which restarts may come to an end. */
    private boolean isStepForward(Observation seen) {
        var id = seen.container();
        return (seen instanceof Observation.Started || seen instanceof Observation.Ended) && id.attempt() == 0
                && checked.mains().stream().anyMatch(main -> main.name().equals(id.name()));
    }

    private boolean endsItself(String container) {
        var run = running.get(container);
        return run != null && behaviours.get(container).conduct().lifetime().after(run.attempt()).isPresent();
    }

    boolean ended() {
        return lifecycle.ended();
    }

    /** Of the mains only those that have ended for good, and won't be restarted: in a pod that has ended, all. */
    Map<String, OwnEnd> ownEnds() {
        if (ended()) {
            return ownEnds;
        }
        var ends = new LinkedHashMap<>(ownEnds);
        status().getContainerStatuses().stream().filter(main -> main.getState().getTerminated() == null)
                .forEach(main -> ends.remove(main.getName()));
        return ends;
    }

    /** The names of the containers that run. */
    Set<String> running() {
        return running.keySet();
    }

    Optional<Instant> nextTime() {
        return Stream.concat(Stream.ofNullable(due.peek()).map(Due::at), lifecycle.nextWakeUp().stream())
                .min(Comparator.naturalOrder());
    }

    /** Lets all happen that is due by now. */
    void advance(Instant now) {
        if (!isDue(now)) {
            perform(lifecycle.advance(now), now);
        }
        while (isDue(now) && !standsStill()) {
            var next = due.poll();
            if (happens(next, now)) {
                if (isStepForward(next.seen())) {
                    starts.clear();
                }
                perform(lifecycle.observe(next.seen(), now), now);
            }
        }
    }

    /** Whether there is something to be observed, after which the lifecycle does what it has to do by now. */
    private boolean isDue(Instant now) {
        return !due.isEmpty() && !due.peek().at().isAfter(now);
    }

    /** Ends it as a deletion by its controller does. */
    void delete(Instant now) {
        deletedAt = now;
        perform(lifecycle.stop(now), now);
    }

    /** The pod as the API would show it now: of a deleted one it tells when its grace period is over. */
    Pod withStatus() {
        var deletion = deletedAt == null ? null : ApiTime.format(deletedAt.plus(checked.grace()));
        return new PodBuilder(pod).editMetadata().withDeletionTimestamp(deletion).endMetadata().withStatus(status())
                .build();
    }

    /** A container ends once, and takes its hooks with it. */
    private boolean happens(Due next, Instant now) {
        var id = next.seen().container();
        return switch (next.seen()) {
            case Observation.Ended ended -> {
                if (!running.remove(id.name(), id)) {
                    yield false;
                }
                if (next.byItself()) {
                    ownEnds.put(id.name(), new OwnEnd(ended.exitCode(), now));
                }
                failHooks(id, now);
                yield true;
            }
            case Observation.HookEnded hook -> runningHooks.remove(new Action.RunHook(id, hook.type()));
            case Observation.Probed _ -> running.containsValue(id);
            default -> true;
        };
    }

    private void failHooks(ContainerId id, Instant now) {
        runningHooks.stream().filter(hook -> hook.container().equals(id))
                .forEach(hook -> schedule(now,
                        new Observation.HookEnded(id, hook.type(), false, "the container has ended")));
    }

    private void perform(List<Action> actions, Instant now) {
        actions.forEach(action -> perform(action, now));
    }

    private void perform(Action action, Instant now) {
        var id = action.container();
        var behaviour = behaviours.get(id.name());
        switch (action) {
            case Action.Start _ -> start(id, behaviour, now);
            case Action.Probe probe -> {
                if (answers.merge(probe, 1, Integer::sum) <= behaviour.container().tellingAnswers(probe.type())) {
                    schedule(now, new Observation.Probed(id, probe.type(), answer(id, behaviour, probe.type()), ""));
                }
            }
            case Action.RunHook hook -> run(hook, behaviour, now);
            case Action.Terminate _ -> {
                var ended = new Observation.Ended(id, behaviour.atSigterm().exitCode());
                switch (behaviour.atSigterm().when()) {
                    case AT_ONCE -> schedule(now, ended);
                    case LATE -> schedule(now.plus(checked.grace().dividedBy(2)), ended);
                    case NEVER -> {
                        // until SIGKILL
                    }
                }
            }
            case Action.Kill _ -> schedule(now, new Observation.Ended(id, AtSigterm.IGNORES.exitCode()));
        }
    }

    private void start(ContainerId id, Behaviour behaviour, Instant now) {
        noteStart(id.name(), now);
        switch (behaviour.conduct().launch()) {
            case IMAGE_MISSING -> schedule(now, new Observation.ImageMissing(id, "image is not there"));
            case COMMAND_MISSING -> schedule(now, new Observation.StartFailed(id, "no such file or directory"));
            case RUNS -> {
                running.put(id.name(), id);
                schedule(now, new Observation.Started(id));
                var lifetime = behaviour.conduct().lifetime();
                lifetime.after(id.attempt()).ifPresent(after -> due.add(
                        new Due(now.plus(after), order++, new Observation.Ended(id, lifetime.exitCode()), true)));
            }
        }
    }

    private ProbeOutcome answer(ContainerId id, Behaviour behaviour, ProbeType type) {
        var success = switch (type) {
            case STARTUP -> passesStartupProbe(id, behaviour);
            case LIVENESS -> behaviour.conduct().healthy();
            case READINESS -> behaviour.conduct().ready();
        };
        return success ? ProbeOutcome.SUCCESS : ProbeOutcome.FAILURE;
    }

    /** Failures before a restart count too, unless they were what led to it. */
    private boolean passesStartupProbe(ContainerId id, Behaviour behaviour) {
        int failures = startupFailures.getOrDefault(id.name(), 0);
        int left = behaviour.container().startupFailureThreshold() - failures;
        var passes = behaviour.conduct().startup().passes(id.attempt(), left);
        startupFailures.put(id.name(), passes || left == 1 ? 0 : failures + 1);
        return passes;
    }

    private void run(Action.RunHook hook, Behaviour behaviour, Instant now) {
        var id = hook.container();
        runningHooks.add(hook);
        switch (behaviour.hook(hook.type())) {
            case SUCCEEDS -> schedule(now.plus(behaviour.sleep(hook.type()).orElse(Duration.ZERO)),
                    new Observation.HookEnded(id, hook.type(), true, ""));
            case FAILS -> schedule(now, new Observation.HookEnded(id, hook.type(), false, "exit code 1"));
            case HANGS -> {
                // until its container ends
            }
        }
    }

    private void schedule(Instant at, Observation seen) {
        due.add(new Due(at, order++, seen, false));
    }
}
