package org.sidecardemo.podplayer.check;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import org.sidecardemo.podplayer.lifecycle.Event;
import org.sidecardemo.podplayer.lifecycle.JobLifecycle;
import org.sidecardemo.podplayer.lifecycle.JobLifecycle.JobAction;
import org.sidecardemo.podplayer.release.Release;
import org.sidecardemo.podplayer.report.Recording;

/** Plays one way of a workload in virtual time, to its end or until it is plain that it has none. */
final class Simulation {

    private static final Instant BEGIN = Instant.EPOCH;
    /** More of them lead to nothing new. */
    private static final int MANY_PODS = 12;

    private final CheckedPod checked;
    private final Release release;
    private final Map<String, Behaviour> behaviours;
    private final Optional<JobLifecycle> job;
    private final Map<String, VirtualPod> pods = new LinkedHashMap<>();
    private final Duration longestPause;
    private Instant now = BEGIN;
    private Instant changed = BEGIN;
    private boolean silent;

    private Simulation(CheckedPod checked, Release release, Map<String, Behaviour> behaviours) {
        this.checked = checked;
        this.release = release;
        this.behaviours = behaviours;
        longestPause = checked.longestPause();
        job = checked.job().map(j -> new JobLifecycle(j, release, BEGIN));
    }

    /** @param behaviours what each container does, by name */
    static Way play(CheckedPod pod, Release release, Map<String, Behaviour> behaviours) {
        return new Simulation(pod, release, behaviours).play();
    }

    private Way play() {
        if (job.isEmpty()) {
            create();
        }
        advanceJob();
        for (var next = nextTime(); !ended() && next.isPresent() && !goesOnForEver(); next = nextTime()) {
            now = next.get();
            endProbesAfterAPause(now);
            pods.values().stream().filter(pod -> isDue(pod.nextTime())).forEach(pod -> pod.step(now));
            var news = news();
            changed = news.isEmpty() ? changed : now;
            if (!news.stream().allMatch(Simulation::isOfNoJob) || isDue(job.flatMap(JobLifecycle::nextWakeUp))) {
                advanceJob();
            }
        }
        var last = pods.values().stream().reduce((_, pod) -> pod);
        return new Way(behaviours, recording(), ended(), nextTime().isEmpty(),
                last.map(VirtualPod::ownEnds).orElse(Map.of()));
    }

    /** Whether containers are started again and again, or pods created, and always will be. */
    private boolean goesOnForEver() {
        return pods.size() > MANY_PODS || pods.values().stream().anyMatch(VirtualPod::goesRound);
    }

    /** Where nothing but probes goes on it has come to a standstill: their answers would be the same for ever. */
    private void endProbesAfterAPause(Instant next) {
        if (next.isAfter(changed.plus(longestPause)) && !silent) {
            silent = true;
            pods.values().forEach(VirtualPod::fallSilent);
        }
    }

    private boolean ended() {
        return job.map(JobLifecycle::ended).orElseGet(() -> pods.values().stream().allMatch(VirtualPod::ended));
    }

    private Optional<Instant> nextTime() {
        return Stream.concat(job.flatMap(JobLifecycle::nextWakeUp).stream(),
                pods.values().stream().flatMap(pod -> pod.nextTime().stream())).min(Comparator.naturalOrder());
    }

    private boolean isDue(Optional<Instant> time) {
        return time.isPresent() && !time.get().isAfter(now);
    }

    private List<Event> news() {
        return pods.values().stream().flatMap(pod -> pod.news().stream()).toList();
    }

    /** What the Job controller doesn't look at. */
    private static boolean isOfNoJob(Event event) {
        return switch (event.type()) {
            case STARTUP_PROBE_FAILED, LIVENESS_PROBE_FAILED, WAITING, BACK_OFF, STARTING -> true;
            default -> false;
        };
    }

    private void advanceJob() {
        job.ifPresent(controller -> {
            for (var actions = advance(controller); !actions.isEmpty(); actions = advance(controller)) {
                actions.forEach(this::perform);
            }
        });
    }

    private List<JobAction> advance(JobLifecycle controller) {
        Map<String, PodStatus> statuses = new LinkedHashMap<>();
        pods.forEach((name, pod) -> statuses.put(name, pod.status()));
        return controller.advance(statuses, now);
    }

    private void perform(JobAction action) {
        switch (action) {
            case JobAction.CreatePod() -> create();
            case JobAction.StopPod(var name) -> pods.get(name).stop(now);
        }
    }

    private void create() {
        var owner = checked.name();
        Pod pod = new PodBuilder().withNewMetadata().withName(job.isPresent() ? owner + "-" + (pods.size() + 1) : owner)
                .endMetadata().withSpec(checked.spec()).build();
        pods.put(pod.getMetadata().getName(), new VirtualPod(pod, release, checked, behaviours, now));
        changed = now;
    }

    private Recording recording() {
        List<Event> events = new ArrayList<>();
        pods.values().forEach(pod -> events.addAll(pod.events()));
        job.ifPresent(controller -> events.addAll(controller.events()));
        events.sort(Comparator.comparing(Event::at));
        Optional<Job> played = checked.job()
                .map(j -> new JobBuilder(j).withStatus(job.orElseThrow().status()).build());
        return new Recording(played, pods.values().stream().map(VirtualPod::withStatus).toList(), events, BEGIN, now);
    }
}
