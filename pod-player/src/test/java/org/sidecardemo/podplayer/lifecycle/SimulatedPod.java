package org.sidecardemo.podplayer.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import org.sidecardemo.podplayer.release.Release;

/** A pod of scripted containers, in the place of a runtime. */
final class SimulatedPod {

    private record Due(Instant at, long order, Observation seen) {}

    /** @param succeeded has a startup probe that fails when it is asked again, as it is to rest then */
    private record Process(Run run, Instant startedAt, Set<ProbeType> probed, Set<ProbeType> succeeded) {

        Process(Run run, Instant startedAt) {
            this(run, startedAt, EnumSet.noneOf(ProbeType.class), EnumSet.noneOf(ProbeType.class));
        }

        ProbeOutcome answers(ProbeType type, Instant now) {
            ProbeOutcome outcome = run.answers(type, Duration.between(startedAt, now));
            boolean again = outcome == ProbeOutcome.SUCCESS && !succeeded.add(type);
            return again && type == ProbeType.STARTUP ? ProbeOutcome.FAILURE : outcome;
        }
    }

    private final Pod pod;
    private final PodLifecycle lifecycle;
    private final Map<String, List<Run>> scripts;
    private final PriorityQueue<Due> due = new PriorityQueue<>(
            Comparator.comparing(Due::at).thenComparing(Due::order));
    private final Map<ContainerId, Process> processes = new HashMap<>();
    private final Map<String, Integer> starts = new HashMap<>();
    private final Set<Transition> transitions = new LinkedHashSet<>();
    private PodStatus status;
    private long order;

    /** @param scripts by container's name: what each start of it comes to, the last one for all further starts */
    SimulatedPod(Pod pod, Release release, Map<String, List<Run>> scripts, Instant now) {
        this.pod = pod;
        this.scripts = scripts;
        lifecycle = new PodLifecycle(pod, release, now);
        List<Action> actions = lifecycle.advance(now);
        status = lifecycle.status();
        perform(actions, now);
    }

    PodLifecycle lifecycle() {
        return lifecycle;
    }

    /** Those that it has taken. */
    Set<Transition> transitions() {
        return transitions;
    }

    /** The pod with its status. */
    Pod pod() {
        return new PodBuilder(pod).withStatus(status).build();
    }

    PodStatus status() {
        return status;
    }

    /** Plays until it has ended or it is that late; if it is to be deleted by then, it is. */
    void playUntil(Instant limit, Optional<Instant> deletion) {
        Instant stop = deletion.orElse(Instant.MAX);
        var steps = new Steps();
        while (!lifecycle.ended()) {
            Instant next = nextTime().orElse(Instant.MAX);
            if (next.isBefore(stop) && !next.isAfter(limit)) {
                steps.take();
                step(next);
            } else if (!stop.isAfter(limit)) {
                stop(stop);
                stop = Instant.MAX;
            } else {
                return;
            }
        }
    }

    Optional<Instant> nextTime() {
        return Stream.concat(Stream.ofNullable(due.peek()).map(Due::at), lifecycle.nextWakeUp().stream())
                .min(Comparator.naturalOrder());
    }

    /** Lets the next thing happen that is due by now. */
    void step(Instant now) {
        if (due.isEmpty() || due.peek().at().isAfter(now)) {
            changed(() -> lifecycle.advance(now), now);
            return;
        }
        Observation seen = due.poll().seen();
        if (happens(seen, now)) {
            changed(() -> lifecycle.observe(seen, now), now);
        }
    }

    void stop(Instant now) {
        changed(() -> lifecycle.stop(now), now);
    }

    private void changed(Supplier<List<Action>> change, Instant now) {
        int told = lifecycle.events().size();
        List<Action> actions = change.get();
        // whatever changes the status is told
        if (lifecycle.events().size() > told) {
            PodStatus before = status;
            status = lifecycle.status();
            Transition.between(before, status, pod.getSpec()).forEach(transitions::add);
        }
        perform(actions, now);
    }

    boolean anythingRuns() {
        return !processes.isEmpty();
    }

    /** A process ends once, and takes its hooks with it. */
    private boolean happens(Observation seen, Instant now) {
        ContainerId id = seen.container();
        return switch (seen) {
            case Observation.Ended _ -> {
                Process ended = processes.remove(id);
                if (ended != null) {
                    failHooks(id, ended.run(), now);
                }
                yield ended != null;
            }
            default -> true;
        };
    }

    private void failHooks(ContainerId id, Run run, Instant now) {
        List<Observation.HookEnded> failing = due.stream().map(Due::seen)
                .flatMap(o -> o instanceof Observation.HookEnded h && h.container().equals(id)
                        && !run.hook(h.type()).outlives() ? Stream.of(h) : Stream.empty())
                .toList();
        due.removeIf(d -> failing.contains(d.seen()));
        failing.forEach(
                h -> schedule(now, new Observation.HookEnded(id, h.type(), false, "container has ended")));
    }

    private void perform(List<Action> actions, Instant now) {
        actions.forEach(action -> perform(action, now));
    }

    private void perform(Action action, Instant now) {
        ContainerId id = action.container();
        switch (action) {
            case Action.Start _ -> start(id, now);
            case Action.Probe probe -> {
                Process process = processes.get(id);
                Instant answered = process.probed().add(probe.type()) ? now.plus(process.run().probeTime()) : now;
                ProbeOutcome outcome = process.answers(probe.type(), now);
                String message = outcome == ProbeOutcome.SUCCESS ? "" : "refused";
                schedule(answered, new Observation.Probed(id, probe.type(), outcome, message));
            }
            case Action.RunHook hook -> {
                Run.Hook script = run(id).hook(hook.type());
                Instant ended = script.time() == null ? Instant.MAX : now.plus(script.time());
                schedule(ended, new Observation.HookEnded(id, hook.type(), script.success(), "exit 1"));
            }
            case Action.Terminate _ -> {
                Run run = run(id);
                if (run.sigtermDelay() != null) {
                    schedule(now.plus(run.sigtermDelay()), new Observation.Ended(id, run.sigtermExitCode()));
                }
            }
            case Action.Kill _ -> schedule(now, new Observation.Ended(id, 137));
        }
    }

    private void start(ContainerId id, Instant now) {
        List<Run> runs = scripts.get(id.name());
        Run run = runs.get(Math.min(starts.merge(id.name(), 1, Integer::sum), runs.size()) - 1);
        switch (run.kind()) {
            case START_ERROR -> schedule(now, new Observation.StartFailed(id, "no such file"));
            case IMAGE_MISSING -> schedule(now, new Observation.ImageMissing(id, "image is not there"));
            case ROOT -> schedule(now, new Observation.ConfigInvalid(id, "image will run as root"));
            case PROCESS -> {
                processes.put(id, new Process(run, now));
                schedule(now, new Observation.Started(id));
                if (run.lifetime() != null) {
                    schedule(now.plus(run.lifetime()), new Observation.Ended(id, run.exitCode()));
                }
            }
        }
    }

    private Run run(ContainerId id) {
        return processes.get(id).run();
    }

    private void schedule(Instant at, Observation seen) {
        due.add(new Due(at, order++, seen));
    }
}
