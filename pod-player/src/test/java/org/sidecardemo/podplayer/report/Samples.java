package org.sidecardemo.podplayer.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import org.sidecardemo.podplayer.lifecycle.ContainerId;
import org.sidecardemo.podplayer.lifecycle.Event;
import org.sidecardemo.podplayer.lifecycle.Event.Type;

/** Pods, Jobs and recordings as the lifecycle leaves them behind. */
final class Samples {

    static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    /** A line that means something to whatever it is written into. */
    static final String HOSTILE = "a: b; #c %%{init}%% \u001b\"<script>";

    private Samples() {}

    static Container container(String name) {
        return new ContainerBuilder().withName(name).withImage("localhost/" + name).build();
    }

    static Container sidecar(String name) {
        return new ContainerBuilder(container(name)).withRestartPolicy("Always").build();
    }

    static Container probed(Container container) {
        return new ContainerBuilder(container).withNewStartupProbe().withPeriodSeconds(1).endStartupProbe().build();
    }

    static ContainerStatus running(String name, boolean started) {
        return new ContainerStatusBuilder().withName(name).withStarted(started).withRestartCount(0).withNewState()
                .withNewRunning().endRunning().endState().build();
    }

    static ContainerStatus ready(String name) {
        return new ContainerStatusBuilder(running(name, true)).withReady(true).build();
    }

    static ContainerStatus waiting(String name, String reason) {
        return new ContainerStatusBuilder().withName(name).withStarted(false).withRestartCount(0).withNewState()
                .withNewWaiting().withReason(reason).endWaiting().endState().build();
    }

    static ContainerStatus ended(String name, int exitCode) {
        return new ContainerStatusBuilder().withName(name).withStarted(false).withRestartCount(0).withNewState()
                .withNewTerminated().withExitCode(exitCode).withReason(exitCode == 0 ? "Completed" : "Error")
                .endTerminated().endState().build();
    }

    /** Ran from this second of a minute to that one. */
    static ContainerStatus ended(String name, int exitCode, int from, int to) {
        return new ContainerStatusBuilder(ended(name, exitCode)).editState().editTerminated()
                .withStartedAt("2026-01-01T00:00:0" + from + "Z").withFinishedAt("2026-01-01T00:00:0" + to + "Z")
                .endTerminated().endState().build();
    }

    /** Waits to be restarted after it ended. */
    static ContainerStatus backOff(String name, int exitCode, int restarts) {
        return new ContainerStatusBuilder(waiting(name, "CrashLoopBackOff")).withRestartCount(restarts)
                .withLastState(ended(name, exitCode).getState()).build();
    }

    static Pod pod(String restartPolicy, List<Container> inits, List<Container> mains) {
        return new PodBuilder().withNewMetadata().withName("job-x").endMetadata().withNewSpec()
                .withRestartPolicy(restartPolicy).withInitContainers(inits).withContainers(mains).endSpec().build();
    }

    static Pod withStatus(Pod pod, String phase, List<ContainerStatus> inits, List<ContainerStatus> mains) {
        return new PodBuilder(pod).withNewStatus().withPhase(phase).withInitContainerStatuses(inits)
                .withContainerStatuses(mains).endStatus().build();
    }

    static Job job() {
        return new JobBuilder().withNewMetadata().withName("job").endMetadata().withNewSpec().withBackoffLimit(0)
                .endSpec().withNewStatus().endStatus().build();
    }

    static Job job(String condition, String reason) {
        return new JobBuilder(job()).editStatus().addNewCondition().withType(condition).withStatus("True")
                .withReason(reason).withMessage("the controller's message").endCondition().endStatus().build();
    }

    static Instant at(double seconds) {
        return BEGIN.plusMillis(Math.round(seconds * 1000));
    }

    static Event event(double seconds, String container, Type type, String detail) {
        return new Event(at(seconds), "job-x", container == null ? null : new ContainerId(container, 0), type, detail);
    }

    /** The sidecar that works: a startup probe, then the app, then the sidecar's end. */
    static Recording nativeSidecar() {
        var pod = withStatus(pod("Never", List.of(probed(sidecar("sidecar"))), List.of(container("app"))), "Succeeded",
                List.of(ended("sidecar", 0)), List.of(ended("app", 0)));
        var events = new ArrayList<>(List.of(event(0, null, Type.POD_CREATED, ""),
                event(0.02, "sidecar", Type.STARTING, ""), event(0.05, "sidecar", Type.STARTED, "")));
        for (int s = 1; s < 5; s++) {
            events.add(event(s, "sidecar", Type.STARTUP_PROBE_FAILED, "connection refused"));
        }
        events.addAll(List.of(event(5.1, "sidecar", Type.STARTUP_PROBE_SUCCEEDED, "200"),
                event(5.1, "app", Type.STARTING, ""), event(5.2, "app", Type.STARTED, ""),
                event(5.8, "app", Type.ENDED, "0 Completed"), event(5.8, "sidecar", Type.TERMINATING, ""),
                event(6.1, "sidecar", Type.ENDED, "0 Completed")));
        return new Recording(Optional.of(job("Complete", "CompletionsReached")), List.of(pod), events, BEGIN, at(6.1));
    }

    /** The sidecar as an ordinary container: the app fails, the sidecar runs on. */
    static Recording classicSidecar() {
        var pod = withStatus(pod("Never", List.of(), List.of(container("sidecar"), container("app"))), "Running",
                List.of(), List.of(running("sidecar", true), ended("app", 1)));
        return new Recording(Optional.of(job()), List.of(pod),
                List.of(event(0, null, Type.POD_CREATED, ""), event(0.02, "sidecar", Type.STARTING, ""),
                        event(0.05, "sidecar", Type.STARTED, ""), event(0.06, "app", Type.STARTING, ""),
                        event(0.1, "app", Type.STARTED, ""), event(0.6, "app", Type.ENDED, "1 Error")),
                List.of(printed(0.55, "app", "Connection to localhost:8081 was refused"),
                        printed(5.1, "sidecar", "2026-01-01T00:00:05.100Z listening on port 8081")),
                BEGIN, at(8));
    }

    static Printed printed(double seconds, String container, String line) {
        return new Printed(at(seconds), "job-x", container, line);
    }

    /** One that a container printed a {@link #HOSTILE} line in. */
    static Recording hostile() {
        var recording = classicSidecar();
        return new Recording(Optional.empty(), recording.pods(), recording.events(),
                List.of(printed(1, "app", HOSTILE)),
                recording.begin(), recording.end());
    }
}
