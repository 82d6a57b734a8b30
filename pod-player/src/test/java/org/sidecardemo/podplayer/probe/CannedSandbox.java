package org.sidecardemo.podplayer.probe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.fabric8.kubernetes.api.model.Container;
import org.sidecardemo.podplayer.lifecycle.ContainerId;
import org.sidecardemo.podplayer.runtime.ContainerListener;
import org.sidecardemo.podplayer.runtime.PodSandbox;

/** A pod on localhost that answers every exec alike. */
final class CannedSandbox implements PodSandbox {

    private final List<String> asked = new ArrayList<>();
    private int hidden;
    private ExecResult answer = ExecResult.ofExit(0, "");

    void answer(int exitCode, String message) {
        answer = ExecResult.ofExit(exitCode, message);
    }

    List<String> asked() {
        return asked;
    }

    @Override
    public String ip() {
        return "127.0.0.1";
    }

    void hide(int port) {
        hidden = port;
    }

    @Override
    public String hostIp() {
        return "127.0.0.1";
    }

    @Override
    public boolean listensOnLocalhostAlone(int port) {
        return port == hidden;
    }

    @Override
    public ExecResult exec(ContainerId id, List<String> command, Duration timeout) {
        asked.add("%s.%d %s %s".formatted(id.name(), id.attempt(), command, timeout));
        return answer;
    }

    @Override
    public void start(ContainerId id, Container container, ContainerListener listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void terminate(ContainerId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void kill(ContainerId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
