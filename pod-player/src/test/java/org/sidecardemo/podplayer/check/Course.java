package org.sidecardemo.podplayer.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import org.sidecardemo.podplayer.lifecycle.Event;

/**
 * What happened in a play, but for its times, and how often a run was repeated.
 *
 * @param runs by pod and container how its runs ended, of which those that ended alike one after the other are one; by pod
 *        its last phase
 * @param starts in which order containers were started for the first time
 * @param end of the Job
 */
record Course(Map<String, List<String>> runs, List<String> starts, String end) {

    private static final String OPEN = "runs";
    private static final String SIGKILLED = "137";

    static Course of(List<Event> events) {
        Map<String, List<String>> runs = new LinkedHashMap<>();
        List<String> starts = new ArrayList<>();
        List<String> pods = new ArrayList<>();
        Set<String> told = new HashSet<>();
        Set<String> ending = new HashSet<>();
        var end = OPEN;
        for (var event : events) {
            if (event.type() == Event.Type.JOB_CONDITION) {
                end = jobEnd(event, end);
                continue;
            }
            if (!pods.contains(event.pod())) {
                pods.add(event.pod());
            }
            var pod = "pod " + (pods.indexOf(event.pod()) + 1);
            if (event.container() == null) {
                if (event.type() == Event.Type.POD_PHASE && event.detail().matches("(Succeeded|Failed).*")) {
                    runs.put(pod, List.of(event.detail()));
                } else if (event.type() == Event.Type.TERMINATING) {
                    ending.add(pod);
                }
                continue;
            }
            var container = pod + " " + event.container().name();
            switch (event.type()) {
                case STARTING -> {
                    if (!starts.contains(container)) {
                        starts.add(container);
                    }
                }
                case STARTED -> runs.computeIfAbsent(container, _ -> new ArrayList<>()).add(OPEN);
                case TERMINATING -> told.add(container);
                case ENDED -> end(runs.computeIfAbsent(container, _ -> new ArrayList<>()),
                        code(event, told.remove(container) || ending.contains(pod)));
                default -> {
                    // says nothing of it
                }
            }
        }
        return new Course(runs, starts, end);
    }

    /**
     * A process that is told to end before it has set its handler ends with 143. While it waits for its turn to be told, a
     * sidecar may end by itself as well.
     */
    private static String code(Event ended, boolean told) {
        var code = ended.detail().split(" ")[0];
        return told && !code.equals(SIGKILLED) ? "told" : code;
    }

    private static String jobEnd(Event event, String before) {
        var parts = event.detail().split(": ", 3);
        return switch (parts[0]) {
            case "Complete" -> "Complete";
            case "Failed" -> "Failed " + parts[1];
            default -> before;
        };
    }

    private static void end(List<String> ofContainer, String code) {
        if (!ofContainer.isEmpty() && ofContainer.getLast().equals(OPEN)) {
            ofContainer.removeLast();
        }
        if (ofContainer.isEmpty() || !ofContainer.getLast().equals(code)) {
            ofContainer.add(code);
        }
    }

    /** Whether the Job hadn't ended. */
    boolean isOpen() {
        return end.equals(OPEN);
    }

    /** Whether a play of this course may still become that other one. */
    boolean begins(Course other) {
        return (end.equals(OPEN) || end.equals(other.end)) && isPrefix(starts, other.starts)
                && runs.entrySet().stream().allMatch(
                        each -> isPrefix(ended(each.getValue()), other.runs.getOrDefault(each.getKey(), List.of())));
    }

    private static List<String> ended(List<String> runs) {
        return runs.getLast().equals(OPEN) ? runs.subList(0, runs.size() - 1) : runs;
    }

    private static boolean isPrefix(List<String> some, List<String> all) {
        return some.size() <= all.size()
                && IntStream.range(0, some.size()).allMatch(i -> some.get(i).equals(all.get(i)));
    }
}
