package org.sidecardemo.podplayer.lifecycle;

import java.util.List;

/** The phase of a pod. */
enum PodPhase {
    PENDING("Pending"), RUNNING("Running"), SUCCEEDED("Succeeded"), FAILED("Failed");

    private final String value;

    PodPhase(String value) {
        this.value = value;
    }

    String value() {
        return value;
    }

    boolean terminal() {
        return this == SUCCEEDED || this == FAILED;
    }

    /**
     * The phase that follows from the containers' states (getPhase). Sidecars count only while they run, or hold back
     * the first start of a main.
     *
     * @param ending the pod's containers won't be started again, whatever its policy says
     */
    static PodPhase of(TrackedPod pod, Prober prober, boolean ending) {
        List<TrackedContainer> mains = pod.mains();
        List<TrackedContainer> regularInit = pod.init().stream().filter(c -> c.kind() == ContainerKind.INIT).toList();
        List<TrackedContainer> sidecars = pod.init().stream().filter(c -> c.kind() == ContainerKind.SIDECAR).toList();
        boolean initialized = mains.stream().anyMatch(TrackedContainer::hasRun);
        if (regularInit.stream().anyMatch(c -> c.exited() && !c.succeeded() && !c.isToRestart())) {
            return FAILED;
        }
        boolean pendingInit = regularInit.stream().anyMatch(c -> !c.exited());
        boolean pendingSidecar = sidecars.stream()
                .anyMatch(c -> !c.hasRun() || c.running() && !prober.started(c));
        boolean waiting = !sidecars.stream().allMatch(TrackedContainer::hasRun)
                || !mains.stream().allMatch(TrackedContainer::hasRun);
        if (pendingInit || pendingSidecar && !initialized || waiting) {
            return PENDING;
        }
        if (sidecars.stream().anyMatch(TrackedContainer::running)
                || mains.stream().anyMatch(TrackedContainer::running)) {
            return RUNNING;
        }
        boolean succeeded = mains.stream().allMatch(TrackedContainer::succeeded);
        if (!ending && mains.stream().anyMatch(TrackedContainer::isToRestart)) {
            return RUNNING;
        }
        return succeeded ? SUCCEEDED : FAILED;
    }
}
