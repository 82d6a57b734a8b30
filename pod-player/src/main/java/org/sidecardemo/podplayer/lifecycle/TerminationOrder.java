package org.sidecardemo.podplayer.lifecycle;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * In which order the containers of a pod may be told to end: mains at once, a sidecar when all mains and the sidecar
 * after it are gone (newTerminationOrdering). A sidecar that does not run when the end begins counts as gone, so that
 * those before it do not wait for those after it.
 */
final class TerminationOrder {

    private final TrackedPod pod;
    private final List<TrackedContainer> sidecars;
    private final Set<TrackedContainer> gone;

    TerminationOrder(TrackedPod pod) {
        this.pod = pod;
        sidecars = pod.init().stream().filter(c -> c.kind() == ContainerKind.SIDECAR).toList();
        gone = pod.containers().filter(c -> !c.running()).collect(Collectors.toCollection(HashSet::new));
    }

    boolean isTurnOf(TrackedContainer container) {
        int index = sidecars.indexOf(container);
        return index < 0
                || gone.containsAll(pod.mains())
                        && (index + 1 == sidecars.size() || gone.contains(sidecars.get(index + 1)));
    }

    void terminated(TrackedContainer container) {
        gone.add(container);
    }
}
