package org.sidecardemo.podplayer.runtime;

/**
 * Is told what becomes of one run of a container, from threads of the runtime's own, one call after the other: either
 * that it can't be started, which is all, or that it has started, then each line that it prints, then its end. Who
 * takes a line slowly slows the container down.
 */
public interface ContainerListener {

    /** @param id how the runtime names this run, {@code TYPE://ID} */
    void started(String id);

    void imageMissing(String message);

    /** The node refuses the container's configuration, which a later try may mend. */
    void configInvalid(String message);

    void startFailed(String message);

    /** A line that the container printed, without its end; not yet safe to show on a terminal. */
    void printed(String line);

    /** The last call: the container and everything that it started have ended, and all of its output was told. */
    void ended(ContainerEnd end);
}
