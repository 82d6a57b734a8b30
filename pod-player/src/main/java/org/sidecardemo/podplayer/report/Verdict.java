package org.sidecardemo.podplayer.report;

import java.util.List;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import org.sidecardemo.podplayer.lifecycle.ContainerKind;

/**
 * How a Job, or a pod that belongs to none, has turned out.
 *
 * @param reason why, as one sentence without its full stop
 */
public record Verdict(Outcome outcome, String reason) {

    public enum Outcome {
        COMPLETE("Complete"), FAILED("Failed"), RUNNING("Running"), NOT_READY("not ready"), STUCK("stuck");

        private final String label;

        Outcome(String label) {
            this.label = label;
        }

        /** The type of the Job's condition; "stuck" stands for having none. A pod that is meant to run has others. */
        public String label() {
            return label;
        }

        /** Whether it is what the manifest is meant to lead to. */
        public boolean isGood() {
            return this == COMPLETE || this == RUNNING;
        }

        /** Whether it hasn't ended, only the time to watch it has. */
        public boolean isOpen() {
            return this == RUNNING || this == NOT_READY || this == STUCK;
        }
    }

    private static final int SIGKILLED = 137;

    /**
     * Judges a Job by its conditions; one that is neither Complete nor Failed is stuck.
     *
     * @param pods the Job's pods in order of creation
     */
    public static Verdict of(Job job, List<Pod> pods) {
        return new JobVerdict(job, pods).verdict();
    }

    /**
     * Judges a pod that belongs to no Job by its phase; one that is neither Succeeded nor Failed is stuck, unless its
     * restartPolicy is Always: it is meant to run, and to be ready.
     */
    public static Verdict of(Pod pod) {
        return switch (phase(pod)) {
            case "Succeeded" -> new Verdict(Outcome.COMPLETE, success(pod));
            case "Failed" -> new Verdict(Outcome.FAILED, failure(pod));
            default -> open(pod);
        };
    }

    private static Verdict open(Pod pod) {
        if (!"Always".equals(pod.getSpec().getRestartPolicy())) {
            return new Verdict(Outcome.STUCK, new Blocker(pod, "the pod").reason());
        }
        var unready = PodContainer.of(pod).stream().filter(c -> c.kind() != ContainerKind.INIT && !c.ready()).toList();
        return unready.isEmpty()
                ? new Verdict(Outcome.RUNNING, Phrase.say(mains(pod), "is ready", "are ready"))
                : new Verdict(Outcome.NOT_READY, new Blocker(pod, "the pod").reason());
    }

    private static List<PodContainer> mains(Pod pod) {
        return PodContainer.of(pod).stream().filter(c -> c.kind() == ContainerKind.MAIN).toList();
    }

    static String phase(Pod pod) {
        return Optional.ofNullable(pod.getStatus()).map(PodStatus::getPhase).orElse("Pending");
    }

    /** How a pod that has succeeded did. */
    static String success(Pod pod) {
        var sidecars = PodContainer.of(pod).stream().filter(c -> c.kind() == ContainerKind.SIDECAR && wasStopped(c))
                .toList();
        var killed = sidecars.stream().filter(c -> c.terminated().orElseThrow().getExitCode() == SIGKILLED).toList();
        var done = Phrase.withEnd(mains(pod), "is done", "are done");
        if (!killed.isEmpty()) {
            return done + ", then " + Phrase.withEnd(killed, "did not end at SIGTERM and was killed",
                    "did not end at SIGTERM and were killed");
        }
        return sidecars.isEmpty() ? done : done + ", then " + Phrase.withEnd(sidecars, "was stopped", "were stopped");
    }

    /** One that waited for its restart when the pod ended wasn't: rule 23. */
    private static boolean wasStopped(PodContainer sidecar) {
        return sidecar.terminated().filter(end -> !"ContainerStatusUnknown".equals(end.getReason())).isPresent();
    }

    /** Why a pod that has failed did. */
    static String failure(Pod pod) {
        var failed = PodContainer.of(pod).stream().filter(c -> c.kind() != ContainerKind.SIDECAR)
                .filter(c -> c.lastEnd().filter(end -> end.getExitCode() != 0).isPresent()).toList();
        if (failed.isEmpty()) {
            return Optional.ofNullable(pod.getStatus().getMessage()).orElse("the pod has failed");
        }
        return Phrase.withEnd(failed, "has failed", "have failed");
    }
}
