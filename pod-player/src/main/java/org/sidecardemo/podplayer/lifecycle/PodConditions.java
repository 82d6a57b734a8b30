package org.sidecardemo.podplayer.lifecycle;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import org.sidecardemo.podplayer.release.Release;

/** The conditions of a pod, with the times of their last transitions (the kubelet's status/generate.go). */
final class PodConditions {

    private record State(boolean status, String reason, String message) {

        static final State TRUE = new State(true, null, null);
        static final State FALSE = new State(false, null, null);
    }

    private static final State NO_SANDBOX = new State(false, "PodSandboxNotReady", "pod sandbox is not ready");
    private static final String ALL_RESTARTING = "AllContainersRestarting";
    private static final State RESTARTING = new State(true, "RestartAllContainersStarted",
            "container exited with restart policy rule");

    private record Condition(State state, Instant since) {}

    private final TrackedPod pod;
    private final Prober prober;
    private final Release release;
    private final boolean mayRestartAll;
    private final Map<String, Condition> conditions = new LinkedHashMap<>();

    PodConditions(TrackedPod pod, Prober prober, Release release) {
        this.pod = pod;
        this.prober = prober;
        this.release = release;
        mayRestartAll = pod.containers().anyMatch(c -> c.restartRules().mayRestartAll());
    }

    /** Takes in what has changed by now. */
    void update(PodPhase phase, Instant now) {
        State ready = containersReady(phase);
        if (release.tellsWhenPodsAreReadyToStartContainers()) {
            set("PodReadyToStartContainers", readyToStartContainers(), now);
        }
        set("Initialized", initialized(phase), now);
        set("Ready", ready, now);
        set("ContainersReady", ready, now);
        set("PodScheduled", State.TRUE, now);
        if (mayRestartAll) {
            set(ALL_RESTARTING, allRestarting(phase), now);
        }
    }

    List<PodCondition> list() {
        return conditions.entrySet().stream().map(e -> {
            State state = e.getValue().state();
            return new PodConditionBuilder().withType(e.getKey()).withStatus(state.status() ? "True" : "False")
                    .withReason(state.reason()).withMessage(state.message())
                    .withObservedGeneration(tellsGeneration(e.getKey()) ? 1L : null)
                    .withLastTransitionTime(ApiTime.format(e.getValue().since())).build();
        }).toList();
    }

    /** GenerateAllContainersRestartingCondition leaves it out. */
    private boolean tellsGeneration(String type) {
        return release.tracksTheGenerationOfPods() && !type.equals(ALL_RESTARTING);
    }

    private void set(String type, State state, Instant now) {
        conditions.merge(type, new Condition(state, now), (old, changed) -> old.state().status() == state.status()
                ? new Condition(state, old.since())
                : changed);
    }

    private State readyToStartContainers() {
        if (pod.sandbox().ready()) {
            return State.TRUE;
        }
        return release.tellsWhyPodsAreNotReadyToStartContainers() ? NO_SANDBOX : State.FALSE;
    }

    private State initialized(PodPhase phase) {
        if (phase == PodPhase.SUCCEEDED) {
            return new State(true, "PodCompleted", null);
        }
        if (pod.mains().stream().anyMatch(TrackedContainer::hasRun) || staysInitialized()) {
            return State.TRUE;
        }
        String incomplete = names(pod.init(), c -> c.kind() == ContainerKind.SIDECAR
                ? prober.started(c) && c.pastHook(HookType.POST_START)
                : c.succeeded());
        return incomplete.isEmpty()
                ? State.TRUE
                : new State(false, "ContainersNotInitialized", "containers with incomplete status: " + incomplete);
    }

    private boolean staysInitialized() {
        Condition shown = conditions.get("Initialized");
        return release.hasRestartAllContainers() && shown != null && shown.state().status();
    }

    private State allRestarting(PodPhase phase) {
        if (phase.terminal()) {
            return over(phase);
        }
        return pod.restartsAll() ? RESTARTING : State.FALSE;
    }

    private static State over(PodPhase phase) {
        return new State(false, phase == PodPhase.SUCCEEDED ? "PodCompleted" : "PodFailed", null);
    }

    private State containersReady(PodPhase phase) {
        if (phase.terminal()) {
            return over(phase);
        }
        String unready = names(pod.containers().filter(c -> c.kind() != ContainerKind.INIT).toList(), prober::ready);
        return unready.isEmpty()
                ? State.TRUE
                : new State(false, "ContainersNotReady", "containers with unready status: " + unready);
    }

    /** The names of those that are not what they should be, as Go prints a list; empty if all are. */
    private static String names(List<TrackedContainer> containers, Predicate<TrackedContainer> asTheyShould) {
        List<String> names = containers.stream().filter(asTheyShould.negate()).map(TrackedContainer::name).toList();
        return names.isEmpty() ? "" : "[" + String.join(" ", names) + "]";
    }
}
