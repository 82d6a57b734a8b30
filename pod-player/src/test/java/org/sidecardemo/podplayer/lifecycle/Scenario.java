package org.sidecardemo.podplayer.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.LifecycleBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import org.sidecardemo.podplayer.release.Release;

/** A pod and the script of each of its containers, to be played in virtual time. */
final class Scenario {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Map<String, ContainerBuilder> init = new LinkedHashMap<>();
    private final Map<String, ContainerBuilder> mains = new LinkedHashMap<>();
    private final Map<String, List<Run>> scripts = new LinkedHashMap<>();
    private final String restartPolicy;
    private Long grace;
    private Double stopAt;

    private Scenario(String restartPolicy) {
        this.restartPolicy = restartPolicy;
    }

    static Scenario pod(String restartPolicy) {
        return new Scenario(restartPolicy);
    }

    Scenario init(String name, Run... runs) {
        return add(init, name, null, runs);
    }

    Scenario sidecar(String name, Run... runs) {
        return add(init, name, "Always", runs);
    }

    Scenario main(String name, Run... runs) {
        return add(mains, name, null, runs);
    }

    private Scenario add(Map<String, ContainerBuilder> to, String name, String policy, Run... runs) {
        to.put(name, new ContainerBuilder().withName(name).withImage("scripted").withRestartPolicy(policy));
        scripts.put(name, List.of(runs));
        return this;
    }

    Scenario probe(String container, ProbeType type, UnaryOperator<ProbeBuilder> details) {
        Probe probe = details.apply(new ProbeBuilder().withNewExec().withCommand("true").endExec()).build();
        ContainerBuilder builder = builder(container);
        switch (type) {
            case STARTUP -> builder.withStartupProbe(probe);
            case READINESS -> builder.withReadinessProbe(probe);
            case LIVENESS -> builder.withLivenessProbe(probe);
        }
        return this;
    }

    Scenario hook(String container, HookType type) {
        ContainerBuilder builder = builder(container);
        LifecycleBuilder lifecycle = builder.buildLifecycle() == null
                ? new LifecycleBuilder()
                : new LifecycleBuilder(builder.buildLifecycle());
        switch (type) {
            case POST_START -> lifecycle.withNewPostStart().withNewExec().withCommand("true").endExec().endPostStart();
            case PRE_STOP -> lifecycle.withNewPreStop().withNewExec().withCommand("true").endExec().endPreStop();
        }
        builder.withLifecycle(lifecycle.build());
        return this;
    }

    private ContainerBuilder builder(String container) {
        return init.containsKey(container) ? init.get(container) : mains.get(container);
    }

    Scenario grace(long seconds) {
        grace = seconds;
        return this;
    }

    /** Deletes the pod at this time. */
    Scenario stopAt(double seconds) {
        stopAt = seconds;
        return this;
    }

    PodSpec spec() {
        return new PodSpecBuilder().withRestartPolicy(restartPolicy).withInitContainers(build(init))
                .withContainers(build(mains)).withTerminationGracePeriodSeconds(grace)
                .build();
    }

    Map<String, List<Run>> scripts() {
        return scripts;
    }

    private static List<Container> build(Map<String, ContainerBuilder> containers) {
        return new ArrayList<>(containers.values().stream().map(ContainerBuilder::build).toList());
    }

    /** Plays until the pod has ended, which it has to within a virtual day. */
    Timeline play() {
        Pod pod = new PodBuilder().withNewMetadata().withName("pod").withNamespace("test").withUid("1").endMetadata()
                .withSpec(spec()).build();
        SimulatedPod simulated = new SimulatedPod(pod, Release.NEWEST, scripts, START);
        simulated.playUntil(START.plus(Duration.ofDays(1)),
                Optional.ofNullable(stopAt).map(seconds -> START.plusMillis(Math.round(seconds * 1000))));
        Timeline timeline = new Timeline(START, simulated);
        timeline.check(simulated.lifecycle().ended(), "the pod to end");
        return timeline;
    }
}
