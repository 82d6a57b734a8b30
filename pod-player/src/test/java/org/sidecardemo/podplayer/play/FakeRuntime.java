package org.sidecardemo.podplayer.play;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import org.sidecardemo.podplayer.lifecycle.ContainerId;
import org.sidecardemo.podplayer.runtime.ContainerEnd;
import org.sidecardemo.podplayer.runtime.ContainerListener;
import org.sidecardemo.podplayer.runtime.ContainerRuntime;
import org.sidecardemo.podplayer.runtime.PodSandbox;

/** Containers that start at once, end when the test says so or at SIGTERM, and note what was asked of them. */
final class FakeRuntime implements ContainerRuntime {

    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final Map<String, ContainerListener> listeners = new ConcurrentHashMap<>();
    private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();
    private final List<String> ignoringSigterm;
    private volatile boolean execOnVirtualThread;

    FakeRuntime(String... ignoringSigterm) {
        this.ignoringSigterm = List.of(ignoringSigterm);
    }

    /** The next call, waited for. */
    String call() throws InterruptedException {
        var call = calls.poll(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        if (call == null) {
            throw new AssertionError("nothing was asked for within " + DEADLINE);
        }
        return call;
    }

    boolean idle() {
        return calls.isEmpty();
    }

    /** Whether the last exec came from a virtual thread. */
    boolean execOnVirtualThread() {
        return execOnVirtualThread;
    }

    ContainerListener container(String name) {
        return listeners.get(name);
    }

    @Override
    public PodSandbox createSandbox(Pod pod) {
        return new Sandbox();
    }

    @Override
    public void close() {
        calls.add("close runtime");
    }

    private final class Sandbox implements PodSandbox {

        @Override
        public String ip() {
            return "127.0.0.1";
        }

        @Override
        public String hostIp() {
            return "127.0.0.1";
        }

        @Override
        public boolean listensOnLocalhostAlone(int port) {
            return false;
        }

        @Override
        public void start(ContainerId id, Container container, ContainerListener listener) {
            listeners.put(id.name(), listener);
            listener.started("fake://" + id.name());
            calls.add("start " + id.name());
        }

        @Override
        public void terminate(ContainerId id) {
            calls.add("terminate " + id.name());
            if (!ignoringSigterm.contains(id.name())) {
                listeners.get(id.name()).ended(ContainerEnd.ofExit(143));
            }
        }

        @Override
        public void kill(ContainerId id) {
            calls.add("kill " + id.name());
            listeners.get(id.name()).ended(ContainerEnd.ofExit(137));
        }

        @Override
        public ExecResult exec(ContainerId id, List<String> command, Duration timeout) {
            execOnVirtualThread = Thread.currentThread().isVirtual();
            calls.add("exec " + String.join(" ", command));
            return ExecResult.ofExit(0, "");
        }

        @Override
        public void close() {
            calls.add("close sandbox");
        }
    }
}
