package org.sidecardemo.podplayer.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.sidecardemo.podplayer.check.Judge.Charge;
import org.sidecardemo.podplayer.manifest.Workload;
import org.sidecardemo.podplayer.release.Release;
import org.sidecardemo.podplayer.report.Recording;

/** Plays every way in which a workload may go, and says what can go wrong with it. */
public final class Checker {

    /** So many ways take some seconds. */
    static final int MOST_WAYS = 5_000;
    /** A brief look plays so many deviations. */
    static final int BRIEFLY = 2;

    /** A way that breaks a guarantee. */
    private record Evidence(Way way, int deviations) {

        static final Comparator<Evidence> BY_SIMPLICITY = Comparator.comparingInt(Evidence::deviations)
                .thenComparingInt(evidence -> evidence.way().events().size());
    }

    private final CheckedPod pod;
    private final Judge judge;
    private final Map<Charge, Evidence> charges = new LinkedHashMap<>();
    private boolean hangsAfterSuccess;
    private boolean hangsAfterFailure;
    private Optional<Way> longest = Optional.empty();
    private Way expected;

    private Checker(Workload workload, Release release) {
        pod = CheckedPod.of(workload, release);
        judge = new Judge(pod);
    }

    /** @param release whose rules are followed */
    public static Report check(Workload workload, Release release) {
        return new Checker(workload, release).check();
    }

    /**
     * What can go wrong by at most two things that are otherwise than expected: as each finding has a simple example, this
     * tells what an older release does otherwise, in less time.
     */
    public static List<Finding> briefly(Workload workload, Release release) {
        var checker = new Checker(workload, release);
        checker.explorer().explore(BRIEFLY, checker::visit);
        return checker.findings();
    }

    private Report check() {
        var extent = explorer().explore(this::visit);
        var findings = findings();
        var guarantees = guarantees(findings, extent.complete());
        if (pod.meantToRun()) {
            return new Report(guarantees, "-", Optional.empty(), Optional.empty(), Optional.empty(),
                    recording(pod, expected), findings, extent.ways(), extent.bound());
        }
        var bounds = new Bounds(pod);
        var afterMains = longest.map(Way::afterMains);
        var over = afterMains.filter(_ -> !hangs(findings)).map(bounds::afterMains);
        return new Report(guarantees, longest(findings, over), over,
                bounds.untilFailure(afterMains.orElse(Duration.ZERO)), longest.map(this::withoutDeadline),
                recording(pod, expected), findings, extent.ways(), extent.bound());
    }

    private Explorer explorer() {
        return new Explorer(pod.withoutDeadline(), MOST_WAYS);
    }

    private void visit(Way way, int deviations) {
        if (deviations == 0) {
            expected = way;
        }
        var evidence = new Evidence(way, deviations);
        judge.judge(way).forEach(charge -> consider(charge, evidence));
        if (way.mainsSucceeded()) {
            hangsAfterSuccess |= !way.ended();
            if (way.ended()) {
                longest = longest.filter(other -> other.afterMains().compareTo(way.afterMains()) >= 0)
                        .or(() -> Optional.of(way));
            }
        }
        hangsAfterFailure |= !way.ended() && way.mainsFailed();
    }

    /** The simplest evidence is kept. */
    private void consider(Charge charge, Evidence evidence) {
        var known = charges.get(charge);
        if ((known == null || Evidence.BY_SIMPLICITY.compare(evidence, known) < 0)
                && isShown(charge, evidence.way())) {
            charges.put(charge, evidence);
        }
    }

    /** With its deadline and all of its retries a Job may not come to fail by restarts: the app is done before, or the time. */
    private boolean isShown(Charge charge, Way way) {
        if (charge.type() != FindingType.SIDECAR_FAILS_JOB) {
            return true;
        }
        var told = Simulation.play(pod, way.behaviours());
        return told.jobFailed() && !told.failedByDeadline();
    }

    private List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        charges.entrySet().stream()
                .sorted(Comparator.comparing(each -> each.getKey().type()))
                .filter(each -> findings.stream().noneMatch(f -> f.type() == each.getKey().type()
                        && f.container().equals(each.getKey().container())))
                .forEach(each -> findings.add(finding(each.getKey(), each.getValue().way())));
        return findings;
    }

    private Finding finding(Charge charge, Way way) {
        return new Finding(charge.type(), charge.container(), charge.sentence(), charge.mend(), example(way));
    }

    private Counterexample withoutDeadline(Way way) {
        return counterexample(pod.withoutDeadline(), way, way);
    }

    /** The way as it goes with the deadline, and with all retries. */
    private Counterexample example(Way way) {
        var told = Simulation.play(pod, way.behaviours());
        return counterexample(pod, way, told);
    }

    private Counterexample counterexample(CheckedPod played, Way way, Way told) {
        return new Counterexample(way.described(), StoryLine.of(way, told), recording(played, way));
    }

    /** It keeps what the containers do, and none of the events. */
    private Supplier<Recording> recording(CheckedPod played, Way way) {
        var behaviours = way.behaviours();
        return () -> Simulation.of(played, behaviours).recording();
    }

    private Map<Question, Guarantee> guarantees(List<Finding> findings, boolean complete) {
        Map<Question, Guarantee> guarantees = new EnumMap<>(Question.class);
        for (var question : Question.values()) {
            guarantees.put(question, guarantee(question, findings, complete));
        }
        return guarantees;
    }

    private Guarantee guarantee(Question question, List<Finding> findings, boolean complete) {
        var neverAsked = number(findings, FindingType.INIT_NEVER_ENDS::equals);
        if (question == Question.APP_WAITS && neverAsked.isPresent()) {
            return new Guarantee(Answer.FOR_EVER, neverAsked);
        }
        var number = number(findings, type -> question.isBrokenBy(type) && isReallyBroken(question, type));
        if (number.isPresent() || isHungBy(question)) {
            return new Guarantee(Answer.NO, number);
        }
        return new Guarantee(!question.isAskedOf(pod) ? Answer.NONE : complete ? Answer.YES : Answer.UNKNOWN,
                Optional.empty());
    }

    /** A podFailurePolicy is asked only when an app, or an init container, has failed. */
    private boolean isReallyBroken(Question question, FindingType type) {
        return question != Question.COMPLETES || type != FindingType.SIDECAR_FAILS_JOB || pod.restartsOnFailure();
    }

    /** A pod that is meant to run never ends by itself, which is as it should be. */
    private boolean isHungBy(Question question) {
        return !pod.meantToRun() && switch (question) {
            case COMPLETES -> hangsAfterSuccess;
            case FAILS -> hangsAfterFailure;
            case GOES_ON -> hangsAfterSuccess || hangsAfterFailure;
            default -> false;
        };
    }

    private static Optional<Integer> number(List<Finding> findings, Predicate<FindingType> type) {
        return IntStream.range(0, findings.size()).filter(i -> type.test(findings.get(i).type()))
                .mapToObj(i -> i + 1).findFirst();
    }

    private static boolean hangs(List<Finding> findings) {
        return findings.stream().anyMatch(finding -> finding.type() == FindingType.JOB_HANGS);
    }

    private String longest(List<Finding> findings, Optional<Bound> over) {
        if (hangs(findings)) {
            return pod.deadline().map(deadline -> deadline.toSeconds() + " s, then Failed").orElse("for ever");
        }
        return over.map(Bound::time).orElse("-");
    }
}
