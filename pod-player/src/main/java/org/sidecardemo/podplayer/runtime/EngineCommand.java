package org.sidecardemo.podplayer.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a container engine: docker, podman or nerdctl. */
record EngineCommand(String name) {

    /** Marks what belongs to a run of the player, with the run folder's name. */
    static final String RUN_LABEL = "pod-player.run";

    /** Marks what belongs to a pod. */
    static final String POD_LABEL = "pod-player.pod";

    /** What a command gave: its exit code and all that it printed, on both streams. */
    record Result(int exitCode, String output) {

        boolean succeeded() {
            return exitCode == 0;
        }

        String lastLine() {
            return output.lines().reduce("", (_, line) -> line);
        }
    }

    /** Runs a command that prints little, and waits for it. */
    Result run(List<String> arguments) {
        var process = start(arguments);
        try (var in = process.getInputStream()) {
            var output = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
            return new Result(process.waitFor(), output);
        } catch (IOException e) {
            throw failure(arguments, e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw failure(arguments, "interrupted");
        }
    }

    Result run(String... arguments) {
        return run(List.of(arguments));
    }

    /** Starts a command, both of its streams as one. */
    Process start(List<String> arguments) {
        return program(arguments).start();
    }

    /** A command as a program of its own. */
    Program program(List<String> arguments) {
        var words = new ArrayList<String>();
        words.add(name);
        words.addAll(arguments);
        return new Program(words, System.getenv(), Path.of("").toAbsolutePath(), Program.NOTHING);
    }

    /** Kills and removes all containers with a label. */
    void removeContainers(String label, String value) {
        var found = run("ps", "--all", "--quiet", "--filter", "label=%s=%s".formatted(label, value));
        var ids = found.output().lines().toList();
        if (found.succeeded() && !ids.isEmpty()) {
            var remove = new ArrayList<>(List.of("rm", "--force", "--volumes"));
            remove.addAll(ids);
            run(remove);
        }
    }

    private RuntimeFailure failure(List<String> arguments, String reason) {
        return new RuntimeFailure("%s %s: %s".formatted(name, arguments.getFirst(), reason));
    }
}
