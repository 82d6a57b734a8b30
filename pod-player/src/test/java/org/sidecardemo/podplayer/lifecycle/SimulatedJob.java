package org.sidecardemo.podplayer.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import org.sidecardemo.podplayer.release.Release;

/** A Job whose pods are of scripted containers. Its pods are named by the order of their creation: {@code job-1}. */
public final class SimulatedJob {

    private static final String INDEX = "batch.kubernetes.io/job-completion-index";

    private final Job job;
    private final Release release;
    private final List<Map<String, List<Run>>> scripts;
    private final boolean byIndex;
    private final JobLifecycle lifecycle;
    private final SequencedMap<String, SimulatedPod> pods = new LinkedHashMap<>();
    private final SequencedMap<String, CompletionIndex> indexes = new LinkedHashMap<>();
    private Instant now;

    /**
     * @param scripts of each pod, or each index; the last ones stand for all further ones
     * @param byIndex whether they are those of the indexes
     */
    SimulatedJob(Job job, Release release, List<Map<String, List<Run>>> scripts, boolean byIndex, Instant start) {
        this.job = job;
        this.release = release;
        this.scripts = scripts;
        this.byIndex = byIndex;
        lifecycle = new JobLifecycle(job, release, start);
        now = start;
    }

    /** What happens to a Job, whose pods are alike, in so much time. */
    public static List<Event> events(Job job, Release release, Map<String, List<Run>> scripts, Duration time) {
        var simulated = new SimulatedJob(job, release, List.of(scripts), false, Instant.EPOCH);
        simulated.playUntil(Instant.EPOCH.plus(time));
        return Stream.concat(simulated.pods().stream().flatMap(pod -> pod.lifecycle().events().stream()),
                simulated.lifecycle.events().stream()).sorted(Comparator.comparing(Event::at)).toList();
    }

    JobLifecycle lifecycle() {
        return lifecycle;
    }

    List<SimulatedPod> pods() {
        return List.copyOf(pods.values());
    }

    /** Of each pod of an Indexed Job, by its name. */
    SequencedMap<String, CompletionIndex> indexes() {
        return indexes;
    }

    void playUntil(Instant limit) {
        var steps = new Steps();
        advance(steps);
        for (var next = nextTime(); !lifecycle.ended() && !next.isAfter(limit); next = nextTime()) {
            steps.take();
            now = next;
            pods.values().stream().filter(pod -> pod.nextTime().filter(t -> !t.isAfter(now)).isPresent())
                    .forEach(pod -> pod.step(now));
            advance(steps);
        }
    }

    /** A stop may end a pod at once, and that concerns the Job. */
    private void advance(Steps steps) {
        for (var actions = lifecycle.advance(statuses(), now); !actions.isEmpty(); actions = lifecycle
                .advance(statuses(), now)) {
            steps.take();
            actions.forEach(this::perform);
        }
    }

    private void perform(JobLifecycle.JobAction action) {
        switch (action) {
            case JobLifecycle.JobAction.CreatePod(var index) -> create(index);
            case JobLifecycle.JobAction.StopPod(String pod) -> pods.get(pod).stop(now);
        }
    }

    private void create(Optional<CompletionIndex> index) {
        int number = pods.size() + 1;
        String name = job.getMetadata().getName() + "-" + number;
        Pod pod = new PodBuilder().withNewMetadata().withName(name)
                .withNamespace(job.getMetadata().getNamespace()).withUid(Integer.toString(number)).endMetadata()
                .withSpec(job.getSpec().getTemplate().getSpec()).build();
        index.ifPresent(i -> {
            indexes.put(name, i);
            pod.getMetadata().setAnnotations(Map.of(INDEX, Integer.toString(i.value())));
        });
        int before = byIndex ? index.orElseThrow().value() : number - 1;
        pods.put(name, new SimulatedPod(pod, release, scripts.get(Math.min(before, scripts.size() - 1)), now));
    }

    private Instant nextTime() {
        return Stream
                .concat(lifecycle.nextWakeUp().stream(), pods.values().stream().flatMap(p -> p.nextTime().stream()))
                .min(Comparator.naturalOrder()).orElse(Instant.MAX);
    }

    private Map<String, PodStatus> statuses() {
        return pods.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
                e -> e.getValue().status(), (a, _) -> a, LinkedHashMap::new));
    }
}
