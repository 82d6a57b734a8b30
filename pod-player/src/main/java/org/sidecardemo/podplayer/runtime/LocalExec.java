package org.sidecardemo.podplayer.runtime;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.sidecardemo.podplayer.runtime.PodSandbox.ExecResult;

/** A command that is run to its end beside a container, for a probe or a hook. */
final class LocalExec {

    private static final int SIGKILLED = 137;
    private static final int MAX_MESSAGE = 1024;
    private static final Duration FOR_OUTPUT = Duration.ofMillis(200);

    private final List<String> words;
    private final Process process;
    private final Thread reader;
    private final StringBuffer message = new StringBuffer();

    /** Starts the command. @throws RuntimeFailure in runc's words if it can't be run */
    LocalExec(Program program) {
        this(program, program.words());
    }

    /** Starts a program that stands for this command. */
    LocalExec(Program program, List<String> words) {
        this.words = words;
        process = program.start();
        reader = Thread.ofPlatform().name("exec output").daemon().start(() -> read(process.getInputStream()));
    }

    ExecResult await(Duration timeout) {
        try {
            if (!process.waitFor(timeout.toMillis(), MILLISECONDS)) {
                kill();
                return ExecResult.ofExit(SIGKILLED, "command timed out: \"%s\" timed out after %ds"
                        .formatted(String.join(" ", words), timeout.toSeconds()));
            }
            // what it leaves running may hold the output open
            reader.join(FOR_OUTPUT);
            return ExecResult.ofExit(process.exitValue(), firstLine());
        } catch (InterruptedException _) {
            kill();
            Thread.currentThread().interrupt();
            return ExecResult.ofExit(SIGKILLED, "interrupted");
        }
    }

    private void kill() {
        var started = MarkedProcesses.descendants(Set.of(process.toHandle()));
        process.toHandle().destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
    }

    private void read(InputStream in) {
        var buffer = new byte[MAX_MESSAGE];
        try {
            for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
                if (message.length() < MAX_MESSAGE) {
                    message.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
                }
            }
        } catch (IOException _) {
            // killed: what came before is enough
        }
    }

    private String firstLine() {
        var line = message.toString().strip().lines().findFirst().orElse("");
        return line.substring(0, Math.min(line.length(), MAX_MESSAGE));
    }
}
