package org.sidecardemo.podplayer.runtime;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.sidecardemo.podplayer.runtime.PodSandbox.ExecResult;

/** One run of a container: a local process and all that it starts. */
final class ProcessContainer implements ContainerRun {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final Duration DRAIN_STEP = Duration.ofMillis(100);
    private static final int DRAIN_STEPS = 20;

    private final Program program;
    private final MountPaths mountPaths;
    private final TerminationMessage message;
    private final String marker;
    private final ContainerListener listener;
    private final Process process;
    private final long startTime;
    private final Optional<String> pipe;
    private final LogTail log;
    private final OutputLines lines;
    private final Thread output;
    private final Thread end;
    private final Set<ProcessHandle> descendants = ConcurrentHashMap.newKeySet();
    private boolean ending;
    private volatile boolean ended;

    /** Starts the process. @throws RuntimeFailure in runc's words if it can't be run */
    ProcessContainer(Program program, MountPaths mountPaths, TerminationMessage message, String marker,
            ContainerListener listener) {
        this.program = program;
        this.mountPaths = mountPaths;
        this.message = message;
        this.marker = marker;
        this.listener = listener;
        lines = new OutputLines(this::printed);
        process = program.start();
        log = new LogTail(process.getInputStream());
        startTime = MarkedProcesses.startOf(process.pid());
        pipe = MarkedProcesses.outputPipe(process.pid());
        output = Thread.ofPlatform().name(marker + " output").daemon().unstarted(this::tellOutput);
        end = Thread.ofPlatform().name(marker + " end").daemon().unstarted(this::tellEnd);
    }

    @Override
    public void begin() {
        output.start();
        end.start();
    }

    @Override
    public void terminate() {
        noteDescendants();
        process.toHandle().destroy();
    }

    /** What the first process started is killed as soon as that one has ended. */
    @Override
    public void kill() {
        noteDescendants();
        process.toHandle().destroyForcibly();
    }

    @Override
    public void awaitEnd() {
        try {
            end.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public ExecResult exec(List<String> command, Duration timeout) {
        LocalExec exec;
        synchronized (this) {
            if (ending) {
                return NOT_RUNNING;
            }
            try {
                exec = new LocalExec(program.withWords(command.stream().map(mountPaths::replaceIn).toList()));
            } catch (RuntimeFailure e) {
                return ExecResult.notRun(e.getMessage());
            }
        }
        return exec.await(timeout);
    }

    private void tellOutput() {
        var in = process.getInputStream();
        // when the process ends, the JDK reads all that is still to come into memory, unless this lock is held
        synchronized (in) {
            listener.started("process://" + process.pid());
            lines.readAll(log);
        }
    }

    private void printed(String line) {
        if (!ended) {
            listener.printed(line);
        }
    }

    private void tellEnd() {
        try {
            while (!process.waitFor(BETWEEN_LOOKS.toMillis(), MILLISECONDS)) {
                noteDescendants();
            }
            synchronized (this) {
                ending = true;
            }
            MarkedProcesses.killAll(this::remaining);
            drain();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
        ended = true;
        int exitCode = process.exitValue();
        listener.ended(new ContainerEnd(exitCode, false, message.read(exitCode, log)));
    }

    /** Lets all output be told; what holds the pipe open without being the container's by its marker is killed too. */
    private void drain() throws InterruptedException {
        int idle = 0;
        while (!output.join(DRAIN_STEP) && idle < DRAIN_STEPS) {
            pipe.map(MarkedProcesses::writersOf).ifPresent(all -> all.forEach(ProcessHandle::destroyForcibly));
            idle += lines.isReading() ? 1 : 0;
        }
    }

    private Set<ProcessHandle> remaining() {
        var remaining = MarkedProcesses.ofContainer(marker, process.pid(), startTime);
        remaining.addAll(MarkedProcesses.withDescendants(descendants));
        // one signal is enough for them; as zombies they could be seen for ever
        descendants.clear();
        return remaining;
    }

    private void noteDescendants() {
        descendants.removeIf(descendant -> !descendant.isAlive());
        descendants.addAll(MarkedProcesses.descendants(Set.of(process.toHandle())));
    }
}
