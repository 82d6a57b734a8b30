package org.sidecardemo.podplayer.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.sidecardemo.podplayer.lifecycle.ContainerKind;
import org.sidecardemo.podplayer.lifecycle.Event;

/** What is wrong with one way of a pod. */
record Judge(CheckedPod pod) {

    /** What is left between SIGTERM and SIGKILL when the grace period is used up (RULES.md, rule 20). */
    private static final Duration LEAST = Duration.ofSeconds(2);
    private static final String LEAST_GRACE = "SIGTERM, grace " + LEAST.toSeconds() + " s";

    /** A finding without its counterexample. */
    record Charge(FindingType type, String container, String sentence, String mend) {}

    /** @param way one that was played without deadlines */
    List<Charge> judge(Way way) {
        return Stream
                .of(appBeforeSidecar(way), hangs(way), isStartedAgain(way), isNotStartedAgain(way),
                        sidecarHoldsJob(way), initNeverEnds(way), appNeverStarts(way), noDeadline(way),
                        sidecarFailsJob(way), deadlineBeforeStart(way), livenessKillsStarting(way), usesGrace(way))
                .flatMap(charges -> charges).toList();
    }

    private Stream<Charge> appBeforeSidecar(Way way) {
        List<Charge> charges = new ArrayList<>();
        for (var main : pod.mains()) {
            if (!comesToGrief(way, main)) {
                continue;
            }
            pod.sidecars().stream().filter(sidecar -> endless(way, sidecar) && !waitsFor(way, main, sidecar))
                    .map(sidecar -> new Charge(FindingType.APP_BEFORE_SIDECAR, sidecar.name(),
                            main.name() + " can start before " + sidecar.name()
                                    + " is ready, as that has no startup probe",
                            "give " + sidecar.name() + " a startupProbe"))
                    .forEach(charges::add);
            ordinarySidecar().filter(sidecar -> !sidecar.equals(main) && endless(way, sidecar))
                    .map(sidecar -> new Charge(FindingType.APP_BEFORE_SIDECAR, sidecar.name(),
                            main.name() + " doesn't wait for " + sidecar.name() + ", an ordinary container like itself",
                            "make " + sidecar.name()
                                    + " an init container with restartPolicy: Always and a startupProbe"))
                    .ifPresent(charges::add);
        }
        return charges.stream();
    }

    /** Whether it fails as one does that finds nobody to answer it. */
    private static boolean comesToGrief(Way way, CheckedContainer main) {
        return way.first(main.name(), Event.Type.STARTED).isPresent() && way.behaviours().get(main.name())
                .conduct().lifetime().fails();
    }

    /** Whether a main comes only after what the sidecar promises: a startup probe, or a postStart hook. */
    private static boolean waitsFor(Way way, CheckedContainer main, CheckedContainer sidecar) {
        if (sidecar.spec().getStartupProbe() != null) {
            return way.precedes(sidecar.name(), Event.Type.STARTUP_PROBE_SUCCEEDED, main.name(), Event.Type.STARTED);
        }
        return sidecar.spec().getLifecycle() != null && sidecar.spec().getLifecycle().getPostStart() != null
                && way.precedes(sidecar.name(), Event.Type.HOOK_ENDED, main.name(), Event.Type.STARTED);
    }

    /** Of several mains of a pod that is to end, the one that most likely serves the others. */
    private Optional<CheckedContainer> ordinarySidecar() {
        if (pod.meantToRun() || pod.mains().size() < 2) {
            return Optional.empty();
        }
        return Stream.<Predicate<CheckedContainer>>of(c -> !c.spec().getPorts().isEmpty(), CheckedContainer::mayServe,
                _ -> true).flatMap(evidence -> last(pod.mains().stream().filter(evidence)).stream()).findFirst();
    }

    private static <T> Optional<T> last(Stream<T> items) {
        return items.reduce((_, last) -> last);
    }

    private Stream<Charge> hangs(Way way) {
        return ordinarySidecar().filter(_ -> !way.ended()).filter(sidecar -> runsOn(way, sidecar))
                .filter(sidecar -> pod.mains().stream()
                        .allMatch(main -> way.ownEnds().containsKey(main.name()) || runsOn(way, main))
                        && pod.mains().stream().anyMatch(main -> way.ownEnds().containsKey(main.name())))
                .map(sidecar -> new Charge(FindingType.JOB_HANGS, sidecar.name(),
                        "The " + whole() + " can't complete while " + sidecar.name() + ", an ordinary container, runs",
                        "make " + sidecar.name() + " an init container with restartPolicy: Always (1.29 or newer)"))
                .stream();
    }

    /** Mains that end with 0, of which one is started again whenever it has. */
    private Stream<Charge> isStartedAgain(Way way) {
        if (way.ended() || pod.meantToRun() || !pod.mains().stream().allMatch(main -> succeeds(way, main))) {
            return Stream.empty();
        }
        return pod.mains().stream().filter(main -> pod.restartsAfterSuccess(main) && way.isRestarted(main.name()))
                .filter(main -> !ordinarySidecar().equals(Optional.of(main))).limit(1)
                .map(main -> new Charge(FindingType.JOB_HANGS, main.name(),
                        "The " + whole() + " can't complete, as " + main.name()
                                + " is started again when it has ended with 0",
                        "Always".equals(main.spec().getRestartPolicy())
                                ? "take the restartPolicy of " + main.name() + " away"
                                : "let no restartPolicyRules of " + main.name() + " match 0"));
    }

    /** Of a pod that was stopped for a main's probe nothing runs, but the main is to be started again (RULES.md, rule 36). */
    private Stream<Charge> isNotStartedAgain(Way way) {
        if (way.ended() || !way.still() || !way.running().isEmpty()) {
            return Stream.empty();
        }
        return pod.mains().stream()
                .filter(main -> way.behaviours().get(main.name()).isUnhealthy() || chose(way, main, Startup.NEVER))
                .map(main -> new Charge(FindingType.JOB_HANGS, main.name(),
                        "The " + whole() + " can't end once a probe has killed " + main.name()
                                + ", as its restartPolicyRules start it again, and its pod's Never doesn't",
                        "let no restartPolicyRules of " + main.name()
                                + " match how it ends then, or use restartPolicy: OnFailure"));
    }

    private static boolean succeeds(Way way, CheckedContainer main) {
        var behaviour = way.behaviours().get(main.name());
        return behaviour.wasAskedFor() && !behaviour.isEndless() && !behaviour.fails();
    }

    /** Release.forgetsThatMainsHaveRun. */
    private Stream<Charge> sidecarHoldsJob(Way way) {
        var mainsAreDone = way.mainsSucceeded()
                || way.mainsFailed() && "Never".equals(pod.spec().getRestartPolicy());
        if (way.ended() || !mainsAreDone) {
            return Stream.empty();
        }
        return last(pod.sidecars().stream()).filter(sidecar -> !runsOn(way, sidecar))
                .map(sidecar -> new Charge(FindingType.SIDECAR_HOLDS_JOB, sidecar.name(),
                        "The " + whole() + " can't complete while " + sidecar.name()
                                + ", once restarted, hasn't started again",
                        "use Kubernetes 1.37 or newer"))
                .stream();
    }

    private static boolean runsOn(Way way, CheckedContainer container) {
        return way.running().contains(container.name()) && endless(way, container);
    }

    private static boolean endless(Way way, CheckedContainer container) {
        return way.behaviours().get(container.name()).isEndless();
    }

    private Stream<Charge> initNeverEnds(Way way) {
        if (way.ended() || mainStarted(way)) {
            return Stream.empty();
        }
        return pod.containers().stream().filter(c -> c.kind() == ContainerKind.INIT && c.mayServe() && runsOn(way, c))
                .map(init -> new Charge(FindingType.INIT_NEVER_ENDS, init.name(),
                        mainNames() + " never starts while " + init.name() + ", an init container, runs",
                        "give " + init.name() + " restartPolicy: Always and a startupProbe (1.29 or newer)"));
    }

    private Stream<Charge> appNeverStarts(Way way) {
        var initRuns = pod.containers().stream()
                .anyMatch(c -> c.kind() == ContainerKind.INIT && way.running().contains(c.name()));
        var hookHangs = way.behaviours().values().stream().anyMatch(Behaviour::hangsInHook);
        if (way.ended() || initRuns || hookHangs || mainStarted(way)) {
            return Stream.empty();
        }
        return pod.sidecars().stream().flatMap(sidecar -> appNeverStarts(way, sidecar).stream());
    }

    private Optional<Charge> appNeverStarts(Way way, CheckedContainer sidecar) {
        var behaviour = way.behaviours().get(sidecar.name());
        if (behaviour.endsUnseen()) {
            return Optional.of(new Charge(FindingType.APP_NEVER_STARTS, sidecar.name(),
                    mainNames() + " never starts while " + sidecar.name()
                            + " ends at once, as the kubelet never sees it run",
                    "use Kubernetes 1.36 or newer"));
        }
        return way.still() && way.running().contains(sidecar.name()) && behaviour.runsOnOnceRestarted()
                ? Optional.of(new Charge(FindingType.APP_NEVER_STARTS, sidecar.name(),
                        mainNames() + " never starts once " + sidecar.name()
                                + " was restarted, as no probe asks it any more",
                        "use Kubernetes 1.33 or newer, or take the probes of " + mainNames() + " away"))
                : Optional.empty();
    }

    private Stream<Charge> noDeadline(Way way) {
        if (way.ended() || pod.deadline().isPresent() || pod.job().isEmpty() || mainStarted(way)) {
            return Stream.empty();
        }
        return pod.sidecars().stream().filter(c -> chose(way, c, Startup.NEVER))
                .map(sidecar -> new Charge(FindingType.NO_DEADLINE, sidecar.name(),
                        "Nothing ends the Job when " + sidecar.name() + " never passes its startup probe",
                        "give the Job an activeDeadlineSeconds"));
    }

    private Stream<Charge> sidecarFailsJob(Way way) {
        if (!way.jobFailed()) {
            return Stream.empty();
        }
        var byPolicy = pod.sidecars().stream().filter(c -> way.failedByPolicyFor(c.name())).findFirst();
        if (byPolicy.isPresent()) {
            return byPolicy.filter(_ -> pod.isRetried()).map(this::policyGoesBy).stream();
        }
        if (pod.containers().stream().anyMatch(c -> c.kind() != ContainerKind.SIDECAR && fails(way, c))) {
            return Stream.empty();
        }
        return pod.sidecars().stream()
                .filter(c -> way.ownEnds().containsKey(c.name()) || chose(way, c, Startup.SECOND_START)).limit(1)
                .map(sidecar -> new Charge(FindingType.SIDECAR_FAILS_JOB, sidecar.name(),
                        "The Job can fail by the restarts of " + sidecar.name() + " alone",
                        "use restartPolicy: Never"));
    }

    private Charge policyGoesBy(CheckedContainer sidecar) {
        return new Charge(FindingType.SIDECAR_FAILS_JOB, sidecar.name(),
                "The podFailurePolicy can fail the Job for the exit code of " + sidecar.name() + ", with retries left",
                "let the podFailurePolicy's rules name " + mainNames() + " as their containerName");
    }

    private static boolean fails(Way way, CheckedContainer container) {
        return way.behaviours().get(container.name()).fails();
    }

    /** Every sidecar is as slow as its startup probe allows, and the deadline is over before a main starts. */
    private Stream<Charge> deadlineBeforeStart(Way way) {
        var deadline = pod.deadline();
        var mainsAreWell = pod.meantToRun()
                ? pod.mains().stream().noneMatch(main -> fails(way, main))
                : way.mainsSucceeded();
        var late = deadline.isPresent() && mainsAreWell && pod.mains().stream()
                .flatMap(main -> way.first(main.name(), Event.Type.STARTED).stream())
                .anyMatch(start -> start.isAfter(Simulation.BEGIN.plus(deadline.get())));
        var restarts = pod.sidecars().stream().anyMatch(sidecar -> fails(way, sidecar));
        return pod.sidecars().stream()
                .filter(c -> late && !restarts && chose(way, c, Startup.JUST_IN_TIME))
                .limit(1)
                .map(sidecar -> new Charge(FindingType.DEADLINE_BEFORE_START, sidecar.name(),
                        "activeDeadlineSeconds can be over before " + sidecar.name() + " has used its startup probe's "
                                + CheckedPod.startupBudget(sidecar.spec()).toSeconds() + " s",
                        "a longer activeDeadlineSeconds, or a smaller failureThreshold"));
    }

    private Stream<Charge> livenessKillsStarting(Way way) {
        return pod.sidecars().stream().filter(c -> c.spec().getStartupProbe() == null
                && c.spec().getLivenessProbe() != null && way.behaviours().get(c.name()).isUnhealthy()
                && way.isRestarted(c.name()) && mainStarted(way))
                .map(sidecar -> new Charge(FindingType.LIVENESS_KILLS_STARTING, sidecar.name(),
                        "The liveness probe of " + sidecar.name() + " can kill it while it starts",
                        "give " + sidecar.name() + " a startupProbe"));
    }

    private Stream<Charge> usesGrace(Way way) {
        if (!way.behaviours().values().stream().allMatch(Behaviour::endsWhenTold)) {
            return Stream.empty();
        }
        return stops(way).stream()
                .filter(event -> event.type() == Event.Type.KILLED || event.type() == Event.Type.TERMINATING
                        && event.detail().equals(LEAST_GRACE) && pod.grace().compareTo(LEAST) > 0)
                .map(event -> event.container().name()).distinct()
                .map(container -> new Charge(FindingType.SIDECAR_USES_GRACE, container,
                        "The grace period of " + pod.grace().toSeconds() + " s is used up before " + container
                                + " can end",
                        "a longer terminationGracePeriodSeconds, or a shorter preStop hook"));
    }

    /** What happens to containers while their pod ends: a probe, or a restart of all, may leave them less grace before. */
    private static List<Event> stops(Way way) {
        Set<String> ending = new HashSet<>();
        List<Event> stops = new ArrayList<>();
        for (var event : way.events()) {
            if (event.container() != null && ending.contains(event.pod())) {
                stops.add(event);
            } else if (event.container() == null && event.type() == Event.Type.TERMINATING) {
                ending.add(event.pod());
            }
        }
        return stops;
    }

    private boolean mainStarted(Way way) {
        return pod.mains().stream().anyMatch(main -> way.first(main.name(), Event.Type.STARTED).isPresent());
    }

    private static boolean chose(Way way, CheckedContainer container, Startup startup) {
        return way.behaviours().get(container.name()).chose(startup);
    }

    private String mainNames() {
        return String.join(" and ", pod.mains().stream().map(CheckedContainer::name).toList());
    }

    private String whole() {
        return pod.job().isPresent() ? "Job" : "pod";
    }
}
