package org.sidecardemo.podplayer.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobFluent;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import org.sidecardemo.podplayer.release.Release;

/** A Job, and the script of each of its pods, to be played in virtual time. */
final class JobScenario {

    private final List<Scenario> pods;
    private final JobBuilder job;
    private Instant start = Scenario.START;
    private Release release = Release.NEWEST;

    private JobScenario(List<Scenario> pods) {
        this.pods = pods;
        job = new JobBuilder().withNewMetadata().withName("job").withNamespace("test").endMetadata().withNewSpec()
                .withNewTemplate().withSpec(pods.getFirst().spec()).endTemplate().endSpec();
    }

    /** @param pods of equal specs; the last one stands for all further pods */
    static JobScenario job(Scenario... pods) {
        return new JobScenario(List.of(pods));
    }

    JobScenario with(UnaryOperator<JobFluent<JobBuilder>.SpecNested<JobBuilder>> details) {
        details.apply(job.editSpec()).endSpec();
        return this;
    }

    /** By the rules of this release. */
    JobScenario on(Release release) {
        this.release = release;
        return this;
    }

    JobScenario startingAt(Duration afterWholeSecond) {
        start = Scenario.START.plus(afterWholeSecond);
        return this;
    }

    Result play() {
        Result result = playFor(Duration.ofDays(1).toSeconds());
        result.check(result.ended(), "the Job to end");
        return result;
    }

    Result playFor(double seconds) {
        Job built = job.build();
        JobLifecycle lifecycle = new JobLifecycle(built, release, start);
        Map<String, SimulatedPod> simulated = new LinkedHashMap<>();
        List<Optional<CompletionIndex>> indexes = new ArrayList<>();
        Instant now = start;
        Instant limit = start.plusMillis(Math.round(seconds * 1000));
        while (!now.isAfter(limit)) {
            for (JobLifecycle.JobAction action : lifecycle.advance(statuses(simulated), now)) {
                switch (action) {
                    case JobLifecycle.JobAction.CreatePod(var index) -> {
                        indexes.add(index);
                        String name = "job-" + simulated.size();
                        simulated.put(name, create(built, name, now, simulated.size()));
                    }
                    case JobLifecycle.JobAction.StopPod(String pod) -> simulated.get(pod).stop(now);
                }
            }
            Instant next = Stream.concat(lifecycle.nextWakeUp().stream(),
                    simulated.values().stream().flatMap(p -> p.nextTime().stream())).min(Comparator.naturalOrder())
                    .orElse(Instant.MAX);
            if (lifecycle.ended() || next.isAfter(limit)) {
                break;
            }
            now = next;
            for (SimulatedPod pod : simulated.values()) {
                if (pod.nextTime().filter(t -> !t.isAfter(next)).isPresent()) {
                    pod.step(next);
                }
            }
        }
        return new Result(start, lifecycle, List.copyOf(simulated.values()), indexes);
    }

    private SimulatedPod create(Job built, String name, Instant now, int index) {
        Pod pod = new PodBuilder().withNewMetadata().withName(name).withNamespace("test").endMetadata()
                .withSpec(built.getSpec().getTemplate().getSpec()).build();
        return new SimulatedPod(pod, release, pods.get(Math.min(index, pods.size() - 1)).scripts(), now);
    }

    private static Map<String, PodStatus> statuses(Map<String, SimulatedPod> pods) {
        return pods.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
                e -> e.getValue().lifecycle().status(), (a, _) -> a, LinkedHashMap::new));
    }

    /** What became of a played Job; a failed assertion prints all events. */
    static final class Result {

        private final Instant start;
        private final JobStatus status;
        private final boolean ended;
        private final List<Event> jobEvents;
        private final List<Timeline> pods;
        private final List<Optional<CompletionIndex>> indexes;

        private Result(Instant start, JobLifecycle job, List<SimulatedPod> pods,
                List<Optional<CompletionIndex>> indexes) {
            this.indexes = indexes;
            this.start = start;
            status = job.status();
            ended = job.ended();
            jobEvents = job.events();
            this.pods = pods.stream().map(p -> new Timeline(start, p)).toList();
        }

        JobStatus status() {
            return status;
        }

        boolean ended() {
            return ended;
        }

        List<Event> events() {
            return jobEvents;
        }

        Timeline pod(int index) {
            return pods.get(index);
        }

        /** The pods that were created, by the time each was. */
        Result createsPodsAt(double... seconds) {
            List<Double> expected = Arrays.stream(seconds).boxed().toList();
            List<Double> seen = pods.stream().map(p -> p.timeOf(null, Event.Type.POD_CREATED, 0)).toList();
            return check(seen.equals(expected), "pods created at " + expected);
        }

        /** The indexes of the pods, in order of creation. */
        Result createsIndexes(int... expected) {
            List<Integer> seen = indexes.stream().map(index -> index.map(CompletionIndex::value).orElse(-1)).toList();
            return check(seen.equals(Arrays.stream(expected).boxed().toList()),
                    "pods of indexes " + Arrays.toString(expected) + ", not " + seen);
        }

        CompletionIndex index(int pod) {
            return indexes.get(pod).orElseThrow();
        }

        Result conditions(String... typesAndReasons) {
            List<String> seen = status.getConditions().stream().map(c -> c.getType() + " " + c.getReason()).toList();
            return check(seen.equals(List.of(typesAndReasons)), "conditions " + List.of(typesAndReasons));
        }

        Result conditionAt(String type, double seconds) {
            double seen = jobEvents.stream().filter(e -> (e.detail() + ":").startsWith(type + ":")).findFirst()
                    .map(e -> Duration.between(start, e.at()).toMillis() / 1000.0).orElse(-1.0);
            return check(seen == seconds, "condition " + type + " at " + seconds);
        }

        Result counts(Integer active, Integer succeeded, Integer failed) {
            return check(Objects.equals(active, status.getActive())
                    && Objects.equals(succeeded, status.getSucceeded())
                    && Objects.equals(failed, status.getFailed()),
                    "active " + active + ", succeeded "
                            + succeeded + ", failed " + failed);
        }

        String message(String type) {
            return status.getConditions().stream().filter(c -> c.getType().equals(type)).findFirst().orElseThrow()
                    .getMessage();
        }

        Result check(boolean fulfilled, String expected) {
            if (!fulfilled) {
                List<String> lines = new ArrayList<>(List.of("expected " + expected, jobEvents.toString(),
                        status.toString()));
                pods.forEach(p -> lines.add(p.toString()));
                throw new AssertionError(String.join("\n", lines));
            }
            return this;
        }
    }
}
