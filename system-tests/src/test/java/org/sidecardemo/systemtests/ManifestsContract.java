package org.sidecardemo.systemtests;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sidecardemo.systemtests.ContainerOutcome.running;
import static org.sidecardemo.systemtests.ContainerOutcome.terminated;
import static org.sidecardemo.systemtests.ContainerOutcome.waiting;

/** What each manifest of k8s/ must lead to, wherever it is played. */
abstract class ManifestsContract {

    /** Longer than the sidecar's delay and all that follows it, shorter than the deadline of any Job. */
    private static final Duration A_WHILE = Duration.ofSeconds(12);
    /** The delay of the sidecar, less what the API cuts off a time (up to 1 s of each). */
    private static final Duration DELAY = Duration.ofSeconds(4);
    /** As {@link #DELAY}, of each of two sidecars. */
    private static final Duration SHORT_DELAY = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofSeconds(29);

    /** Plays a manifest until its Job has ended, or for so long, and says how things stand then. */
    abstract Played play(Path manifest, Duration atMost) throws Exception;

    private Played play(String manifest, Duration atMost) throws Exception {
        return play(Path.of(System.getProperty("root"), "k8s", manifest), atMost);
    }

    /** 1: the app fails, the sidecar runs on, and the Job neither completes nor fails. */
    @Test
    void classicSidecarHangsAfterTheAppHasFailed() throws Exception {
        Played played = play("1-classic-sidecar.yaml", A_WHILE);
        assertThat(played.outcome("app")).isEqualTo(terminated("Error", 1));
        assertThat(played.outcome("sidecar")).isEqualTo(running());
        assertThat(played.phase()).isEqualTo("Running");
        assertThat(played.conditions()).isEmpty();
    }

    /** 2: the app succeeds, the sidecar runs on, and the Job doesn't complete. */
    @Test
    void classicSidecarHangsAfterTheAppHasSucceeded() throws Exception {
        Played played = play("2-classic-sidecar-with-retry.yaml", A_WHILE);
        assertThat(played.outcome("app")).isEqualTo(terminated("Completed", 0));
        assertThat(played.outcome("sidecar")).isEqualTo(running());
        assertThat(played.phase()).isEqualTo("Running");
        assertThat(played.conditions()).isEmpty();
    }

    /** 3: the init container runs, and the app waits for its end. */
    @Test
    void initContainerKeepsTheAppFromStarting() throws Exception {
        Played played = play("3-init-container.yaml", A_WHILE);
        assertThat(played.outcome("sidecar")).isEqualTo(running());
        assertThat(played.outcome("app")).isEqualTo(waiting("PodInitializing"));
        assertThat(played.phase()).isEqualTo("Pending");
        assertThat(played.conditions()).isEmpty();
    }

    /**
     * 4: the app comes too early and fails, the sidecar is stopped, and the Job fails. The sidecar's exit code is mostly 0,
     * but it may get its SIGTERM before its JVM is up, and so before it has a handler.
     */
    @Test
    void nativeSidecarWithoutProbeFails() throws Exception {
        Played played = play("4-native-sidecar-without-probe.yaml", A_WHILE);
        assertThat(played.outcome("app")).isEqualTo(terminated("Error", 1));
        assertThat(played.outcome("sidecar").state()).isEqualTo("terminated");
        assertThat(played.startedAt("app")).isBefore(played.startedAt("sidecar").plus(DELAY));
        assertThat(played.finishedAt("app")).isBeforeOrEqualTo(played.finishedAt("sidecar"));
        assertThat(played.phase()).isEqualTo("Failed");
        assertThat(played.conditions()).containsOnlyKeys("FailureTarget", "Failed")
                .containsValue("BackoffLimitExceeded");
    }

    /** 5: the app starts when the sidecar answers, both end with 0 in the proper order, and the Job completes. */
    @Test
    void nativeSidecarCompletes() throws Exception {
        Played played = play("5-native-sidecar.yaml", A_WHILE.plus(A_WHILE));
        assertThat(played.outcome("app")).isEqualTo(terminated("Completed", 0));
        assertThat(played.outcome("sidecar")).isEqualTo(terminated("Completed", 0));
        assertThat(played.startedAt("app")).isAfterOrEqualTo(played.startedAt("sidecar").plus(DELAY));
        assertThat(played.finishedAt("app")).isBeforeOrEqualTo(played.finishedAt("sidecar"));
        assertThat(played.restarts("sidecar")).isZero();
        assertThat(played.phase()).isEqualTo("Succeeded");
        assertThat(played.conditions()).containsOnlyKeys("SuccessCriteriaMet", "Complete");
    }

    /** 6: as 5, but the sidecar is killed when the grace period is over. */
    @Test
    void nativeSidecarIgnoringSigtermCompletesLate() throws Exception {
        Played played = play("6-native-sidecar-ignoring-sigterm.yaml", Duration.ofSeconds(60));
        assertThat(played.outcome("app")).isEqualTo(terminated("Completed", 0));
        assertThat(played.outcome("sidecar")).isEqualTo(terminated("Error", 137));
        assertThat(played.finishedAt("sidecar")).isAfterOrEqualTo(played.finishedAt("app").plus(GRACE));
        assertThat(played.phase()).isEqualTo("Succeeded");
        assertThat(played.conditions()).containsOnlyKeys("SuccessCriteriaMet", "Complete");
    }

    /** 7: each starts when the one before it has started, and ends when the one after it has ended. */
    @Test
    void twoSidecarsStartInOrderAndEndInReverse() throws Exception {
        Played played = play("7-two-sidecars.yaml", A_WHILE.plus(A_WHILE));
        for (String container : List.of("sidecar", "sidecar-2", "app")) {
            assertThat(played.outcome(container)).as(container).isEqualTo(terminated("Completed", 0));
            assertThat(played.restarts(container)).as(container).isZero();
        }
        assertThat(played.startedAt("sidecar-2")).isAfterOrEqualTo(played.startedAt("sidecar").plus(SHORT_DELAY));
        assertThat(played.startedAt("app")).isAfterOrEqualTo(played.startedAt("sidecar-2").plus(SHORT_DELAY));
        assertThat(played.finishedAt("app")).isBeforeOrEqualTo(played.finishedAt("sidecar-2"));
        assertThat(played.finishedAt("sidecar-2")).isBeforeOrEqualTo(played.finishedAt("sidecar"));
        assertThat(played.phase()).isEqualTo("Succeeded");
        assertThat(played.conditions()).containsOnlyKeys("SuccessCriteriaMet", "Complete");
    }

    /** 8: the app starts at once and succeeds, the sidecar runs on, and the Job doesn't complete. */
    @Test
    void restartPolicyInTheWrongListHangs() throws Exception {
        Played played = play("8-restart-policy-in-the-wrong-list.yaml", A_WHILE);
        assertThat(played.outcome("app")).isEqualTo(terminated("Completed", 0));
        assertThat(played.startedAt("app")).isBefore(played.startedAt("sidecar").plus(DELAY));
        assertThat(played.outcome("sidecar")).isEqualTo(running());
        assertThat(played.restarts("sidecar")).isZero();
        assertThat(played.phase()).isEqualTo("Running");
        assertThat(played.conditions()).isEmpty();
    }
}
