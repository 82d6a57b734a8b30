package org.sidecardemo.podplayer.draw;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import org.sidecardemo.podplayer.report.ApiEvents;
import org.sidecardemo.podplayer.report.Recording;

/** What the API's objects tell of its Jobs and pods: a recording of each Job with its pods, and of each pod without one. */
public final class Cluster {

    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private final Map<String, List<Pod>> pods = new LinkedHashMap<>();
    private final SequencedCollection<Event> events;
    private final Instant seen;

    /** @param seen when the objects were as they are, for what still goes on */
    public Cluster(ApiStream stream, Instant seen) {
        stream.jobs().forEach(job -> jobs.put(key(job), job));
        stream.pods().forEach(pod -> pods.computeIfAbsent(key(pod), _ -> new ArrayList<>()).add(pod));
        events = stream.events();
        this.seen = seen;
    }

    /**
     * In order of creation.
     *
     * @throws DateTimeParseException if an object has a time that is none
     */
    public List<Recording> recordings() {
        var ofJobs = jobs.values().stream().map(job -> recording(Optional.of(job), podsOf(job)));
        var alone = pods.values().stream().filter(versions -> jobOf(versions.getLast()).isEmpty())
                .map(versions -> recording(Optional.empty(), List.of(versions)));
        return Stream.concat(ofJobs, alone).sorted(Comparator.comparing(Recording::begin)).toList();
    }

    private List<List<Pod>> podsOf(Job job) {
        return pods.values().stream().filter(versions -> jobOf(versions.getLast()).filter(job::equals).isPresent())
                .sorted(Comparator.comparing(versions -> PodHistory.created(versions.getLast()))).toList();
    }

    private Optional<Job> jobOf(Pod pod) {
        return pod.getMetadata().getOwnerReferences().stream().filter(owner -> "Job".equals(owner.getKind()))
                .flatMap(owner -> jobs.values().stream()
                        .filter(job -> owner.getUid() == null
                                ? job.getMetadata().getName().equals(owner.getName())
                                : owner.getUid().equals(job.getMetadata().getUid())))
                .findFirst();
    }

    private Recording recording(Optional<Job> job, List<List<Pod>> versions) {
        var newest = versions.stream().map(List::getLast).toList();
        var begin = PodHistory.created(job.<HasMetadata>map(j -> j).orElseGet(newest::getFirst));
        var about = events.stream().filter(event -> isAbout(event, job, newest)).toList();
        var bare = new Recording(job, newest, List.of(), begin, seen);
        if (about.stream().anyMatch(ApiEvents::isPlayers)) {
            return ApiEvents.read(bare, about.stream().filter(ApiEvents::isPlayers).toList());
        }
        var happened = versions.stream().flatMap(pod -> new PodHistory(pod, about).events().stream())
                .sorted(Comparator.comparing(org.sidecardemo.podplayer.lifecycle.Event::at)).toList();
        return new Recording(job, newest, happened, begin, end(bare, happened));
    }

    /** When it was over, or else was seen; never before what has happened. */
    private static Instant end(Recording recording, List<org.sidecardemo.podplayer.lifecycle.Event> happened) {
        var last = happened.isEmpty() ? recording.begin() : happened.getLast().at();
        if (recording.verdict().outcome().isOpen()) {
            return recording.end().isAfter(last) ? recording.end() : last;
        }
        return recording.job().stream().flatMap(job -> job.getStatus().getConditions().stream())
                .filter(c -> c.getStatus().equals("True")
                        && (c.getType().equals("Complete") || c.getType().equals("Failed")))
                .flatMap(c -> Stream.ofNullable(c.getLastTransitionTime())).map(Instant::parse)
                .filter(at -> at.isAfter(last)).findFirst()
                .orElse(last);
    }

    private static boolean isAbout(Event event, Optional<Job> job, List<Pod> pods) {
        return Stream.concat(job.stream(), pods.stream()).anyMatch(object -> {
            var about = event.getInvolvedObject();
            return object.getKind().equals(about.getKind())
                    && object.getMetadata().getName().equals(about.getName())
                    && (about.getUid() == null || about.getUid().equals(object.getMetadata().getUid()));
        });
    }

    private static String key(HasMetadata object) {
        return object.getMetadata().getNamespace() + "/" + object.getMetadata().getName() + "/"
                + object.getMetadata().getUid();
    }
}
