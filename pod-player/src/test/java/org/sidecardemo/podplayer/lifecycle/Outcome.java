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
import org.sidecardemo.podplayer.lifecycle.Event.Type;
import org.sidecardemo.podplayer.report.Recording;
import org.sidecardemo.podplayer.report.StateTable;

/**
 * What came of a play, whenever it came, and whatever its pods are called.
 *
 * @param runs by pod and container: each start and each end, with its code
 * @param firstStarts by pod its containers, as they were started for the first time
 * @param states the table
 * @param job its conditions with their reasons; empty for a Pod
 */
record Outcome(SortedMap<String, List<String>> runs, SortedMap<String, List<String>> firstStarts, String states,
        List<String> job) {

    static Outcome of(Recording recording) {
        var names = recording.pods().stream().map(pod -> pod.getMetadata().getName()).toList();
        var outcome = new Outcome(new TreeMap<>(), new TreeMap<>(), StateTable.of(numbered(recording.pods())),
                new ArrayList<>());
        recording.events().forEach(event -> outcome.add(event, number(names.indexOf(event.pod()))));
        return outcome;
    }

    private void add(Event event, String pod) {
        if (event.type() == Type.JOB_CONDITION) {
            job.add(Arrays.stream(event.detail().split(": ")).limit(2).collect(Collectors.joining(": ")));
        } else if (event.type() == Type.STARTING) {
            var started = firstStarts.computeIfAbsent(pod, _ -> new ArrayList<>());
            if (!started.contains(event.container().name())) {
                started.add(event.container().name());
            }
        } else if (event.type() == Type.STARTED || event.type() == Type.ENDED) {
            runs.computeIfAbsent(pod + " " + event.container().name(), _ -> new ArrayList<>())
                    .add(event.type() == Type.STARTED ? "started" : event.detail().split(":")[0]);
        }
    }

    private static List<Pod> numbered(List<Pod> pods) {
        return IntStream.range(0, pods.size())
                .mapToObj(i -> new PodBuilder(pods.get(i)).editMetadata().withName(number(i)).endMetadata().build())
                .toList();
    }

    private static String number(int index) {
        return "pod " + (index + 1);
    }
}
