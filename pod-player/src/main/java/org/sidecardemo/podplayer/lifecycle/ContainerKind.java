package org.sidecardemo.podplayer.lifecycle;

/** What a container is in its pod. */
public enum ContainerKind {
    /** A regular init container: done when it has succeeded. */
    INIT,
    /** An init container with restartPolicy Always: done when it has started, and runs on. */
    SIDECAR,
    /** An entry of {@code containers}. */
    MAIN
}
