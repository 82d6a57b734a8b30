package org.sidecardemo.podplayer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sidecardemo.podplayer.report.Samples.backOff;
import static org.sidecardemo.podplayer.report.Samples.container;
import static org.sidecardemo.podplayer.report.Samples.ended;
import static org.sidecardemo.podplayer.report.Samples.job;
import static org.sidecardemo.podplayer.report.Samples.pod;
import static org.sidecardemo.podplayer.report.Samples.probed;
import static org.sidecardemo.podplayer.report.Samples.ready;
import static org.sidecardemo.podplayer.report.Samples.running;
import static org.sidecardemo.podplayer.report.Samples.sidecar;
import static org.sidecardemo.podplayer.report.Samples.waiting;
import static org.sidecardemo.podplayer.report.Samples.withStatus;

import java.util.List;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.sidecardemo.podplayer.report.Verdict.Outcome;

class VerdictTest {

    private static final Container APP = container("app");

    @Nested
    @DisplayName("A Job that is Complete")
    class Complete {

        @Test
        @DisplayName("tells how its container ended")
        void alone() {
            assertThat(Verdict.of(job("Complete", "CompletionsReached"),
                    List.of(withStatus(pod("Never", List.of(), List.of(APP)), "Succeeded", List.of(),
                            List.of(ended("app", 0))))))
                    .isEqualTo(new Verdict(Outcome.COMPLETE, "app is done (Completed, 0)"));
        }

        @Test
        @DisplayName("tells what its container said at its end, if that is short and safe, and the container's own")
        void message() {
            assertThat(reason("Completed", "all found\n")).isEqualTo("app is done (Completed, 0: all found)");
            assertThat(reason("Completed", "\u001b[2J")).isEqualTo("app is done (Completed, 0: \\x1b[2J)");
            assertThat(reason("Completed", "two\nlines")).isEqualTo("app is done (Completed, 0)");
            assertThat(reason("Completed", "x".repeat(81))).isEqualTo("app is done (Completed, 0)");
            assertThat(reason("StartError", "of runc")).isEqualTo("app is done (StartError, 0)");
        }

        private static String reason(String reason, String message) {
            ContainerStatus end = new ContainerStatusBuilder(ended("app", 0)).editState().editTerminated()
                    .withReason(reason).withMessage(message).endTerminated().endState().build();
            return Verdict.of(job("Complete", "CompletionsReached"),
                    List.of(withStatus(pod("Never", List.of(), List.of(APP)), "Succeeded", List.of(), List.of(end))))
                    .reason();
        }

        @Test
        @DisplayName("tells that its sidecar was stopped afterwards")
        void sidecarStopped() {
            assertThat(Verdict.of(job("Complete", "CompletionsReached"), List.of(withSidecar(0))).reason())
                    .isEqualTo("app is done (Completed, 0), then sidecar was stopped (Completed, 0)");
        }

        @Test
        @DisplayName("tells that its sidecar ignored SIGTERM")
        void sidecarKilled() {
            assertThat(Verdict.of(job("Complete", "CompletionsReached"), List.of(withSidecar(137))).reason())
                    .isEqualTo(
                            "app is done (Completed, 0), then sidecar did not end at SIGTERM and was killed (Error, 137)");
        }

        @Test
        @DisplayName("tells nothing of a sidecar that waited for its restart when the pod ended")
        void sidecarLost() {
            var lost = new ContainerStatusBuilder(ended("sidecar", 137)).editState().editTerminated()
                    .withReason("ContainerStatusUnknown").endTerminated().endState().build();
            assertThat(Verdict.of(job("Complete", "CompletionsReached"), List.of(withSidecar(lost))).reason())
                    .isEqualTo("app is done (Completed, 0)");
        }

        private Pod withSidecar(int exitCode) {
            return withSidecar(ended("sidecar", exitCode));
        }

        private Pod withSidecar(ContainerStatus status) {
            return withStatus(pod("Never", List.of(sidecar("sidecar")), List.of(APP)), "Succeeded", List.of(status),
                    List.of(ended("app", 0)));
        }
    }

    @Nested
    @DisplayName("A Job that is Failed")
    class Failed {

        private final Pod pod = withStatus(pod("Never", List.of(), List.of(APP)), "Failed", List.of(),
                List.of(ended("app", 1)));

        @Test
        @DisplayName("names the container that failed")
        void container() {
            assertThat(Verdict.of(job("Failed", "BackoffLimitExceeded"), List.of(pod)))
                    .isEqualTo(new Verdict(Outcome.FAILED, "BackoffLimitExceeded: app has failed (Error, 1)"));
        }

        @Test
        @DisplayName("tells how many pods were tried")
        void pods() {
            assertThat(Verdict.of(job("Failed", "BackoffLimitExceeded"), List.of(pod, pod)).reason())
                    .isEqualTo("BackoffLimitExceeded: app has failed (Error, 1), as the last of 2 pods");
        }

        @Test
        @DisplayName("names the init container that failed")
        void initContainer() {
            var failed = withStatus(pod("Never", List.of(Samples.container("init")), List.of(APP)), "Failed",
                    List.of(ended("init", 3)), List.of(waiting("app", "PodInitializing")));
            assertThat(Verdict.of(job("Failed", "BackoffLimitExceeded"), List.of(failed)).reason())
                    .isEqualTo("BackoffLimitExceeded: init has failed (Error, 3)");
        }

        @Test
        @DisplayName("tells its deadline")
        void deadline() {
            var job = new JobBuilder(job("Failed", "DeadlineExceeded")).editSpec().withActiveDeadlineSeconds(50L)
                    .endSpec()
                    .build();
            assertThat(Verdict.of(job, List.of()).reason())
                    .isEqualTo("DeadlineExceeded: the Job was not complete within its activeDeadlineSeconds, 50");
        }

        @Test
        @DisplayName("by its podFailurePolicy repeats the controller's message")
        void policy() {
            assertThat(Verdict.of(job("Failed", "PodFailurePolicy"), List.of(pod)).reason())
                    .isEqualTo("PodFailurePolicy: the controller's message");
        }
    }

    @Nested
    @DisplayName("A Job that is stuck")
    class Stuck {

        @Test
        @DisplayName("by an ordinary container that runs on after the app is done")
        void runsOn() {
            assertStuck(withStatus(pod("Never", List.of(), List.of(APP, container("sidecar"))), "Running", List.of(),
                    List.of(ended("app", 0), running("sidecar", true))),
                    "app is done (Completed, 0), but sidecar, an ordinary container, runs on: "
                            + "the Job can't complete until it ends");
        }

        @Test
        @DisplayName("by an ordinary container that runs on after the app has failed")
        void runsOnAfterFailure() {
            assertStuck(withStatus(pod("Never", List.of(), List.of(APP, container("sidecar"))), "Running", List.of(),
                    List.of(ended("app", 1), running("sidecar", true))),
                    "app has failed (Error, 1), but sidecar, an ordinary container, runs on: "
                            + "the Job can't fail until it ends");
        }

        @Test
        @DisplayName("by two containers that run on")
        void twoRunOn() {
            assertStuck(
                    withStatus(pod("Never", List.of(), List.of(APP, container("proxy"), container("log"))), "Running",
                            List.of(), List.of(ended("app", 0), running("proxy", true), running("log", true))),
                    "app is done (Completed, 0), but proxy and log, ordinary containers, run on: "
                            + "the Job can't complete until they end");
        }

        @Test
        @DisplayName("by an init container that has not ended")
        void initContainer() {
            assertStuck(withStatus(pod("Never", List.of(container("sidecar")), List.of(APP)), "Pending",
                    List.of(running("sidecar", true)), List.of(waiting("app", "PodInitializing"))),
                    "init container sidecar has not ended, so app never starts");
        }

        @Test
        @DisplayName("by the first init container that is not done, after others that are")
        void laterInitContainer() {
            assertStuck(
                    withStatus(
                            pod("Never", List.of(container("first"), sidecar("proxy"), container("last")),
                                    List.of(APP)),
                            "Pending", List.of(ended("first", 0), running("proxy", true), running("last", false)),
                            List.of(waiting("app", "PodInitializing"))),
                    "init container last has not ended, so app never starts");
        }

        @Test
        @DisplayName("by an init container that fails again and again")
        void initContainerFails() {
            assertStuck(withStatus(pod("OnFailure", List.of(container("init")), List.of(APP)), "Pending",
                    List.of(backOff("init", 2, 3)), List.of(waiting("app", "PodInitializing"))),
                    "init container init ends again and again (Error, 2), so app never starts");
        }

        @Test
        @DisplayName("by a sidecar whose startup probe has not succeeded")
        void startupProbe() {
            assertStuck(withStatus(pod("Never", List.of(probed(sidecar("sidecar"))), List.of(APP)), "Pending",
                    List.of(running("sidecar", false)), List.of(waiting("app", "PodInitializing"))),
                    "the startup probe of sidecar has not succeeded, so app never starts");
        }

        @Test
        @DisplayName("by a restarted sidecar that is shown as started, up to 1.32")
        void notProbedAnyMore() {
            var restarted = new ContainerStatusBuilder(ready("sidecar")).withRestartCount(1).build();
            assertStuck(withStatus(pod("Never", List.of(probed(sidecar("sidecar"))), List.of(APP)), "Pending",
                    List.of(restarted), List.of(waiting("app", "PodInitializing"))),
                    "no probe asks sidecar any more since it was restarted, so app never starts");
        }

        @Test
        @DisplayName("by a sidecar's postStart hook that has not ended")
        void postStart() {
            assertStuck(withStatus(pod("Never", List.of(sidecar("sidecar")), List.of(APP)), "Pending",
                    List.of(running("sidecar", false)), List.of(waiting("app", "PodInitializing"))),
                    "the postStart hook of sidecar has not ended, so app never starts");
        }

        @Test
        @DisplayName("by an app in CrashLoopBackOff")
        void crashLoop() {
            assertStuck(withStatus(pod("OnFailure", List.of(), List.of(APP)), "Running", List.of(),
                    List.of(backOff("app", 1, 4))),
                    "app ends again and again (Error, 1) and waits in CrashLoopBackOff");
        }

        @Test
        @DisplayName("by a container that its node refuses, without its kubelet's names for it")
        void config() {
            ContainerStatus refused = new ContainerStatusBuilder(waiting("app", "CreateContainerConfigError"))
                    .editState().editWaiting().withMessage("it would be root (pod: \"a_b(c)\", container: app)")
                    .endWaiting().endState().build();
            assertStuck(withStatus(pod("Never", List.of(), List.of(APP)), "Pending", List.of(), List.of(refused)),
                    "app can't be created (CreateContainerConfigError: it would be root)");
        }

        @Test
        @DisplayName("by an image that is missing")
        void image() {
            assertStuck(withStatus(pod("Never", List.of(), List.of(APP)), "Pending", List.of(),
                    List.of(waiting("app", "ErrImageNeverPull"))),
                    "the image localhost/app of app is not there (ErrImageNeverPull)");
        }

        @Test
        @DisplayName("by an app that has not ended")
        void runs() {
            assertStuck(withStatus(pod("Never", List.of(sidecar("sidecar")), List.of(APP)), "Running",
                    List.of(running("sidecar", true)), List.of(running("app", true))), "app has not ended");
        }

        @Test
        @DisplayName("by an app whose own startup probe has not succeeded")
        void appStartupProbe() {
            assertStuck(withStatus(pod("Never", List.of(), List.of(probed(APP))), "Running", List.of(),
                    List.of(running("app", false))), "the startup probe of app has not succeeded");
        }

        @Test
        @DisplayName("by a sidecar that takes its time to stop")
        void stopping() {
            assertStuck(withStatus(pod("Never", List.of(sidecar("sidecar")), List.of(APP)), "Running",
                    List.of(running("sidecar", true)), List.of(ended("app", 0))),
                    "app has ended (Completed, 0), but sidecar is still being stopped");
        }

        @Test
        @DisplayName("by a last sidecar that was in back-off when the app ended")
        void lastSidecarInBackOff() {
            assertHeld(ended("last", 3, 2, 4));
            assertHeld(ended("last", 3, 8, 9));
        }

        @Test
        @DisplayName("by a sidecar that takes its time to stop, after the last one was stopped")
        void lastSidecarStopped() {
            assertStuck(withLast(ended("last", 0, 2, 6)),
                    "app has ended (Completed, 0), but first is still being stopped");
        }

        private void assertHeld(ContainerStatus last) {
            assertStuck(withLast(last), "app has ended (Completed, 0), but first is stopped only once last, which ends "
                    + "again and again (Error, 3), has started");
        }

        private Pod withLast(ContainerStatus last) {
            return withStatus(pod("Never", List.of(sidecar("first"), sidecar("last")), List.of(APP)), "Running",
                    List.of(running("first", true), last), List.of(ended("app", 0, 3, 5)));
        }

        @Test
        @DisplayName("by the back-off before the next pod")
        void backOffBetweenPods() {
            assertStuck(
                    withStatus(pod("Never", List.of(), List.of(APP)), "Failed", List.of(), List.of(ended("app", 1))),
                    "app has failed (Error, 1), and the Job waits before it tries again");
        }

        private void assertStuck(Pod pod, String reason) {
            assertThat(Verdict.of(job(), List.of(pod))).isEqualTo(new Verdict(Outcome.STUCK, reason));
        }
    }

    @Nested
    @DisplayName("A pod without a Job")
    class BarePod {

        @Test
        @DisplayName("is complete when it has succeeded")
        void succeeded() {
            assertThat(Verdict.of(withStatus(pod("Never", List.of(), List.of(APP)), "Succeeded", List.of(),
                    List.of(ended("app", 0))))).isEqualTo(new Verdict(Outcome.COMPLETE, "app is done (Completed, 0)"));
        }

        @Test
        @DisplayName("is failed when a container has failed")
        void failed() {
            assertThat(Verdict.of(
                    withStatus(pod("Never", List.of(), List.of(APP, new ContainerBuilder(APP).withName("web").build())),
                            "Failed", List.of(), List.of(ended("app", 1), ended("web", 2)))))
                    .isEqualTo(new Verdict(Outcome.FAILED, "app and web have failed"));
        }

        @Test
        @DisplayName("is failed for the pod's reason when no container has failed")
        void failedAsAWhole() {
            var pod = new PodBuilder(withStatus(pod("Never", List.of(), List.of(APP)), "Failed", List.of(), List.of()))
                    .editStatus().withMessage("Pod was active on the node longer than the specified deadline")
                    .endStatus().build();
            assertThat(Verdict.of(pod).reason())
                    .isEqualTo("Pod was active on the node longer than the specified deadline");
        }

        @Test
        @DisplayName("runs as it is meant to under restartPolicy Always, once its containers are ready")
        void meantToRun() {
            assertThat(Verdict.of(withStatus(pod("Always", List.of(sidecar("sidecar")), List.of(APP)), "Running",
                    List.of(ready("sidecar")), List.of(ready("app")))))
                    .isEqualTo(new Verdict(Outcome.RUNNING, "app is ready"));
        }

        @Test
        @DisplayName("is not ready under restartPolicy Always while a readiness probe has not succeeded")
        void withReadinessProbe() {
            assertThat(Verdict.of(withStatus(pod("Always", List.of(), List.of(APP)), "Running", List.of(),
                    List.of(running("app", true)))))
                    .isEqualTo(new Verdict(Outcome.NOT_READY, "the readiness probe of app has not succeeded"));
        }

        @Test
        @DisplayName("is not ready under restartPolicy Always while a startup probe has not succeeded")
        void withStartupProbe() {
            assertThat(Verdict.of(withStatus(pod("Always", List.of(), List.of(probed(APP))), "Running", List.of(),
                    List.of(running("app", false)))))
                    .isEqualTo(new Verdict(Outcome.NOT_READY, "the startup probe of app has not succeeded"));
        }

        @Test
        @DisplayName("is not ready under restartPolicy Always while a sidecar waits for its restart")
        void sidecarInBackOff() {
            assertThat(Verdict.of(withStatus(pod("Always", List.of(sidecar("sidecar")), List.of(APP)), "Running",
                    List.of(backOff("sidecar", 3, 2)), List.of(ready("app")))))
                    .isEqualTo(new Verdict(Outcome.NOT_READY, "sidecar has ended (Error, 3)"));
        }

        @Test
        @DisplayName("has not started when there is no status yet")
        void pending() {
            assertThat(Verdict.of(pod("Never", List.of(), List.of(APP))).reason()).isEqualTo("app has not started");
        }
    }
}
