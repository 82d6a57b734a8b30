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
    private Pod pod;
    private int drawn;

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

    /** The rows of the pod before, if any, stay as they are. */
    @Override
    public void created(Pod created) {
        pod = created;
        drawn = 0;
    }

    @Override
    public void event(Event event) {
        events.add(event);
    }

    @Override
    public void printed(String ofPod, String container, String line, Instant now) {
        out.print(erase() + ansi.dim(container + " | ") + Visible.text(line) + "\n" + rows(now));
        out.flush();
    }

    @Override
    public void tick(Instant now) {
        out.print(erase() + rows(now));
        out.flush();
    }

    @Override
    public void end(Instant now) {
        tick(now);
        pod = null;
        drawn = 0;
    }

    private String erase() {
        return drawn == 0 ? "" : "\033[" + drawn + "A\r\033[J";
    }

    private String rows(Instant now) {
        if (pod == null) {
            return "";
        }
        var tracks = Track.of(pod, events, now);
        int name = Math.min(MOST_NAME, tracks.stream().mapToInt(t -> t.container().length()).max().orElse(0));
        int width = Math.max(LEAST_BAR, columns - name - LABEL - 4);
        double scale = Math.max(FINEST, seconds(now) / width);
        var text = new StringBuilder();
        int fitting = Math.min(tracks.size(), Math.max(1, lines - 2));
        for (var track : tracks.subList(0, fitting)) {
            var label = label(track);
            text.append(ansi.bold(padded(track.container(), name))).append("  ")
                    .append(bar(track, scale, (int) Math.min(width, seconds(now) / scale)))
                    .append(label.isEmpty() ? "" : " ").append(label).append('\n');
        }
        var more = fitting == tracks.size() ? "" : "  and " + (tracks.size() - fitting) + " more";
        text.append(ansi.dim(" ".repeat(name + 2) + Seconds.brief(Duration.between(begin, now)) + more)).append('\n');
        drawn = fitting + 1;
        return text.toString();
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
