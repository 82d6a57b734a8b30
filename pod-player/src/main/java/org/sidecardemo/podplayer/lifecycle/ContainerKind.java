package org.sidecardemo.podplayer.lifecycle;

import io.fabric8.kubernetes.api.model.Container;

/** What a container is in its pod. */
public enum ContainerKind {
    /** A regular init container: done when it has succeeded. */
    INIT,
    /** An init container with restartPolicy Always: done when it has started, and runs on. */
    SIDECAR,
    /** An entry of {@code containers}. */
    MAIN;

    /** Of an entry of {@code initContainers}. */
    public static ContainerKind ofInit(Container container) {
        return "Always".equals(container.getRestartPolicy()) ? SIDECAR : INIT;
    }
}
