package org.sidecardemo.systemtests.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import org.sidecardemo.systemtests.Program;

/**
 * When the containers of one pod came to certain points, as they saw it themselves: at each, a shell makes an empty
 * file, whose time tells. That costs it nothing, where a program that prints the time would take as long as what is
 * measured here. The file system's clock is up to 4 ms behind on Linux.
 */
record Marks(Instant playerStarted, Instant initStarted, Instant initEnded, Instant sidecarStarted, Instant probed,
        Instant appStarted, Instant appEnded, Instant sidecarTerminated) {

    private static final String JOB = """
            apiVersion: batch/v1
            kind: Job
            metadata:
              name: marks
            spec:
              backoffLimit: 0
              template:
                spec:
                  restartPolicy: Never
                  initContainers:
                    - name: init
                      image: shell
                      workingDir: %1$s
                      command: [sh, -c, ": > init-started; : > init-ended"]
                    - name: sidecar
                      image: shell
                      workingDir: %1$s
                      command: [sh, -c, "trap ': > terminated; exit' TERM; : > sidecar-started; sleep 60 & wait"]
                      restartPolicy: Always
                      startupProbe:
                        periodSeconds: 1
                        exec:
                          command: [sh, -c, ": > probed"]
                  containers:
                    - name: app
                      image: shell
                      workingDir: %1$s
                      command: [sh, -c, ": > app-started; : > app-ended"]
            """;

    /** Plays the pod once, to its end. */
    static Marks play(Path player) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("sidecar-demo-bench-");
        try {
            var started = Instant.now();
            new Program(player.toString(), "-").run(JOB.formatted(folder));
            return new Marks(started, at(folder, "init-started"), at(folder, "init-ended"),
                    at(folder, "sidecar-started"), at(folder, "probed"), at(folder, "app-started"),
                    at(folder, "app-ended"), at(folder, "terminated"));
        } finally {
            remove(folder);
        }
    }

    Duration toFirstContainer() {
        return Duration.between(playerStarted, initStarted);
    }

    Duration endedToNextStarted() {
        return Duration.between(initEnded, sidecarStarted);
    }

    Duration probeSuccessToNextStarted() {
        return Duration.between(probed, appStarted);
    }

    Duration lastEndToTerminated() {
        return Duration.between(appEnded, sidecarTerminated);
    }

    private static Instant at(Path folder, String mark) throws IOException {
        return Files.getLastModifiedTime(folder.resolve(mark)).toInstant();
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
