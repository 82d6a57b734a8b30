package org.sidecardemo.podplayer.runtime;

import io.fabric8.kubernetes.api.model.Pod;

/** What runs pods on this machine. Closing it ends whatever it still runs. */
public interface ContainerRuntime extends AutoCloseable {

    /**
     * Makes what the containers of a pod share: an address, localhost and the volumes.
     *
     * @throws RuntimeFailure with one line for the user
     */
    PodSandbox createSandbox(Pod pod);

    @Override
    void close();
}
