package org.sidecardemo.podplayer.lifecycle;

/**
 * One run of one container of a pod, as the CRI's ContainerMetadata names it.
 *
 * @param name the container's name, unique among the pod's containers and init containers
 * @param attempt 0 for the first run, one more with each restart
 */
public record ContainerId(String name, int attempt) {}
