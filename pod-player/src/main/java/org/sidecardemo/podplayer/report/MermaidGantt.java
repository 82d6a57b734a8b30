package org.sidecardemo.podplayer.report;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import org.sidecardemo.podplayer.report.Track.Bar;
import org.sidecardemo.podplayer.report.Track.Mark;
import org.sidecardemo.podplayer.report.Track.Sign;

/** A recording as a gantt of Mermaid: a section for each container, times since the beginning. */
final class MermaidGantt {

    /** Mermaid reads and shows times in its reader's own zone, so a number of milliseconds would begin at half an hour there. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT);
    private static final LocalDateTime MIDNIGHT = LocalDate.of(2000, 1, 1).atStartOfDay();
    /** Up to here Mermaid would name fractions of a second, which its axis doesn't show. */
    private static final Duration SHORT = Duration.ofSeconds(15);

    private final Recording recording;
    private final StringBuilder gantt = new StringBuilder();

    private MermaidGantt(Recording recording) {
        this.recording = recording;
    }

    static String of(Recording recording) {
        return new MermaidGantt(recording).write();
    }

    private String write() {
        line("gantt");
        line("    title %s: %s after %s", plain(recording.name()), recording.verdict().outcome().label(),
                Seconds.brief(recording.duration()));
        line("    dateFormat YYYY-MM-DD HH:mm:ss.SSS");
        line("    axisFormat %s", recording.duration().toHours() == 0 ? "%M:%S" : "%H:%M");
        if (recording.duration().compareTo(SHORT) <= 0) {
            line("    tickInterval 1second");
        }
        for (var tracks : Track.of(recording)) {
            for (var track : tracks) {
                line("    section %s", plain(recording.pods().size() == 1
                        ? track.container()
                        : track.pod() + " " + track.container()));
                track.bars().forEach(this::bar);
                track.marks().stream().filter(mark -> mark.sign() != Sign.PROBE_FAILED).forEach(this::mark);
            }
        }
        return gantt.toString();
    }

    private void bar(Bar bar) {
        var tag = switch (bar.phase()) {
            case WAITING -> "done, ";
            case STARTING -> "active, ";
            case RUNNING -> "";
            case TERMINATING -> "crit, ";
        };
        line("    %s :%s%s, %dms", bar.phase().label(), tag, since(bar.from()),
                Math.max(1, Duration.between(bar.from(), bar.to()).toMillis()));
    }

    private void mark(Mark mark) {
        var text = switch (mark.sign()) {
            case PROBE_FAILED, PROBE_SUCCEEDED -> "probe succeeded";
            case SIGTERM, SIGKILL -> mark.sign().name();
            case ENDED, PRINTED -> plain(mark.text());
        };
        line("    %s :%smilestone, %s, 0ms", text, mark.sign() == Sign.ENDED && !mark.good() ? "crit, " : "",
                since(mark.at()));
    }

    private String since(Instant at) {
        return MIDNIGHT.plus(Duration.between(recording.begin(), at)).format(TIME);
    }

    /** Without what has a meaning in Mermaid, or in the HTML that it makes. */
    private static String plain(String text) {
        var plain = Visible.text(text).replaceAll("[:;#,%<>\"`\\\\{}\t]", " ").replaceAll(" +", " ").strip();
        return plain.isEmpty() ? "?" : Svg.shorten(plain, 80);
    }

    private void line(String format, Object... values) {
        gantt.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
