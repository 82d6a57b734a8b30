package org.sidecardemo.podplayer.lifecycle;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import org.sidecardemo.podplayer.manifest.Workload;
import org.sidecardemo.podplayer.release.Release;
import org.sidecardemo.podplayer.report.Ansi;
import org.sidecardemo.podplayer.report.PlainLines;
import org.sidecardemo.podplayer.report.Recording;
import org.sidecardemo.podplayer.report.StateTable;
import org.sidecardemo.podplayer.report.TextTable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;

/** A play in virtual time, and what the player prints of it. */
final class VirtualPlay {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LONG_ENOUGH = Duration.ofDays(1);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Play play;
    private final Release release;
    private final Instant begin;
    private final Instant limit;
    private final StringBuilder text = new StringBuilder();
    private final List<SimulatedPod> pods = new ArrayList<>();
    private Optional<Job> job = Optional.empty();
    private List<Event> events = List.of();
    private boolean ended;

    private VirtualPlay(Play play, Release release) {
        this.play = play;
        this.release = release;
        begin = BEGIN.plus(play.circumstances().afterWholeSecond());
        limit = begin.plus(play.circumstances().watch().orElse(LONG_ENOUGH));
    }

    /** The events, the states of the containers and what else is part of a timeline, a line each. */
    static String timeline(Play play, Release release) {
        return new VirtualPlay(play, release).timeline();
    }

    /** The steps between states that its pods take. */
    static Set<Transition> transitions(Play play) {
        return played(play, play.circumstances().releases().getLast()).pods.stream()
                .flatMap(pod -> pod.transitions().stream()).collect(Collectors.toSet());
    }

    static VirtualPlay played(Play play, Release release) {
        var virtual = new VirtualPlay(play, release);
        virtual.timeline();
        return virtual;
    }

    /** What comes of it, until nothing more happened. */
    Recording recording() {
        return new Recording(job, pods.stream().map(SimulatedPod::pod).toList(), events, begin,
                events.isEmpty() ? begin : events.getLast().at());
    }

    /** False for one that was no longer watched. */
    boolean ended() {
        return ended;
    }

    String text() {
        return text.toString();
    }

    private String timeline() {
        switch (play.workload(release)) {
            case Workload.PodWorkload(_, _, var pod, _, _) -> play(pod);
            case Workload.JobWorkload(_, _, var job, _, _) -> play(job);
        }
        return text.toString();
    }

    private void play(Pod pod) {
        var identified = new PodBuilder(pod).editMetadata().withUid("1").endMetadata().build();
        var simulated = new SimulatedPod(identified, release, play.scripts().getFirst(), begin);
        simulated.playUntil(limit, play.circumstances().deletion().map(begin::plus));
        pods.add(simulated);
        tell(List.of(), simulated.lifecycle().ended());
        if (play.circumstances().showsStatus()) {
            show(simulated.status());
        }
    }

    private void play(Job job) {
        var simulated = new SimulatedJob(job, release, play.scripts(), play.byIndex(), begin);
        simulated.playUntil(limit);
        pods.addAll(simulated.pods());
        tell(simulated.lifecycle().events(), simulated.lifecycle().ended());
        var status = simulated.lifecycle().status();
        this.job = Optional.of(new JobBuilder(job).withStatus(status).build());
        text.append('\n').append(counts(status));
        if (!simulated.indexes().isEmpty()) {
            text.append('\n').append(indexes(simulated.indexes()));
        }
        if (play.circumstances().showsStatus()) {
            show(status);
        }
    }

    private void tell(List<Event> jobEvents, boolean hasEnded) {
        ended = hasEnded;
        events = Stream.concat(pods.stream().flatMap(pod -> pod.lifecycle().events().stream()), jobEvents.stream())
                .sorted(Comparator.comparing(Event::at)).toList();
        var lines = new ByteArrayOutputStream();
        var printer = new PlainLines(new PrintStream(lines, true, StandardCharsets.UTF_8), new Ansi(false));
        printer.begin("", begin);
        events.forEach(printer::event);
        text.append(lines.toString(StandardCharsets.UTF_8));
        if (!ended) {
            var seconds = play.circumstances().watch().orElseThrow(
                    () -> new IllegalArgumentException(play.file() + ": doesn't end; add: watch for SECONDS s"))
                    .toSeconds();
            text.append("and so on, after ").append(seconds).append(" s\n");
        }
        text.append('\n').append(StateTable.of(pods.stream().map(SimulatedPod::pod).toList()));
    }

    private static String counts(JobStatus status) {
        var table = new TextTable(List.of("ACTIVE", "READY", "TERMINATING", "SUCCEEDED", "FAILED", "COMPLETED INDEXES",
                "FAILED INDEXES"));
        table.add(Stream.concat(
                Stream.of(status.getActive(), status.getReady(), status.getTerminating(), status.getSucceeded(),
                        status.getFailed()).map(count -> Objects.requireNonNullElse(count, 0).toString()),
                Stream.of(status.getCompletedIndexes(), status.getFailedIndexes())
                        .map(indexes -> indexes == null || indexes.isEmpty() ? "-" : indexes))
                .toList());
        return table.toString();
    }

    private static String indexes(Map<String, CompletionIndex> indexes) {
        var table = new TextTable(List.of("POD", "INDEX", "FAILURES", "IGNORED"));
        indexes.forEach((pod, index) -> table.add(List.of(pod, Integer.toString(index.value()),
                index.failures().isEmpty() ? "-" : Integer.toString(index.failures().getAsInt()),
                Integer.toString(index.ignoredFailures()))));
        return table.toString();
    }

    private void show(Object status) {
        var settings = DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).setWidth(Integer.MAX_VALUE).build();
        text.append('\n').append(new Dump(settings).dumpToString(
                MAPPER.convertValue(status, new TypeReference<Map<String, Object>>() {})));
    }
}
