package org.sidecardemo.podplayer.runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import io.fabric8.kubernetes.api.model.Container;
import org.sidecardemo.podplayer.lifecycle.ContainerId;

/** Keeps the runs of a pod's containers, whatever runs them. */
abstract class Sandbox implements PodSandbox {

    private final Map<ContainerId, ContainerRun> runs = new ConcurrentHashMap<>();
    private boolean closed;

    @Override
    public final synchronized void start(ContainerId id, Container container, ContainerListener listener) {
        if (!closed) {
            newRun(id, container, listener).ifPresent(run -> {
                runs.put(id, run);
                run.begin();
            });
        }
    }

    @Override
    public final void terminate(ContainerId id) {
        run(id).ifPresent(ContainerRun::terminate);
    }

    @Override
    public final void kill(ContainerId id) {
        run(id).ifPresent(ContainerRun::kill);
    }

    @Override
    public final ExecResult exec(ContainerId id, List<String> command, Duration timeout) {
        return run(id).map(run -> run.exec(command, timeout)).orElse(ContainerRun.NOT_RUNNING);
    }

    @Override
    public final void close() {
        synchronized (this) {
            closed = true;
        }
        runs.values().forEach(ContainerRun::kill);
        runs.values().forEach(ContainerRun::awaitEnd);
        removeRemains();
    }

    /** The file for the termination message of a run. No volume can have its folder's name. */
    static Path messageFile(Volumes volumes, ContainerId id) {
        return volumes.root().resolve("termination_messages").resolve("%s.%d".formatted(id.name(), id.attempt()));
    }

    /** A run that has not begun; empty if the listener is told that there can't be one. */
    abstract Optional<ContainerRun> newRun(ContainerId id, Container container, ContainerListener listener);

    /** Removes all else that was made for the pod. */
    abstract void removeRemains();

    /** Tells it from a thread of its own, as a run does. */
    static void tell(ContainerListener listener, Consumer<ContainerListener> news) {
        Thread.ofVirtual().start(() -> news.accept(listener));
    }

    private Optional<ContainerRun> run(ContainerId id) {
        return Optional.ofNullable(runs.get(id));
    }
}
