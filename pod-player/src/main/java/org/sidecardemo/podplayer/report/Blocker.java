package org.sidecardemo.podplayer.report;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.Pod;
import org.sidecardemo.podplayer.lifecycle.ContainerKind;

/** Finds out which container keeps a pod from ending, or from being ready if it is meant to run, by the pod's status alone. */
final class Blocker {

    private static final String CRASH_LOOP = "CrashLoopBackOff";

    private final String whole;
    private final String restartPolicy;
    private final List<PodContainer> inits;
    private final List<PodContainer> sidecars;
    private final List<PodContainer> mains;

    /**
     * @param pod a pod whose phase is neither Succeeded nor Failed; under Always one that isn't ready
     * @param whole what can't end: "the Job" or "the pod"
     */
    Blocker(Pod pod, String whole) {
        this.whole = whole;
        restartPolicy = pod.getSpec().getRestartPolicy();
        var containers = PodContainer.of(pod);
        inits = containers.stream().filter(c -> c.kind() != ContainerKind.MAIN).toList();
        sidecars = containers.stream().filter(c -> c.kind() == ContainerKind.SIDECAR).toList();
        mains = containers.stream().filter(c -> c.kind() == ContainerKind.MAIN).toList();
    }

    /** One sentence without its full stop. */
    String reason() {
        return Stream.concat(inits.stream(), mains.stream()).flatMap(c -> notCreated(c).stream()).findFirst()
                .orElseGet(() -> mains.stream().allMatch(this::notYetStarted) ? beforeMains() : afterMains());
    }

    private static Optional<String> notCreated(PodContainer container) {
        return container.waiting().flatMap(waiting -> switch (waiting.getReason()) {
            case "ErrImageNeverPull", "ErrImagePull", "ImagePullBackOff" ->
                Optional.of("the image " + container.spec().getImage() + " of " + container.name()
                        + " is not there (" + waiting.getReason() + ")");
            // the kubelet names the pod and the container at its end
            case "CreateContainerConfigError" -> Optional.of(container.name() + " can't be created ("
                    + waiting.getReason() + ": " + waiting.getMessage().replaceFirst(" \\(pod: .*", "") + ")");
            default -> Optional.empty();
        });
    }

    private boolean notYetStarted(PodContainer container) {
        return !container.running() && container.lastEnd().isEmpty();
    }

    private String beforeMains() {
        return inits.stream().filter(c -> !done(c)).findFirst()
                .map(Blocker::undone).or(this::notProbedAnyMore)
                .map(reason -> reason + ", so " + Phrase.say(mains, "never starts", "never start"))
                .orElseGet(() -> Phrase.say(mains, "has not started", "have not started"));
    }

    /** Up to 1.32 a restarted sidecar may be shown as started though its startup probe doesn't ask it (RULES.md, rule 14). */
    private Optional<String> notProbedAnyMore() {
        return sidecars.stream().filter(c -> c.spec().getStartupProbe() != null && c.restarts() > 0).findFirst()
                .map(c -> "no probe asks " + c.name() + " any more since it was restarted");
    }

    private static boolean done(PodContainer init) {
        return init.kind() == ContainerKind.SIDECAR
                ? init.started()
                : exitCode(init).filter(code -> code == 0).isPresent();
    }

    private static String undone(PodContainer init) {
        if (!init.running()) {
            return init.lastEnd().isEmpty()
                    ? "init container " + init.name() + " has not started"
                    : "init container " + init.name() + " ends again and again" + Phrase.end(init);
        }
        if (init.kind() == ContainerKind.INIT) {
            return "init container " + init.name() + " has not ended";
        }
        return init.spec().getStartupProbe() == null
                ? "the postStart hook of " + init.name() + " has not ended"
                : "the startup probe of " + init.name() + " has not succeeded";
    }

    private String afterMains() {
        var crashing = mains.stream()
                .filter(c -> c.waiting().map(ContainerStateWaiting::getReason).filter(CRASH_LOOP::equals).isPresent())
                .toList();
        if (!crashing.isEmpty()) {
            return Phrase.withEnd(crashing, "ends again and again", "end again and again") + " and waits in "
                    + CRASH_LOOP;
        }
        if ("Always".equals(restartPolicy)) {
            return Stream.concat(sidecars.stream(), mains.stream()).filter(c -> !c.ready()).findFirst()
                    .map(Blocker::unready).orElseThrow();
        }
        var running = mains.stream().filter(PodContainer::running).toList();
        var ended = mains.stream().filter(c -> c.terminated().isPresent()).toList();
        if (running.isEmpty()) {
            return stopping(ended);
        }
        return ended.isEmpty() ? notEnded(running) : runsOn(ended, running);
    }

    private static String unready(PodContainer container) {
        if (!container.running()) {
            return Phrase.withEnd(List.of(container), "has ended", "");
        }
        return "the " + (container.started() ? "readiness" : "startup") + " probe of " + container.name()
                + " has not succeeded";
    }

    private String stopping(List<PodContainer> ended) {
        var stopping = sidecars.stream().filter(PodContainer::running).toList();
        var who = Phrase.withEnd(ended, "has ended", "have ended");
        if (stopping.isEmpty()) {
            return who;
        }
        var last = sidecars.getLast();
        return who + ", but " + (isAwaited(last, ended)
                ? Phrase.say(stopping, "is", "are") + " stopped only once " + last.name()
                        + ", which ends again and again" + Phrase.end(last) + ", has started"
                : Phrase.say(stopping, "is still being stopped", "are still being stopped"));
    }

    /** From 1.29 to 1.36 a pod waits for its last sidecar if that was in back-off when the mains had ended (RULES.md, rule 18). */
    private static boolean isAwaited(PodContainer last, List<PodContainer> mains) {
        if (last.terminated().isEmpty()) {
            return false;
        }
        var run = last.terminated().get();
        return mains.stream().map(main -> Instant.parse(main.terminated().orElseThrow().getFinishedAt()))
                .max(Comparator.naturalOrder())
                .filter(end -> Instant.parse(run.getFinishedAt()).isBefore(end)
                        || Instant.parse(run.getStartedAt()).isAfter(end))
                .isPresent();
    }

    private static String notEnded(List<PodContainer> running) {
        return running.stream().filter(c -> c.spec().getStartupProbe() != null && !c.started()).findFirst()
                .map(c -> "the startup probe of " + c.name() + " has not succeeded")
                .orElseGet(() -> Phrase.say(running, "has not ended", "have not ended"));
    }

    private String runsOn(List<PodContainer> ended, List<PodContainer> running) {
        var failed = ended.stream().filter(c -> exitCode(c).filter(code -> code != 0).isPresent()).toList();
        var who = failed.isEmpty()
                ? Phrase.withEnd(ended, "is done", "are done")
                : Phrase.withEnd(failed, "has failed", "have failed");
        var end = whole + " can't " + (failed.isEmpty() ? "complete" : "fail") + " until ";
        return who + ", but " + Phrase.names(running)
                + (running.size() == 1
                        ? ", an ordinary container, runs on: " + end + "it ends"
                        : ", ordinary containers, run on: " + end + "they end");
    }

    private static Optional<Integer> exitCode(PodContainer container) {
        return container.terminated().map(ContainerStateTerminated::getExitCode);
    }
}
