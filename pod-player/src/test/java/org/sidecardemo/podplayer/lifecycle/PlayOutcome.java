package org.sidecardemo.podplayer.lifecycle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import org.sidecardemo.podplayer.lifecycle.Event.Type;
import org.sidecardemo.podplayer.report.Recording;
import org.sidecardemo.podplayer.report.StateTable;

/**
 * What came of a play, whenever it came, and whatever its pods are called.
 *
 * @param runs by pod and container: each start and each end, with its code
 * @param firstStarts by pod its containers, as they were started for the first time
 * @param phases by pod, each with its reason if it has one
 * @param states the table
 * @param job its conditions with their reasons; empty for a Pod
 */
public record PlayOutcome(SortedMap<String, List<String>> runs, SortedMap<String, List<String>> firstStarts,
        SortedMap<String, String> phases, String states, List<String> job) {

    public static final String STARTED = "started";

    public static PlayOutcome of(Recording recording) {
        var names = recording.pods().stream().map(pod -> pod.getMetadata().getName()).toList();
        var outcome = ofEnded(recording.pods());
        recording.events().forEach(event -> outcome.add(event, number(names.indexOf(event.pod()))));
        return outcome;
    }

    /** Without runs and conditions, which are to be added. */
    public static PlayOutcome ofEnded(List<Pod> pods) {
        var phases = new TreeMap<String, String>();
        numbered(pods).forEach(pod -> phases.put(pod.getMetadata().getName(), phase(pod.getStatus())));
        return new PlayOutcome(new TreeMap<>(), new TreeMap<>(), phases, StateTable.of(numbered(pods)),
                new ArrayList<>());
    }

    private static String phase(PodStatus status) {
        return status.getReason() == null ? status.getPhase() : status.getPhase() + " " + status.getReason();
    }

    private void add(Event event, String pod) {
        if (event.type() == Type.JOB_CONDITION) {
            job.add(Arrays.stream(event.detail().split(": ")).limit(2).collect(Collectors.joining(": ")));
        } else if (event.type() == Type.STARTED || event.type() == Type.ENDED) {
            var started = firstStarts.computeIfAbsent(pod, _ -> new ArrayList<>());
            if (!started.contains(event.container().name())) {
                started.add(event.container().name());
            }
            runs.computeIfAbsent(pod + " " + event.container().name(), _ -> new ArrayList<>())
                    .add(event.type() == Type.STARTED ? STARTED : event.detail().split(":")[0]);
        }
    }

    private static List<Pod> numbered(List<Pod> pods) {
        return IntStream.range(0, pods.size())
                .mapToObj(i -> new PodBuilder(pods.get(i)).editMetadata().withName(number(i)).endMetadata().build())
                .toList();
    }

    public static String number(int index) {
        return "pod " + (index + 1);
    }
}
