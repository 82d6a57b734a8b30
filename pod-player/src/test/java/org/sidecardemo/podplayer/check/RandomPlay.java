package org.sidecardemo.podplayer.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ExecAction;
import io.fabric8.kubernetes.api.model.LifecycleBuilder;
import io.fabric8.kubernetes.api.model.LifecycleHandlerBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicy;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyBuilder;
import org.sidecardemo.podplayer.lifecycle.Run;
import org.sidecardemo.podplayer.lifecycle.ScriptedPod;

/**
 * A Job drawn at random, and what its containers do: not by check's list, but as docs/check.md claims it to be complete, at any
 * half second.
 *
 * @param scripts the runs of each container, by name
 */
record RandomPlay(Job job, Map<String, List<Run>> scripts) {

    /**
     * The same seed draws the same.
     *
     * @param most of half seconds for which a container runs that ends by itself
     */
    static RandomPlay of(long seed, int most) {
        return new Draw(new Random(seed), most).play();
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
        private static final int LEAST = 3;
        private static final int NAMED_CODE = 3;
        private static final ExecAction COMMAND = new ExecAction(List.of("scripted"));

        private final Random random;
        private final int most;
        private boolean hasPolicy;
        private final Map<String, List<Run>> scripts = new LinkedHashMap<>();

        Draw(Random random, int most) {
            this.random = random;
            this.most = most;
        }

        RandomPlay play() {
            var never = random.nextBoolean();
            hasPolicy = never && oneIn(2);
            List<Container> inits = new ArrayList<>();
            if (oneIn(3)) {
                inits.add(init());
            }
            if (!oneIn(4)) {
                inits.add(sidecar("sidecar"));
            }
            if (oneIn(3)) {
                inits.add(sidecar("second"));
            }
            List<Container> mains = new ArrayList<>();
            mains.add(main("main"));
            if (inits.size() < 2 && oneIn(3)) {
                mains.add(main("other"));
                if (inits.isEmpty() || oneIn(3)) {
                    mains.add(main("third"));
                }
            }
            var job = new JobBuilder().withNewMetadata().withName("random").endMetadata().withNewSpec()
                    .withBackoffLimit(random.nextInt(3)).withPodFailurePolicy(hasPolicy ? policy() : null)
                    .withNewTemplate().withNewSpec().withRestartPolicy(never ? "Never" : "OnFailure")
                    .withTerminationGracePeriodSeconds(GRACE).withInitContainers(inits).withContainers(mains).endSpec()
                    .endTemplate().endSpec().build();
            return new RandomPlay(job, scripts);
        }

        private Container init() {
            var runs = this.<Supplier<List<Run>>>one(
                    List.of(ended(0), ended(0), ended(code()), endless(), () -> List.of(Run.startError()))).get();
            scripts.put("init", runs.stream().map(atSigterm()).toList());
            return named("init").build();
        }

        /** It fails the Job for a code that any container may have, or doesn't count it. */
        private PodFailurePolicy policy() {
            return new PodFailurePolicyBuilder().addNewRule().withAction(random.nextBoolean() ? "FailJob" : "Ignore")
                    .withNewOnExitCodes().withOperator("In").withValues(NAMED_CODE).endOnExitCodes().endRule().build();
        }

        /** A code of its own matters to a policy alone, and so only at its end. */
        private Container sidecar(String name) {
            var container = probed(name, 2, 3).withRestartPolicy("Always").build();
            var runs = runs(container, List.of(endless(), ended(1), once(1), () -> List.of(Run.startError())));
            scripts.put(name, hasPolicy && oneIn(4)
                    ? runs.stream().map(run -> run.onSigterm(0, NAMED_CODE)).toList()
                    : runs);
            return container;
        }

        private Container main(String name) {
            var container = probed(name, 5, 4).build();
            scripts.put(name, runs(container, List.of(ended(0), ended(0), ended(code()), endless(),
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
            return one(conducts).get().stream().map(atSigterm()).map(preStop(container)).toList();
        }

        private <T> T one(List<T> options) {
            return options.get(random.nextInt(options.size()));
        }

        private Supplier<List<Run>> endless() {
            return () -> List.of(Run.forever());
        }

        /** Not before the kubelet has seen it run. */
        private Supplier<List<Run>> ended(int code) {
            return () -> List.of(Run.exits(lifetime(), code));
        }

        private Supplier<List<Run>> once(int code) {
            return () -> List.of(Run.exits(lifetime(), code), Run.forever());
        }

        private double lifetime() {
            return halfSeconds(LEAST, most - LEAST);
        }

        private int code() {
            return hasPolicy && random.nextBoolean() ? NAMED_CODE : 1;
        }

        /** All runs of a container do alike. */
        private UnaryOperator<Run> atSigterm() {
            return this.<UnaryOperator<Run>>one(
                    List.of(Run::ignoresSigterm, run -> run.onSigterm(GRACE / 2.0, 143), run -> run.onSigterm(0, 0)));
        }

        private UnaryOperator<Run> preStop(Container container) {
            if (container.getLifecycle() == null) {
                return UnaryOperator.identity();
            }
            var takes = halfSeconds(0, 2);
            return this.<UnaryOperator<Run>>one(
                    List.of(run -> run.preStop(0, false), Run::endlessPreStop, run -> run.preStop(takes, true)));
        }

        /** @param startup one in so many has such a probe; a liveness probe or a hook is rarer */
        private ContainerBuilder probed(String name, int startup, int other) {
            var container = named(name);
            if (oneIn(startup)) {
                container.withStartupProbe(probe(FAILURES));
            } else if (oneIn(other)) {
                container.withLivenessProbe(probe(1));
            } else if (oneIn(other)) {
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
