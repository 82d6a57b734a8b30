package org.sidecardemo.podplayer.runtime;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The command line of a container engine: docker, podman or nerdctl. */
record EngineCommand(String name) {

    /** Marks what belongs to a run of the player, with the run folder's name. */
    static final String RUN_LABEL = "pod-player.run";

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** What a command gave: its exit code and all that it printed, on both streams. */
    record Result(int exitCode, String output) {

        boolean succeeded() {
            return exitCode == 0;
        }
    }

    /** Runs a command that prints little, and waits for it. */
    Result run(List<String> arguments) {
        var process = start(arguments);
        try (var in = process.getInputStream()) {
            var output = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(TIMEOUT.toSeconds(), SECONDS)) {
                process.destroyForcibly();
                throw new RuntimeFailure("%s %s: no answer".formatted(name, arguments.getFirst()));
            }
            return new Result(process.exitValue(), output);
        } catch (IOException e) {
            throw new RuntimeFailure("%s %s: %s".formatted(name, arguments.getFirst(), e.getMessage()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new RuntimeFailure("%s %s: interrupted".formatted(name, arguments.getFirst()));
        }
    }

    Result run(String... arguments) {
        return run(List.of(arguments));
    }

    /** Starts a command, both of its streams as one. */
    Process start(List<String> arguments) {
        var words = new ArrayList<String>();
        words.add(name);
        words.addAll(arguments);
        try {
            return new ProcessBuilder(words).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new RuntimeFailure("can't run the container engine %s: %s".formatted(name, e.getMessage()));
        }
    }

    /** Kills and removes all containers of a run of the player. */
    void removeContainers(String run) {
        var found = run("ps", "--all", "--quiet", "--filter", "label=%s=%s".formatted(RUN_LABEL, run));
        var ids = found.output().lines().toList();
        if (found.succeeded() && !ids.isEmpty()) {
            var remove = new ArrayList<>(List.of("rm", "--force", "--volumes"));
            remove.addAll(ids);
            run(remove);
        }
    }
}
