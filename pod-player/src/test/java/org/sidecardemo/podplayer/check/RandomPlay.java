package org.sidecardemo.podplayer.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ExecAction;
import io.fabric8.kubernetes.api.model.LifecycleBuilder;
import io.fabric8.kubernetes.api.model.LifecycleHandlerBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import org.sidecardemo.podplayer.lifecycle.Run;
import org.sidecardemo.podplayer.lifecycle.ScriptedPod;

/**
 * A Job drawn at random, and what its containers do: not by check's list, but as docs/check.md claims it to be complete, at any
 * half second.
 *
 * @param scripts the runs of each container, by name
 */
record RandomPlay(Job job, Map<String, List<Run>> scripts) {

    /** The same seed draws the same. */
    static RandomPlay of(long seed) {
        return new Draw(new Random(seed)).play();
    }

    /** The Job as processes play it. */
    Job scripted() {
        return new JobBuilder(job).editSpec().editTemplate()
                .withSpec(ScriptedPod.of(job.getSpec().getTemplate().getSpec(), scripts)).endTemplate().endSpec()
                .build();
    }

    private static final class Draw {

        private static final long GRACE = 2;
        private static final int FAILURES = 2;
        private static final ExecAction COMMAND = new ExecAction(List.of("scripted"));

        private final Random random;
        private final Map<String, List<Run>> scripts = new LinkedHashMap<>();
        /** Beside a sidecar that may end by itself, and isn't to do so while it waits for its turn to be stopped. */
        private boolean heedSigterm;

        Draw(Random random) {
            this.random = random;
        }

        RandomPlay play() {
            List<Container> inits = new ArrayList<>();
            if (oneIn(3)) {
                inits.add(init());
            }
            if (!oneIn(4)) {
                inits.add(sidecar());
            }
            List<Container> mains = new ArrayList<>();
            mains.add(main("main"));
            if (inits.size() < 2 && oneIn(3)) {
                mains.add(main("other"));
            }
            var job = new JobBuilder().withNewMetadata().withName("random").endMetadata().withNewSpec()
                    .withBackoffLimit(0).withNewTemplate().withNewSpec()
                    .withRestartPolicy(random.nextBoolean() ? "Never" : "OnFailure")
                    .withTerminationGracePeriodSeconds(GRACE).withInitContainers(inits).withContainers(mains).endSpec()
                    .endTemplate().endSpec().build();
            return new RandomPlay(job, scripts);
        }

        private Container init() {
            var runs = one(List.of(ended(0), ended(0), ended(1), endless(), () -> List.of(Run.startError())));
            scripts.put("init", runs.stream().map(this::atSigterm).toList());
            return named("init").build();
        }

        private Container sidecar() {
            var container = probed("sidecar", 2, 3).withRestartPolicy("Always").build();
            heedSigterm = random.nextBoolean();
            scripts.put("sidecar", runs(container, heedSigterm
                    ? List.of(endless(), ended(1), once(1))
                    : List.of(endless(), () -> List.of(Run.startError()))));
            return container;
        }

        private Container main(String name) {
            var container = probed(name, 5, 4).build();
            scripts.put(name, runs(container, List.of(ended(0), ended(0), ended(1), endless(),
                    () -> List.of(Run.startError()))));
            return container;
        }

        /** It does one thing otherwise than expected, besides its hooks and what it does at its end. */
        private List<Run> runs(Container container, List<Supplier<List<Run>>> lifetimes) {
            List<Supplier<List<Run>>> conducts = new ArrayList<>(lifetimes);
            if (container.getStartupProbe() != null) {
                conducts.add(() -> List.of(Run.forever().neverStarted()));
                conducts.add(() -> List.of(Run.forever().neverStarted(), lifetimes.getFirst().get().getFirst()));
                conducts.add(() -> List.of(lifetimes.getFirst().get().getFirst().startedAfter(halfSeconds(0, 3))));
            }
            if (container.getLivenessProbe() != null) {
                conducts.add(() -> List.of(Run.forever().unhealthyAfter(halfSeconds(0, 4))));
            }
            return one(conducts).stream().map(this::atSigterm)
                    .map(run -> withHook(run, container)).toList();
        }

        private List<Run> one(List<Supplier<List<Run>>> options) {
            return options.get(random.nextInt(options.size())).get();
        }

        private Supplier<List<Run>> endless() {
            return () -> List.of(Run.forever());
        }

        /** Not before the kubelet has seen it run. */
        private Supplier<List<Run>> ended(int code) {
            return () -> List.of(Run.exits(halfSeconds(3, 4), code));
        }

        private Supplier<List<Run>> once(int code) {
            return () -> List.of(Run.exits(halfSeconds(3, 4), code), Run.forever());
        }

        private Run atSigterm(Run run) {
            return switch (heedSigterm ? 2 : random.nextInt(3)) {
                case 0 -> run.ignoresSigterm();
                case 1 -> run.onSigterm(GRACE / 2.0, 143);
                default -> run.onSigterm(0, 0);
            };
        }

        private Run withHook(Run run, Container container) {
            if (container.getLifecycle() == null) {
                return run;
            }
            return switch (random.nextInt(3)) {
                case 0 -> run.preStop(0, false);
                case 1 -> run.endlessPreStop();
                default -> run.preStop(halfSeconds(0, 2), true);
            };
        }

        /** @param startup one in so many has such a probe; a liveness probe or a hook is rarer */
        private ContainerBuilder probed(String name, int startup, int other) {
            var container = named(name);
            if (oneIn(startup)) {
                container.withStartupProbe(probe(FAILURES));
            } else if (oneIn(other)) {
                container.withLivenessProbe(probe(1));
            } else if (!heedSigterm && oneIn(other)) {
                container.withLifecycle(new LifecycleBuilder()
                        .withPreStop(new LifecycleHandlerBuilder().withExec(COMMAND).build()).build());
            }
            return container;
        }

        private static ContainerBuilder named(String name) {
            return new ContainerBuilder().withName(name).withImage("scripted");
        }

        private static Probe probe(int failureThreshold) {
            return new ProbeBuilder().withExec(COMMAND).withPeriodSeconds(1).withFailureThreshold(failureThreshold)
                    .build();
        }

        private boolean oneIn(int many) {
            return random.nextInt(many) == 0;
        }

        /** @param least half seconds, and up to so many more */
        private double halfSeconds(int least, int more) {
            return (least + random.nextInt(more + 1)) / 2.0;
        }
    }
}
