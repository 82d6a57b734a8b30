package org.sidecardemo.podplayer.runtime;

import java.time.Duration;
import java.util.List;

import io.fabric8.kubernetes.api.model.Container;
import org.sidecardemo.podplayer.lifecycle.ContainerId;

/** What the containers of one pod run in. Methods may be called from any thread. */
public interface PodSandbox extends AutoCloseable {

    /** The pod's address, as probes and {@code status.podIP} use it. */
    String ip();

    /** Starts a container and returns at once; all that follows is told to the listener. */
    void start(ContainerId id, Container container, ContainerListener listener);

    /** Sends SIGTERM to the container's first process; nothing if it has ended. */
    void terminate(ContainerId id);

    /** Sends SIGKILL to all of the container's processes; nothing if it has ended. */
    void kill(ContainerId id);

    /**
     * Runs a command in a running container, without a shell, and waits for it.
     *
     * @return its exit code and the first line or so of what it printed; a command that can't be run or that is still
     *         running after the timeout (then it is killed) is a failure with a message
     */
    ExecResult exec(ContainerId id, List<String> command, Duration timeout);

    /** Kills what still runs, and removes the folders. */
    @Override
    void close();

    record ExecResult(int exitCode, String message) {}
}
