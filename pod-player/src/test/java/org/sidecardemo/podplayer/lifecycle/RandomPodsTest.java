package org.sidecardemo.podplayer.lifecycle;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import org.sidecardemo.podplayer.lifecycle.Event.Type;

/** Whatever a pod is made of, and whenever it is deleted: what holds for all. */
class RandomPodsTest {

    private static final Map<String, Set<String>> NEXT_PHASES = Map.of("Pending",
            Set.of("Running", "Succeeded", "Failed"), "Running", Set.of("Succeeded", "Failed"), "Succeeded", Set.of(),
            "Failed", Set.of());

    /** A container of a random pod. */
    record Part(ContainerKind kind, List<Run> runs, boolean startup, boolean liveness, boolean postStart,
            boolean preStop) {}

    /** A random pod; at some time it is deleted if it has not ended. */
    record RandomPod(String policy, List<Part> init, List<Part> mains, long grace, double stopAt) {

        Timeline play() {
            Scenario scenario = Scenario.pod(policy).grace(grace).stopAt(stopAt);
            for (int i = 0; i < init.size(); i++) {
                add(scenario, "init-" + i, init.get(i));
            }
            for (int i = 0; i < mains.size(); i++) {
                add(scenario, "main-" + i, mains.get(i));
            }
            return scenario.play();
        }

        private static void add(Scenario scenario, String name, Part part) {
            Run[] runs = part.runs().toArray(Run[]::new);
            switch (part.kind()) {
                case INIT -> scenario.init(name, runs);
                case SIDECAR -> scenario.sidecar(name, runs);
                case MAIN -> scenario.main(name, runs);
            }
            if (part.kind() == ContainerKind.INIT) {
                return;
            }
            if (part.startup()) {
                scenario.probe(name, ProbeType.STARTUP, p -> p.withPeriodSeconds(1).withFailureThreshold(4));
            }
            if (part.liveness()) {
                scenario.probe(name, ProbeType.LIVENESS, p -> p.withPeriodSeconds(2).withFailureThreshold(2));
            }
            if (part.postStart()) {
                scenario.hook(name, HookType.POST_START);
            }
            if (part.preStop()) {
                scenario.hook(name, HookType.PRE_STOP);
            }
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    @Label("order is kept, nothing is restarted after the end began, everything ends, phases are legal")
    void randomPods(@ForAll("pods") RandomPod pod) {
        Timeline timeline = pod.play();
        startOrder(pod, timeline);
        oneRunAtATime(timeline);
        endOrder(pod, timeline);
        phases(timeline);
        timeline.check(!timeline.anythingRuns(), "nothing left running");
    }

    /** An init container's first start comes when all before it are done: succeeded, or once started. */
    private static void startOrder(RandomPod pod, Timeline timeline) {
        List<Event> events = timeline.events();
        Map<String, Boolean> done = new HashMap<>();
        for (Event event : events) {
            if (event.container() == null) {
                continue;
            }
            String name = event.container().name();
            int index = name.startsWith("init") ? Integer.parseInt(name.substring(5)) : pod.init().size();
            switch (event.type()) {
                case STARTING -> {
                    for (int i = 0; i < index; i++) {
                        timeline.check(done.containsKey("init-" + i), "init-" + i + " done before " + name);
                    }
                    timeline.check(index == pod.init().size() || pod.init().get(index).kind() == ContainerKind.SIDECAR
                            || !done.containsKey(name), name + " not to run again");
                }
                case STARTED -> {
                    if (index < pod.init().size() && pod.init().get(index).kind() == ContainerKind.SIDECAR
                            && !pod.init().get(index).startup()) {
                        done.put(name, true);
                    }
                }
                case STARTUP_PROBE_SUCCEEDED -> done.put(name, true);
                case ENDED -> {
                    if (index < pod.init().size() && pod.init().get(index).kind() == ContainerKind.INIT
                            && event.detail().startsWith("0 ")) {
                        done.put(name, true);
                    }
                }
                default -> {
                    // says nothing about order
                }
            }
        }
    }

    private static void oneRunAtATime(Timeline timeline) {
        Map<String, ContainerId> running = new HashMap<>();
        for (Event event : timeline.events()) {
            if (event.type() == Type.STARTED) {
                timeline.check(running.put(event.container().name(), event.container()) == null, "one run at a time");
            } else if (event.type() == Type.ENDED) {
                running.remove(event.container().name());
            }
        }
        timeline.check(running.isEmpty(), "every run to end");
    }

    /**
     * Once the end has begun nothing is started; while there is grace, a sidecar gets SIGTERM when no main and not the
     * sidecar after it runs any more.
     */
    private static void endOrder(RandomPod pod, Timeline timeline) {
        List<String> sidecars = IntStream.range(0, pod.init().size())
                .filter(i -> pod.init().get(i).kind() == ContainerKind.SIDECAR).mapToObj(i -> "init-" + i).toList();
        Set<String> running = new HashSet<>();
        Instant graceEnds = null;
        for (Event event : timeline.events()) {
            if (event.container() == null) {
                if (event.type() == Type.TERMINATING && graceEnds == null) {
                    graceEnds = event.at().plusSeconds(pod.grace());
                }
                continue;
            }
            String name = event.container().name();
            switch (event.type()) {
                case STARTING -> timeline.check(graceEnds == null, "no start of " + name + " after the end began");
                case STARTED -> running.add(name);
                case ENDED -> running.remove(name);
                case TERMINATING -> {
                    int index = sidecars.indexOf(name);
                    if (index >= 0 && graceEnds != null && event.at().isBefore(graceEnds)) {
                        timeline.check(running.stream().noneMatch(r -> r.startsWith("main"))
                                && (index + 1 == sidecars.size() || !running.contains(sidecars.get(index + 1))),
                                "SIGTERM for " + name + " in its turn");
                    }
                }
                default -> {
                    // says nothing about order
                }
            }
        }
    }

    private static void phases(Timeline timeline) {
        List<String> phases = timeline.events().stream().filter(e -> e.type() == Type.POD_PHASE).map(Event::detail)
                .toList();
        timeline.check(phases.getFirst().equals("Pending"), "Pending first");
        for (int i = 1; i < phases.size(); i++) {
            timeline.check(NEXT_PHASES.get(phases.get(i - 1)).contains(phases.get(i)), "legal phases " + phases);
        }
        timeline.check(NEXT_PHASES.get(phases.getLast()).isEmpty(), "a last phase");
    }

    @Provide
    Arbitrary<RandomPod> pods() {
        Arbitrary<Part> init = Arbitraries.of(ContainerKind.INIT, ContainerKind.SIDECAR).flatMap(this::part);
        return Combinators.combine(Arbitraries.of("Never", "OnFailure", "Always"), init.list().ofMaxSize(4),
                part(ContainerKind.MAIN).list().ofMinSize(1).ofMaxSize(3), Arbitraries.longs().between(0, 12),
                Arbitraries.doubles().between(0, 200).ofScale(1)).as(RandomPod::new);
    }

    private Arbitrary<Part> part(ContainerKind kind) {
        Arbitrary<Boolean> sometimes = Arbitraries.frequencyOf(Tuple.of(3, Arbitraries.just(false)),
                Tuple.of(1, Arbitraries.just(true)));
        return Combinators.combine(run(kind).list().ofMinSize(1).ofMaxSize(3), sometimes, sometimes, sometimes,
                sometimes)
                .as((runs, startup, liveness, postStart, preStop) -> new Part(kind, runs, startup, liveness, postStart,
                        preStop));
    }

    private Arbitrary<Run> run(ContainerKind kind) {
        Arbitrary<Double> seconds = Arbitraries.doubles().between(0, 15).ofScale(1);
        Arbitrary<Integer> code = Arbitraries.of(0, 0, 1);
        Arbitrary<Run> ends = Combinators.combine(seconds, code).as(Run::exits);
        Arbitrary<Run> basic = Arbitraries.oneOf(Stream.of(ends, ends, ends, Arbitraries.just(Run.forever()),
                Arbitraries.just(Run.startError()), Arbitraries.just(Run.imageMissing()))
                .limit(kind == ContainerKind.INIT ? 3 : 6).toList());
        Arbitrary<Run> withSignal = Combinators.combine(basic, seconds, code, Arbitraries.of(true, true, false))
                .as((run, delay, exit, handled) -> handled ? run.onSigterm(delay, exit) : run.ignoresSigterm());
        return Combinators.combine(withSignal, seconds, seconds, seconds, Arbitraries.of(true, true, false))
                .as((run, started, unhealthy, hook, success) -> run.startedAfter(started / 3).unhealthyAfter(unhealthy)
                        .postStart(hook / 3, success).preStop(hook, success));
    }
}
