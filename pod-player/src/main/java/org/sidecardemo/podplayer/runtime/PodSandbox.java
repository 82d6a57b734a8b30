package org.sidecardemo.podplayer.runtime;

import java.time.Duration;
import java.util.List;

import io.fabric8.kubernetes.api.model.Container;
import org.sidecardemo.podplayer.lifecycle.ContainerId;

/** What the containers of one pod run in. Methods may be called from any thread. */
public interface PodSandbox extends AutoCloseable {

    /** The pod's address, as probes and {@code status.podIP} use it. */
    String ip();

    /** This machine's address, as the pod sees it and {@code status.hostIP} tells. */
    String hostIp();

    /**
     * True if {@link #ip()} is this machine's localhost, and who listens on a port there does so on localhost alone: in a
     * pod of its own it could not be reached by the pod's address.
     */
    boolean listensOnLocalhostAlone(int port);

    /** Starts a container and returns at once; all that follows is told to the listener. Does nothing once closed. */
    void start(ContainerId id, Container container, ContainerListener listener);

    /** Sends SIGTERM to the container's first process; nothing if it has ended. */
    void terminate(ContainerId id);

    /** Sends SIGKILL to all of the container's processes; nothing if it has ended. */
    void kill(ContainerId id);

    /**
     * Runs a command in a running container, without a shell, and waits for it.
     *
     * @return its exit code and the first line of what it printed, at most 1024 characters, not yet safe to show on a
     *         terminal; 137 if it still runs after the timeout (then it is killed), with the reason as the message
     */
    ExecResult exec(ContainerId id, List<String> command, Duration timeout);

    /**
     * Kills what still runs, waits for its end, which the listeners are told, and removes the folders. The listeners
     * must not wait for who closes.
     */
    @Override
    void close();

    /**
     * What came of a command.
     *
     * @param ran false if it could not be run at all; the exit code is 126 then, and the message says why
     */
    record ExecResult(boolean ran, int exitCode, String message) {

        public static ExecResult ofExit(int exitCode, String message) {
            return new ExecResult(true, exitCode, message);
        }

        public static ExecResult notRun(String reason) {
            return new ExecResult(false, 126, reason);
        }
    }
}
