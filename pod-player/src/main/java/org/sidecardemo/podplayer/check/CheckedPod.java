package org.sidecardemo.podplayer.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import org.sidecardemo.podplayer.lifecycle.ContainerKind;
import org.sidecardemo.podplayer.lifecycle.RestartPolicy;
import org.sidecardemo.podplayer.lifecycle.RestartRules;
import org.sidecardemo.podplayer.manifest.Workload;
import org.sidecardemo.podplayer.manifest.Workload.JobWorkload;
import org.sidecardemo.podplayer.manifest.Workload.PodWorkload;
import org.sidecardemo.podplayer.release.Release;

/**
 * The pod of a workload, as far as its ends depend on it.
 *
 * @param name the workload's
 * @param release by whose rules it ends
 * @param job empty for a pod that belongs to none
 * @param containers in the order of their start, init containers first
 */
record CheckedPod(String name, Release release, PodSpec spec, Optional<Job> job, List<CheckedContainer> containers) {

    /** After 10, 20, 40, 80, 160 and 300 s a container's back-off has reached its longest. */
    private static final Duration BACK_OFFS = Duration.ofSeconds(620);
    /** By then both an end at the first start and one at the second have shown what they lead to. */
    private static final int MANY_STARTS = 5;
    /** At five minutes each, these take more than three days: for whoever waits that is for ever. */
    private static final int MOST_STARTS = 1000;
    /** A probe that may fail more often in a row is played as one that is asked more rarely: each takes its time to play. */
    private static final int MANY_FAILURES = 1000;
    /** Ten days: nor does any probe take longer to fail for good, as meanwhile others are restarted every five minutes. */
    private static final int LONG_SECONDS = 864_000;

    static CheckedPod of(Workload workload, Release release) {
        var name = workload.metadata().getName();
        return switch (workload) {
            case JobWorkload w -> {
                var spec = withFewProbes(w.job().getSpec().getTemplate().getSpec());
                yield of(name, release, spec, Optional.of(withOnePod(w.job(), spec)));
            }
            case PodWorkload w -> of(name, release, withFewProbes(w.pod().getSpec()), Optional.empty());
        };
    }

    /** The same, so that however much its probes allow for can be played. */
    private static PodSpec withFewProbes(PodSpec spec) {
        return new PodSpecBuilder(spec).withInitContainers(withFewProbes(spec.getInitContainers()))
                .withContainers(withFewProbes(spec.getContainers())).build();
    }

    private static List<Container> withFewProbes(List<Container> containers) {
        return containers.stream()
                .map(c -> new ContainerBuilder(c).withStartupProbe(withFewFailures(c.getStartupProbe()))
                        .withLivenessProbe(withFewFailures(c.getLivenessProbe()))
                        .withReadinessProbe(withFewFailures(c.getReadinessProbe())).build())
                .toList();
    }

    private static Probe withFewFailures(Probe probe) {
        if (probe == null) {
            return null;
        }
        int together = Math.ceilDiv(probe.getFailureThreshold(), MANY_FAILURES);
        int failures = Math.ceilDiv(probe.getFailureThreshold(), together);
        return new ProbeBuilder(probe).withInitialDelaySeconds((int) Math.min(delay(probe), LONG_SECONDS))
                .withPeriodSeconds((int) Math.min((long) probe.getPeriodSeconds() * together, LONG_SECONDS / failures))
                .withFailureThreshold(failures).build();
    }

    private static CheckedPod of(String name, Release release, PodSpec spec, Optional<Job> job) {
        var meantToRun = isMeantToRun(spec);
        var late = startupBudgets(spec).plus(BACK_OFFS);
        List<CheckedContainer> containers = new ArrayList<>();
        spec.getInitContainers().forEach(c -> containers
                .add(new CheckedContainer(c, ContainerKind.ofInit(c), meantToRun, FailureCodes.of(c, job), late,
                        mayEndUnseen(c, release), mayHold(c, spec, release))));
        spec.getContainers().forEach(c -> containers
                .add(new CheckedContainer(c, ContainerKind.MAIN, meantToRun, FailureCodes.of(c, job), late, false,
                        false)));
        return new CheckedPod(name, release, spec, job, List.copyOf(containers));
    }

    /** A sidecar that has started when the kubelet has seen it run, and on releases that may miss that. */
    private static boolean mayEndUnseen(Container init, Release release) {
        return release.missesShortRuns() && ContainerKind.ofInit(init) == ContainerKind.SIDECAR
                && init.getStartupProbe() == null;
    }

    /** The last of several sidecars of a pod that is to end, on releases whose pods wait then for that to start again. */
    private static boolean mayHold(Container init, PodSpec spec, Release release) {
        var sidecars = spec.getInitContainers().stream()
                .filter(c -> ContainerKind.ofInit(c) == ContainerKind.SIDECAR).toList();
        return release.forgetsThatMainsHaveRun() && !isMeantToRun(spec) && sidecars.size() > 1
                && sidecars.getLast() == init;
    }

    /** As each pod of a Job goes the same way, one at a time is enough. */
    private static Job withOnePod(Job job, PodSpec spec) {
        return new JobBuilder(job).editSpec().withCompletions(1).withParallelism(1).withCompletionMode("NonIndexed")
                .withBackoffLimitPerIndex(null).withMaxFailedIndexes(null).withSuccessPolicy(null)
                .editTemplate().withSpec(spec).endTemplate().endSpec().build();
    }

    /** How long a startup probe may take to fail for good; zero without one. */
    static Duration startupBudget(Container container) {
        var probe = container.getStartupProbe();
        return probe == null
                ? Duration.ZERO
                : Duration.ofSeconds(delay(probe) + (long) probe.getPeriodSeconds() * probe.getFailureThreshold());
    }

    private static Duration startupBudgets(PodSpec spec) {
        return spec.getInitContainers().stream().map(CheckedPod::startupBudget).reduce(Duration.ZERO, Duration::plus);
    }

    private static long delay(Probe probe) {
        return Objects.requireNonNullElse(probe.getInitialDelaySeconds(), 0);
    }

    /** The same without any deadline, as what ends by that alone hangs, and with no more retries than lead to something new. */
    CheckedPod withoutDeadline() {
        return withDeadlines(null, null);
    }

    /** The same with this as its only deadline. */
    CheckedPod withDeadline(Duration deadline) {
        return job.isPresent() ? withDeadlines(deadline.toSeconds(), null) : withDeadlines(null, deadline.toSeconds());
    }

    private CheckedPod withDeadlines(Long ofJob, Long ofPod) {
        var changed = new PodSpecBuilder(spec).withActiveDeadlineSeconds(ofPod).build();
        return new CheckedPod(name, release, changed,
                job.map(j -> new JobBuilder(j).editSpec().withActiveDeadlineSeconds(ofJob)
                        .withBackoffLimit(enoughRetries(j.getSpec().getBackoffLimit()))
                        .editTemplate().withSpec(changed).endTemplate().endSpec().build()),
                containers);
    }

    /**
     * Every pod under Never goes the same way; under OnFailure all containers may be restarted once without harm, and a limit
     * that is not reached within days is none.
     */
    private int enoughRetries(int limit) {
        if (restartsOnFailure()) {
            return limit < MOST_STARTS ? Math.min(limit, containers.size() + 1) : limit;
        }
        return Math.min(limit, 1);
    }

    List<CheckedContainer> mains() {
        return ofKind(ContainerKind.MAIN);
    }

    List<CheckedContainer> sidecars() {
        return ofKind(ContainerKind.SIDECAR);
    }

    private List<CheckedContainer> ofKind(ContainerKind kind) {
        return containers.stream().filter(container -> container.kind() == kind).toList();
    }

    /** Whether its containers are started again whenever they end, so that it has no end of its own. */
    boolean meantToRun() {
        return isMeantToRun(spec);
    }

    private static boolean isMeantToRun(PodSpec spec) {
        return "Always".equals(spec.getRestartPolicy());
    }

    /** Whether its containers are started again when they fail, and only then. */
    boolean restartsOnFailure() {
        return "OnFailure".equals(spec.getRestartPolicy());
    }

    Duration grace() {
        return Duration.ofSeconds(spec.getTerminationGracePeriodSeconds());
    }

    /** The sooner of the Job's and the pod's own; empty if there is none. */
    Optional<Duration> deadline() {
        return Stream.of(job.map(j -> j.getSpec().getActiveDeadlineSeconds()),
                Optional.ofNullable(spec.getActiveDeadlineSeconds())).flatMap(Optional::stream)
                .map(Duration::ofSeconds).min(Duration::compareTo);
    }

    /** A pod of its template. */
    Pod pod(String podName) {
        var pod = new Pod();
        pod.setMetadata(new ObjectMetaBuilder().withName(podName).build());
        pod.setSpec(spec);
        return pod;
    }

    /** The behaviours of all containers, by name, nothing of which is chosen yet. */
    Map<String, Behaviour> behaviours(Choices choices) {
        Map<String, Behaviour> behaviours = new LinkedHashMap<>();
        containers.forEach(container -> behaviours.put(container.name(), new Behaviour(container, choices)));
        return behaviours;
    }

    /** Of containers that end only when they are killed. */
    Map<String, Behaviour> stubborn() {
        Map<String, Behaviour> behaviours = new LinkedHashMap<>();
        containers.forEach(container -> behaviours.put(container.name(), Behaviour.stubborn(container)));
        return behaviours;
    }

    /** After this time every sidecar that starts at all has started, if by a second try. */
    Duration settled() {
        return startupBudgets(spec).multipliedBy(2).plus(grace().multipliedBy(sidecars().size()));
    }

    /** A container that has been started so often is started for ever: no limit or deadline ends that, or not within days. */
    int manyStarts() {
        if (deadline().isPresent()) {
            return MOST_STARTS;
        }
        int limit = job.map(j -> j.getSpec().getBackoffLimit()).orElse(0);
        return restartsOnFailure() && limit < MOST_STARTS ? Math.max(limit + 2, MANY_STARTS) : MANY_STARTS;
    }

    /** When so many starts come at the same moment no time will pass any more. */
    int manyStartsAtOnce() {
        return manyStarts() * containers.size();
    }

    /** Whether the Job may try again with another pod. */
    boolean isRetried() {
        return job.filter(j -> j.getSpec().getBackoffLimit() > 0).isPresent();
    }

    /** Whether this main is started again when it has ended with 0, though its pod is to end. */
    boolean restartsAfterSuccess(CheckedContainer main) {
        return RestartRules.of(main.spec(), RestartPolicy.of(spec.getRestartPolicy()), release).restarts(0);
    }
}
