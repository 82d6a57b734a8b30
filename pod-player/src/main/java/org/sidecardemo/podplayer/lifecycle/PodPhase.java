package org.sidecardemo.podplayer.lifecycle;

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
     * the start of all mains.
     *
     * @param ending the pod's containers won't be started again, whatever its policy says
     */
    static PodPhase of(TrackedPod pod, Prober prober, boolean ending) {
        if (pod.init().stream().anyMatch(PodPhase::hasFailedForGood)) {
            return FAILED;
        }
        if (pod.containers().anyMatch(PodPhase::isYetToRun) || startsAnew(pod, prober)) {
            return PENDING;
        }
        if (pod.containers().anyMatch(TrackedContainer::running)) {
            return RUNNING;
        }
        if (!ending && pod.mains().stream().anyMatch(c -> c.isToRestart() || c.removed())) {
            return RUNNING;
        }
        return pod.mains().stream().allMatch(TrackedContainer::succeeded) ? SUCCEEDED : FAILED;
    }

    /** A sidecar holds back the mains again. */
    private static boolean startsAnew(TrackedPod pod, Prober prober) {
        return pod.mains().stream().noneMatch(TrackedContainer::active)
                && pod.init().stream()
                        .anyMatch(c -> c.kind() == ContainerKind.SIDECAR && c.running() && !prober.started(c));
    }

    /** A container that is to be started anew isn't, until it runs. */
    private static boolean isYetToRun(TrackedContainer container) {
        boolean seen = container.kind() == ContainerKind.INIT ? container.exited() : container.hasRun();
        return !seen && !container.removed();
    }

    private static boolean hasFailedForGood(TrackedContainer init) {
        return init.kind() == ContainerKind.INIT && init.exited() && !init.succeeded() && !init.isToRestart();
    }
}
