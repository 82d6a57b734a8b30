package org.sidecardemo.podplayer.runtime;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.fabric8.kubernetes.api.model.Pod;

import org.sidecardemo.podplayer.manifest.Config;

/**
 * Runs containers as local processes, which share this machine's localhost, files and user. An image is what
 * {@link ImageCommands} says, its entrypoint then replaced by the container's {@code command}, and followed by its
 * {@code args}; with a {@code command}, an unknown image will do.
 * <ul>
 * <li>The environment is the container's {@code env}, HOSTNAME with the pod's name, and PATH, HOME and LANG of the
 * player: nothing else is inherited. POD_PLAYER_CONTAINER marks what belongs to the container.</li>
 * <li>Without {@code workingDir} a container works where the player does.</li>
 * <li>A volume is a temporary folder. As a process can't mount, its mount path is replaced by that folder wherever it is
 * named in {@code command}, {@code args}, variables and {@code workingDir}. A container that has the path in its own
 * code doesn't find the folder; {@code readOnly} has no effect.</li>
 * <li>When the first process ends, all that it started is killed, as when a container's PID 1 ends. On Linux this holds
 * for daemons too; only a process that cleared its environment, began a session of its own, closed its output and left
 * its parents, all within half a second, escapes. Elsewhere what was seen to descend from the first process is killed.
 * </li>
 * <li>The first process isn't PID 1 of a namespace: without a handler it ends by SIGTERM (143), where a container's
 * would ignore it.</li>
 * </ul>
 * What players left behind that were themselves killed is cleaned up when the next one starts.
 */
public final class ProcessRuntime implements ContainerRuntime {

    private final ImageCommands images;
    private final Config config;
    private final RunFolder folder;
    private final List<ProcessSandbox> sandboxes = new CopyOnWriteArrayList<>();

    /**
     * @param config of the ConfigMaps and Secrets that pods may need
     * @throws RuntimeFailure if the system's temporary folder can't be used
     */
    public ProcessRuntime(ImageCommands images, Config config) {
        this.images = images;
        this.config = config;
        folder = RunFolder.create();
        StaleRuns.cleanUp(folder);
    }

    @Override
    public PodSandbox createSandbox(Pod pod) {
        var sandbox = new ProcessSandbox(pod, images, config, folder);
        sandboxes.add(sandbox);
        return sandbox;
    }

    @Override
    public void close() {
        sandboxes.forEach(ProcessSandbox::close);
        folder.close();
    }
}
