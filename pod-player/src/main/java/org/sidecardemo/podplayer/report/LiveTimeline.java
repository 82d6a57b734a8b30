package org.sidecardemo.podplayer.report;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.Pod;
import org.sidecardemo.podplayer.lifecycle.Event;
import org.sidecardemo.podplayer.report.Track.Bar;
import org.sidecardemo.podplayer.report.Track.Phase;
import org.sidecardemo.podplayer.report.Track.Sign;

/**
 * One row a container with a bar that grows, redrawn in place on a terminal; what containers print scrolls by above
 * the rows.
 */
public final class LiveTimeline implements Reporter {

    private static final int MOST_NAME = 24;
    private static final int LABEL = 14;
    private static final int LEAST_BAR = 10;
    private static final double FINEST = 0.1;

    private final PrintStream out;
    private final Ansi ansi;
    private final int lines;
    private final int columns;
    private final List<Event> events = new ArrayList<>();
    private Instant begin = Instant.EPOCH;
    /** Those that are drawn, in order of creation. */
    private final List<Pod> pods = new ArrayList<>();
    private int drawn;
    private Instant drawnAt = Instant.EPOCH;

    /**
     * @param lines the terminal's height; rows that don't fit are left out, as no cursor gets back to them
     * @param columns its width
     */
    public LiveTimeline(PrintStream out, Ansi ansi, int lines, int columns) {
        this.out = out;
        this.ansi = ansi;
        this.lines = lines;
        this.columns = columns;
    }

    @Override
    public void begin(String name, Instant now) {
        begin = now;
        events.clear();
    }

    /** The rows of pods that have ended stay as they are, above all that is drawn again. */
    @Override
    public void created(Pod created) {
        var over = pods.stream().filter(this::ended).toList();
        if (!over.isEmpty()) {
            if (over.size() < pods.size()) {
                out.print(erase() + rows(over, drawnAt));
            }
            pods.removeAll(over);
            drawn = 0;
        }
        pods.add(created);
    }

    @Override
    public void event(Event event) {
        events.add(event);
    }

    @Override
    public void printed(String ofPod, String container, String line, Instant now) {
        var who = pods.size() > 1 ? ofPod + "/" + container : container;
        out.print(erase() + ansi.dim(who + " | ") + Visible.text(line) + "\n" + rows(pods, now));
        out.flush();
    }

    @Override
    public void tick(Instant now) {
        out.print(erase() + rows(pods, now));
        out.flush();
    }

    @Override
    public void end(Instant now) {
        tick(now);
        pods.clear();
        drawn = 0;
    }

    private String erase() {
        return drawn == 0 ? "" : "\033[" + drawn + "A\r\033[J";
    }

    private boolean ended(Pod pod) {
        return events.stream().anyMatch(e -> e.type() == Event.Type.POD_PHASE && e.pod().equals(nameOf(pod))
                && List.of("Succeeded", "Failed").contains(e.detail()));
    }

    private static String nameOf(Pod pod) {
        return pod.getMetadata().getName();
    }

    private String rows(List<Pod> shown, Instant now) {
        drawnAt = now;
        if (shown.isEmpty()) {
            return "";
        }
        var tracks = shown.stream().flatMap(pod -> Track.of(pod, events, now).stream()).toList();
        var rows = new ArrayList<String>();
        int name = Math.min(MOST_NAME, tracks.stream().mapToInt(t -> t.container().length()).max().orElse(0));
        int width = Math.max(LEAST_BAR, columns - name - LABEL - 4);
        double scale = Math.max(FINEST, seconds(now) / width);
        var pod = "";
        for (var track : tracks) {
            if (shown.size() > 1 && !track.pod().equals(pod)) {
                pod = track.pod();
                rows.add(ansi.dim(pod));
            }
            var label = label(track);
            rows.add(ansi.bold(padded(track.container(), name)) + "  "
                    + bar(track, scale, (int) Math.min(width, seconds(now) / scale)) + (label.isEmpty() ? "" : " ")
                    + label);
        }
        int fitting = Math.min(rows.size(), Math.max(1, lines - 2));
        var more = fitting == rows.size() ? "" : "  and " + (rows.size() - fitting) + " more";
        rows.subList(fitting, rows.size()).clear();
        rows.add(ansi.dim(" ".repeat(name + 2) + Seconds.brief(Duration.between(begin, now)) + more));
        drawn = rows.size();
        return String.join("\n", rows) + "\n";
    }

    /** Each cell shows what went on in the middle of its time. */
    private String bar(Track track, double scale, int cells) {
        var bar = new StringBuilder();
        Optional<Phase> phase = Optional.empty();
        int length = 0;
        for (int cell = 0; cell < cells; cell++) {
            var next = phase(track, begin.plusNanos((long) ((cell + 0.5) * scale * 1e9)));
            if (!next.equals(phase)) {
                bar.append(stretch(phase, length));
                phase = next;
                length = 0;
            }
            length++;
        }
        return bar.append(stretch(phase, length)).toString();
    }

    private static Optional<Phase> phase(Track track, Instant at) {
        return track.bars().stream().filter(bar -> !at.isBefore(bar.from()) && at.isBefore(bar.to())).map(Bar::phase)
                .findFirst();
    }

    private String stretch(Optional<Phase> phase, int length) {
        return phase.map(p -> switch (p) {
            case WAITING -> ansi.dim("·".repeat(length));
            case STARTING -> ansi.yellow("░".repeat(length));
            case RUNNING -> ansi.cyan("█".repeat(length));
            case TERMINATING -> ansi.red("▒".repeat(length));
        }).orElse(" ".repeat(length));
    }

    private String label(Track track) {
        if (!track.bars().isEmpty() && track.bars().getLast().open()) {
            return track.bars().getLast().phase().label();
        }
        return track.marks().stream().filter(m -> m.sign() == Sign.ENDED).reduce((_, last) -> last)
                .map(m -> m.good() ? ansi.green(m.text()) : ansi.red(m.text())).orElse("");
    }

    private double seconds(Instant now) {
        return Duration.between(begin, now).toNanos() / 1e9;
    }

    private static String padded(String name, int width) {
        return name.length() > width ? name.substring(0, width - 1) + "…" : name + " ".repeat(width - name.length());
    }
}
