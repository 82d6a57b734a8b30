package org.sidecardemo.podplayer.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import org.sidecardemo.podplayer.runtime.PodSandbox.ExecResult;

/**
 * One run of a container by an engine. It is created, then started, which tells exactly whether its program runs; its
 * output is read from the engine's log, which is complete from the first byte and ends with the container.
 */
final class EngineContainer implements ContainerRun {

    private static final String DEFAULT_STOP_SIGNAL = "SIGTERM";
    private static final int KILLED = 137;
    /** How an engine says that it could not start a command beside a container. */
    private static final Set<Integer> NOT_STARTED = Set.of(126, 127);

    private final EngineCommand engine;
    private final String name;
    private final String image;
    private final Supplier<List<String>> arguments;
    private final TerminationMessage message;
    private final ContainerListener listener;
    private volatile Thread thread;
    private volatile String stopSignal = DEFAULT_STOP_SIGNAL;
    private boolean running;
    private boolean killed;

    /** @param arguments how the engine creates it; asked for when it begins, and may throw what {@code run} catches */
    EngineContainer(EngineCommand engine, String name, String image, Supplier<List<String>> arguments,
            TerminationMessage message, ContainerListener listener) {
        this.engine = engine;
        this.name = name;
        this.image = image;
        this.arguments = arguments;
        this.message = message;
        this.listener = listener;
    }

    @Override
    public void begin() {
        thread = Thread.ofPlatform().name(name).daemon().start(this::run);
    }

    @Override
    public void terminate() {
        signal(stopSignal);
    }

    @Override
    public void kill() {
        synchronized (this) {
            killed = true;
        }
        signal("SIGKILL");
    }

    @Override
    public void awaitEnd() {
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public ExecResult exec(List<String> command, Duration timeout) {
        if (!isRunning()) {
            return NOT_RUNNING;
        }
        var arguments = new ArrayList<>(List.of("exec", name));
        arguments.addAll(command);
        var result = new LocalExec(engine.program(arguments), command).await(timeout);
        // these codes may be the command's own too
        return NOT_STARTED.contains(result.exitCode()) && result.message().startsWith("OCI runtime exec failed")
                ? ExecResult.notRun(result.message())
                : result;
    }

    private void run() {
        try {
            var created = engine.run(arguments.get());
            if (!created.succeeded()) {
                tellNotCreated(created.lastLine());
                return;
            }
            var signal = engine.run("inspect", "--format", "{{.Config.StopSignal}}", name);
            if (signal.succeeded() && !signal.output().isEmpty()) {
                stopSignal = signal.output();
            }
            var failure = startUnlessKilled();
            if (failure.isPresent()) {
                listener.startFailed(failure.get());
                return;
            }
            listener.started(engine.name() + "://" + created.lastLine());
            var log = new LogTail(engine.start(List.of("logs", "--follow", name)).getInputStream());
            new OutputLines(listener::printed).readAll(log);
            int exitCode = awaitExitCode();
            setRunning(false);
            listener.ended(new ContainerEnd(exitCode, wasOutOfMemory(), message.read(exitCode, log)));
        } catch (InvalidConfig e) {
            listener.configInvalid(e.getMessage());
        } catch (RuntimeFailure e) {
            tellNotCreated(e.getMessage());
        }
    }

    /** Starting and killing exclude each other, so that nothing is started after its kill. Gives the failure. */
    private synchronized Optional<String> startUnlessKilled() {
        if (killed) {
            return Optional.of("killed before its start");
        }
        var started = engine.run("start", name);
        running = started.succeeded();
        if (running) {
            return Optional.empty();
        }
        var error = engine.run("inspect", "--format", "{{.State.Error}}", name);
        return Optional.of(error.succeeded() && !error.output().isEmpty() ? error.output() : started.output());
    }

    private void tellNotCreated(String reason) {
        if (engine.run("image", "inspect", "--", image).succeeded()) {
            listener.startFailed(reason);
        } else {
            listener.imageMissing("Container image \"%s\" is not present with pull policy of Never".formatted(image));
        }
    }

    private int awaitExitCode() {
        try {
            return Integer.parseInt(engine.run("wait", name).lastLine());
        } catch (NumberFormatException _) {
            // somebody else removed it
            return KILLED;
        }
    }

    /** An engine that doesn't tell leaves it to the exit code. */
    private boolean wasOutOfMemory() {
        var told = engine.run("inspect", "--format", "{{.State.OOMKilled}}", name);
        return told.succeeded() && told.output().equals("true");
    }

    private void signal(String signal) {
        if (isRunning()) {
            engine.run("kill", "--signal", signal, name);
        }
    }

    private synchronized boolean isRunning() {
        return running;
    }

    private synchronized void setRunning(boolean value) {
        running = value;
    }
}
