package org.sidecardemo.podplayer.check;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;

/** How long a pod or a Job takes at the most, by the numbers of its manifest. */
record Bounds(CheckedPod pod) {

    /** Between the pods of a Job, and between the restarts of a container. */
    private static final long FIRST_BACK_OFF = 10;
    private static final long LONGEST_BETWEEN_PODS = 600;
    private static final long LONGEST_BETWEEN_RESTARTS = 300;

    /** @param longest from the last end of a main to the end of all, in the ways that were played */
    Bound afterMains(Duration longest) {
        return new Bound(seconds(longest), longest.isZero() ? "nothing is left to stop" : stop(longest));
    }

    /**
     * Until the Job or the pod has failed: by its deadline, or else by its tries. Empty where there is no such time, as
     * failures may be ignored for ever.
     *
     * @param longest from the last end of a main to the end of all
     */
    Optional<Bound> untilFailure(Duration longest) {
        var deadline = pod.job().isPresent()
                ? pod.job().map(job -> job.getSpec().getActiveDeadlineSeconds()).map(Duration::ofSeconds)
                : pod.deadline();
        return deadline.map(this::byDeadline)
                .or(() -> pod.job().map(job -> job.getSpec()).filter(this::countsAllFailures)
                        .map(job -> byTries(job.getBackoffLimit(), longest)));
    }

    /** At the deadline everything runs, and ends only when it is killed. */
    private Bound byDeadline(Duration deadline) {
        var stop = stopAt(deadline);
        return new Bound(seconds(deadline.plus(stop)),
                sum("activeDeadlineSeconds " + deadline.toSeconds(), stop(stop)));
    }

    private boolean countsAllFailures(JobSpec job) {
        return pod.mains().stream().allMatch(main -> main.spec().getRestartPolicy() == null)
                && (job.getPodFailurePolicy() == null || job.getPodFailurePolicy().getRules().stream()
                        .noneMatch(rule -> rule.getAction().equals("Ignore")));
    }

    /**
     * Under Never every try is a pod, and is followed by its stop. Under OnFailure it is a run, the first restart comes at
     * once, and the Job fails at the last restart, which is stopped.
     */
    private Bound byTries(int limit, Duration longest) {
        boolean restarts = pod.restartsOnFailure();
        long tries = restarts ? Math.max(1, limit) : limit + 1L;
        long stops = restarts ? 1 : tries;
        var stop = restarts ? stopAt(pod.settled().plusSeconds(1)) : longest;
        long backOff = restarts
                ? backOffs(tries - 1, LONGEST_BETWEEN_RESTARTS)
                : backOffs(tries - 1, LONGEST_BETWEEN_PODS);
        var time = stop.multipliedBy(stops).plusSeconds(backOff);
        var all = tries == 1 ? "1 try" : tries + " tries";
        return new Bound(seconds(time) + " and " + all,
                sum(all + " (backoffLimit " + limit + ")",
                        stop.isZero() ? "" : stops == 1 ? stop(stop) : stops + " × (" + stop(stop) + ")",
                        backOff == 0 ? "" : "back-off " + backOff + " s"));
    }

    /** How long it takes from a deadline on to stop what runs and ends only when it is killed. */
    private Duration stopAt(Duration deadline) {
        return Duration.between(Simulation.BEGIN.plus(deadline),
                Simulation.play(pod.withDeadline(deadline), pod.stubborn()).end());
    }

    /** The sum of so many back-offs, each twice the one before. */
    private static long backOffs(long count, long longest) {
        long growing = LongStream.iterate(FIRST_BACK_OFF, delay -> delay < longest, delay -> 2 * delay).limit(count)
                .count();
        return FIRST_BACK_OFF * ((1L << growing) - 1) + (count - growing) * longest;
    }

    /** What the grace period explains, and what is left to the containers that it left no time. */
    private String stop(Duration time) {
        var beyond = time.minus(pod.grace());
        return time.isZero()
                ? ""
                : beyond.isNegative() || pod.grace().isZero()
                        ? seconds(time)
                        : sum("terminationGracePeriodSeconds " + pod.grace().toSeconds(),
                                beyond.isZero() ? "" : seconds(beyond));
    }

    private static String sum(String... terms) {
        return Stream.of(terms).filter(term -> !term.isEmpty()).collect(Collectors.joining(" + "));
    }

    /** Rounded up. */
    private static String seconds(Duration time) {
        return (time.toMillis() + 999) / 1000 + " s";
    }
}
