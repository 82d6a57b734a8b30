package org.sidecardemo.podplayer.report;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.sidecardemo.podplayer.report.Track.Bar;
import org.sidecardemo.podplayer.report.Track.Mark;
import org.sidecardemo.podplayer.report.Track.Sign;

/** A recording in Chrome's Trace Event format: a process for each pod, a thread for each container, microseconds. */
final class ChromeTrace {

    private final Recording recording;
    private final List<Map<String, Object>> events = new ArrayList<>();

    private ChromeTrace(Recording recording) {
        this.recording = recording;
    }

    static String of(Recording recording) {
        return new ChromeTrace(recording).write();
    }

    private String write() {
        var pods = Track.of(recording);
        for (int pod = 0; pod < pods.size(); pod++) {
            name("process_name", pod + 1, 0, recording.pods().get(pod).getMetadata().getName());
            for (int c = 0; c < pods.get(pod).size(); c++) {
                var track = pods.get(pod).get(c);
                int process = pod + 1;
                int thread = c + 1;
                name("thread_name", process, thread, track.container());
                track.bars().forEach(bar -> bar(bar, process, thread));
                track.marks().forEach(mark -> mark(mark, process, thread));
            }
        }
        return Json.of(Map.of("traceEvents", events, "displayTimeUnit", "ms"));
    }

    private void name(String what, int process, int thread, String name) {
        add("M", what, process, thread, Map.of("args", Map.of("name", name)));
    }

    private void bar(Bar bar, int process, int thread) {
        add("X", bar.phase().label(), process, thread, Map.of("ts", since(bar.from()), "dur",
                ChronoUnit.MICROS.between(bar.from(), bar.to()), "args", arguments(bar.detail(), bar.rule())));
    }

    private void mark(Mark mark, int process, int thread) {
        var name = switch (mark.sign()) {
            case PROBE_FAILED -> "probe failed";
            case PROBE_SUCCEEDED -> "probe succeeded";
            case SIGTERM, SIGKILL -> mark.sign().name();
            case ENDED, PRINTED -> mark.text();
        };
        var detail = mark.sign() == Sign.ENDED || mark.sign() == Sign.PRINTED ? "" : mark.text();
        add("i", name, process, thread,
                Map.of("ts", since(mark.at()), "s", "t", "args", arguments(detail, mark.rule())));
    }

    private static Map<String, Object> arguments(String detail, Optional<Integer> rule) {
        var arguments = new LinkedHashMap<String, Object>();
        if (!detail.isEmpty()) {
            arguments.put("detail", detail);
        }
        rule.ifPresent(number -> arguments.put("rule", number));
        return arguments;
    }

    private void add(String type, String name, int process, int thread, Map<String, Object> more) {
        var event = new LinkedHashMap<String, Object>(Map.of("ph", type, "name", name, "pid", process, "tid", thread));
        event.putAll(more);
        events.add(event);
    }

    private long since(Instant at) {
        return ChronoUnit.MICROS.between(recording.begin(), at);
    }
}
