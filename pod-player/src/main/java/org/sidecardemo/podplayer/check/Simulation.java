package org.sidecardemo.podplayer.check;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import org.sidecardemo.podplayer.lifecycle.Event;
import org.sidecardemo.podplayer.lifecycle.JobLifecycle;
import org.sidecardemo.podplayer.lifecycle.JobLifecycle.JobAction;
import org.sidecardemo.podplayer.report.Recording;

/** Plays one way of a workload in virtual time, to its end or until it is plain that it has none. */
final class Simulation {

    static final Instant BEGIN = Instant.EPOCH;
    /** More of them lead to nothing new. */
    private static final int MANY_PODS = 12;
    /** How long a way that is still for ever is watched, so that a picture shows it. */
    private static final Duration STILLNESS = Duration.ofSeconds(10);

    private final CheckedPod checked;
    private final Map<String, Behaviour> behaviours;
    private final Optional<JobLifecycle> job;
    /** A Job's next pod is created when the one before has ended. */
    private final SequencedMap<String, VirtualPod> pods = new LinkedHashMap<>();
    /** As the Job controller saw them last, by name. */
    private final Map<String, PodStatus> statuses = new LinkedHashMap<>();
    private Instant now = BEGIN;

    private Simulation(CheckedPod checked, Map<String, Behaviour> behaviours) {
        this.checked = checked;
        this.behaviours = behaviours;
        job = checked.job().map(j -> new JobLifecycle(j, checked.release(), BEGIN));
    }

    /** @param behaviours what each container does, by name */
    static Way play(CheckedPod pod, Map<String, Behaviour> behaviours) {
        return of(pod, behaviours).way();
    }

    /** The same, to be told as a {@link #way} or drawn as a {@link #recording}. */
    static Simulation of(CheckedPod pod, Map<String, Behaviour> behaviours) {
        var simulation = new Simulation(pod, behaviours);
        simulation.play();
        return simulation;
    }

    private void play() {
        if (job.isEmpty()) {
            create();
        }
        advanceJob();
        for (var next = nextTime(); !ended() && next.isPresent() && !goesOnForEver(); next = nextTime()) {
            now = next.get();
            pod().ifPresent(pod -> pod.advance(now));
            if (isTheJobsTurn()) {
                advanceJob();
            }
        }
    }

    Way way() {
        return new Way(behaviours, events(), now, failure(), pod().map(VirtualPod::running).orElse(Set.of()), ended(),
                nextTime().isEmpty(), pod().map(VirtualPod::ownEnds).orElse(Map.of()));
    }

    /** As it would have been recorded, had it been played for real at {@link #BEGIN}. */
    Recording recording() {
        return new Recording(job.map(this::withStatus), pods.values().stream().map(VirtualPod::withStatus).toList(),
                events(), BEGIN, ended() || nextTime().isPresent() ? now : now.plus(STILLNESS));
    }

    private Job withStatus(JobLifecycle controller) {
        return new JobBuilder(checked.job().orElseThrow()).withStatus(controller.status()).build();
    }

    /** The one that hasn't ended, or else the last. */
    private Optional<VirtualPod> pod() {
        return Optional.ofNullable(pods.lastEntry()).map(Map.Entry::getValue);
    }

    /** Whether containers are started again and again, or pods created, and always will be. */
    private boolean goesOnForEver() {
        return pods.size() > MANY_PODS || pod().filter(VirtualPod::goesRound).isPresent();
    }

    private boolean ended() {
        return job.map(JobLifecycle::ended).orElseGet(() -> pods.lastEntry().getValue().ended());
    }

    private Optional<Instant> nextTime() {
        return Stream.of(job.flatMap(JobLifecycle::nextWakeUp), pod().flatMap(VirtualPod::nextTime))
                .flatMap(Optional::stream).min(Comparator.naturalOrder());
    }

    /** Whether the Job controller may have something to do: it goes by ends of pods, and under OnFailure by restarts. */
    private boolean isTheJobsTurn() {
        return pod().filter(VirtualPod::ended).isPresent()
                || checked.restartsOnFailure() && pod().filter(pod -> pod.lastStart().equals(now)).isPresent()
                || job.flatMap(JobLifecycle::nextWakeUp).filter(time -> !time.isAfter(now)).isPresent();
    }

    private void advanceJob() {
        job.ifPresent(controller -> {
            List<JobAction> actions;
            do {
                actions = advance(controller);
                actions.forEach(this::perform);
                // a stop may end a pod at once
            } while (actions.stream().anyMatch(JobAction.StopPod.class::isInstance));
        });
    }

    private List<JobAction> advance(JobLifecycle controller) {
        Optional.ofNullable(pods.lastEntry()).ifPresent(last -> statuses.put(last.getKey(), last.getValue().status()));
        return controller.advance(statuses, now);
    }

    private void perform(JobAction action) {
        switch (action) {
            case JobAction.CreatePod _ -> create();
            case JobAction.StopPod(var name) -> pods.get(name).delete(now);
        }
    }

    private void create() {
        var name = job.isPresent() ? checked.name() + "-" + (pods.size() + 1) : checked.name();
        pods.put(name, new VirtualPod(checked.pod(name), checked, behaviours, now));
    }

    private List<Event> events() {
        return Stream.concat(pods.values().stream().map(VirtualPod::events), job.stream().map(JobLifecycle::events))
                .flatMap(List::stream).sorted(Comparator.comparing(Event::at)).toList();
    }

    private Optional<JobCondition> failure() {
        return job.flatMap(controller -> controller.status().getConditions().stream()
                .filter(c -> c.getType().equals("Failed") && c.getStatus().equals("True")).findFirst());
    }
}
