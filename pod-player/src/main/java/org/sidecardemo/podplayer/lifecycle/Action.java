package org.sidecardemo.podplayer.lifecycle;

/** What the rules ask to be done to a pod's containers. What comes of it returns as an {@link Observation}. */
public sealed interface Action {

    ContainerId container();

    /** Start the container's process. */
    record Start(ContainerId container) implements Action {}

    /** Run a probe once. */
    record Probe(ContainerId container, ProbeType type) implements Action {}

    /**
     * Run a hook. It is not cancelled; a container that ends meanwhile takes its exec hook with it. Its end is to be
     * told in any case.
     */
    record RunHook(ContainerId container, HookType type) implements Action {}

    /** Send SIGTERM (or the image's stop signal). */
    record Terminate(ContainerId container) implements Action {}

    /** Send SIGKILL. */
    record Kill(ContainerId container) implements Action {}
}
