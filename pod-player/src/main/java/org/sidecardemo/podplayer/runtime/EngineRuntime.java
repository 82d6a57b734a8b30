package org.sidecardemo.podplayer.runtime;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.fabric8.kubernetes.api.model.Pod;

import org.sidecardemo.podplayer.manifest.Config;

/**
 * Runs containers by a container engine's command line. As in a cluster, a pause container holds the pod's network, so
 * that all of the pod's containers share one address and localhost. Images must be there already: none is pulled.
 * <p>
 * Probes are sent from this machine to the pod's address, which must be reachable from it: so it is on Linux with an
 * engine that runs as root, and not through a virtual machine. A command of an exec probe that times out is left to
 * itself in its container, as an engine can't end it.
 */
public final class EngineRuntime implements ContainerRuntime {

    private final EngineCommand engine;
    private final String pauseImage;
    private final Config config;
    private final RunFolder folder;
    private final List<EngineSandbox> sandboxes = new CopyOnWriteArrayList<>();

    /**
     * @param engine {@code docker}, {@code podman} or {@code nerdctl}
     * @param pauseImage an image that runs until it is stopped, such as {@code registry.k8s.io/pause}
     * @param config of the ConfigMaps and Secrets that pods may need
     * @throws RuntimeFailure if the engine doesn't answer or doesn't have the image
     */
    public EngineRuntime(String engine, String pauseImage, Config config) {
        this.engine = new EngineCommand(engine);
        this.pauseImage = pauseImage;
        this.config = config;
        var version = this.engine.run("version");
        if (!version.succeeded()) {
            throw new RuntimeFailure("%s doesn't answer: %s".formatted(engine, version.lastLine()));
        }
        if (!this.engine.run("image", "inspect", "--", pauseImage).succeeded()) {
            throw new RuntimeFailure("--pause-image %s: %s has no such image, and none is pulled".formatted(pauseImage,
                    engine));
        }
        folder = RunFolder.create();
        folder.noteEngine(engine);
        StaleRuns.cleanUp(folder);
    }

    @Override
    public PodSandbox createSandbox(Pod pod) {
        var sandbox = new EngineSandbox(engine, pod, config, folder, pauseImage);
        sandboxes.add(sandbox);
        return sandbox;
    }

    @Override
    public void close() {
        sandboxes.forEach(EngineSandbox::close);
        engine.removeContainers(EngineCommand.RUN_LABEL, folder.name());
        folder.close();
    }
}
