package org.sidecardemo.podplayer.lifecycle;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;

/**
 * A step from one state to the next, as the API shows them.
 *
 * @param what a pod, or a kind of container
 */
record Transition(String what, String from, String to) {

    /** Those between two states of a pod. */
    static Stream<Transition> between(PodStatus before, PodStatus after, PodSpec spec) {
        var states = states(after);
        return states(before).entrySet().stream()
                .filter(old -> !old.getValue().equals(states.get(old.getKey())))
                .map(old -> new Transition(kind(spec, old.getKey()), old.getValue(), states.get(old.getKey())));
    }

    @Override
    public String toString() {
        return "%s: %s → %s".formatted(what, from, to);
    }

    /** By the container's name; that of the pod itself has none. */
    private static Map<String, String> states(PodStatus status) {
        var states = new LinkedHashMap<String, String>();
        states.put("", status.getPhase() + (status.getReason() == null ? "" : " " + status.getReason()));
        Stream.concat(status.getInitContainerStatuses().stream(), status.getContainerStatuses().stream())
                .forEach(c -> states.put(c.getName(), state(c.getState())));
        return states;
    }

    private static String state(ContainerState state) {
        if (state.getRunning() != null) {
            return "running";
        }
        return state.getTerminated() != null
                ? "terminated " + state.getTerminated().getReason()
                : "waiting " + state.getWaiting().getReason();
    }

    private static String kind(PodSpec spec, String container) {
        return container.isEmpty()
                ? "pod"
                : spec.getInitContainers().stream()
                        .filter(c -> Objects.equals(c.getName(), container)).map(ContainerKind::ofInit).findFirst()
                        .orElse(ContainerKind.MAIN).name().toLowerCase(Locale.ROOT);
    }
}
