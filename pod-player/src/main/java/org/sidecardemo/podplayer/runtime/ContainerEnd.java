package org.sidecardemo.podplayer.runtime;

/**
 * How a container's first process ended.
 *
 * @param outOfMemory true if the system killed any of its processes because of its memory limit
 * @param message what the container left as its termination message, empty if nothing; not yet safe to show on a
 *         terminal
 */
public record ContainerEnd(int exitCode, boolean outOfMemory, String message) {

    /** An end that only the exit code tells about. */
    public static ContainerEnd ofExit(int exitCode) {
        return new ContainerEnd(exitCode, false, "");
    }
}
