package org.sidecardemo.podplayer.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.sidecardemo.podplayer.report.Track.Bar;
import org.sidecardemo.podplayer.report.Track.Mark;
import org.sidecardemo.podplayer.report.Track.Phase;
import org.sidecardemo.podplayer.report.Track.Sign;
import org.sidecardemo.podplayer.report.Verdict.Outcome;

/**
 * Draws a recording: one row a container in the order in which they start, time to the right. The same recording
 * always gives the same bytes.
 */
public final class TimelineSvg {

    private static final int WIDTH = 960;
    private static final int MARGIN = 32;
    private static final int PLOT_LEFT = 208;
    private static final int PLOT_WIDTH = 592;
    private static final int ROW = 46;
    private static final int BAR = 18;
    private static final int LINE = 19;
    /** A line of the reason; about what fits, since there is no measuring of text here. */
    private static final int LINE_CHARACTERS = 126;
    private static final int CHARACTER = 8;
    private static final int NAME_CHARACTERS = 22;
    private static final int LABEL_CHARACTERS = 16;
    private static final int LABEL_ABOVE_BAR = 62;
    private static final List<Integer> STEPS = List.of(1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600);
    private static final int MOST_STEPS = 10;

    private static final String STYLE = """
            .tl text{font-family:ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;\
            font-size:13px;font-variant-numeric:tabular-nums}
            .tl .card{fill:#fcfcfb;stroke:#e4e5e3}
            .tl .ink{fill:#22282e}.tl .muted{fill:#6a737c}.tl .good{fill:#2d7a57}.tl .bad{fill:#b5483a}
            .tl .line-good{stroke:#2d7a57}.tl .line-bad{stroke:#b5483a}
            .tl .title{font-size:19px;font-weight:650;letter-spacing:-.01em}
            .tl .name{font-weight:600}.tl .strong{font-weight:650}.tl .small{font-size:11px}
            .tl .grid{stroke:#e9eae8}.tl .rule{stroke:#d5d8d6}
            .tl .waiting{fill:#f0f1ef}.tl .hatch{stroke:#d3d7d5}
            .tl .starting{fill:#ecc77a}.tl .running{fill:#5aa79c}.tl .terminating{fill:#cf8b79}
            .tl .tick{fill:none;stroke:#7d5a14}.tl .check{fill:#fcfcfb;stroke:#2d7a57}
            @media (prefers-color-scheme:dark){
            .tl .card{fill:#171b20;stroke:#2b3138}
            .tl .ink{fill:#e7eaec}.tl .muted{fill:#98a2ab}.tl .good{fill:#74c69d}.tl .bad{fill:#ee9a8b}
            .tl .line-good{stroke:#74c69d}.tl .line-bad{stroke:#ee9a8b}
            .tl .grid{stroke:#252b31}.tl .rule{stroke:#3a424a}
            .tl .waiting{fill:#20262c}.tl .hatch{stroke:#3b444c}
            .tl .starting{fill:#c39a4a}.tl .running{fill:#3f8f86}.tl .terminating{fill:#b06a5a}
            .tl .tick{stroke:#2c1f05}.tl .check{fill:#171b20;stroke:#74c69d}}
            """;

    private final Recording recording;
    private final Verdict verdict;
    private final List<List<Track>> pods;
    private final List<String> reason;
    private final double seconds;
    private final StringBuilder svg = new StringBuilder();

    private TimelineSvg(Recording recording) {
        this.recording = recording;
        verdict = recording.verdict();
        pods = recording.pods().stream().map(pod -> Track.of(pod, recording.events(), recording.end())).toList();
        reason = wrap(verdict.reason());
        seconds = Math.max(1, recording.duration().toMillis() / 1000.0);
    }

    /** The picture as a document of its own, which also may stand within HTML. */
    public static String of(Recording recording) {
        return new TimelineSvg(recording).draw();
    }

    private String draw() {
        int top = 62 + LINE * reason.size() + 34;
        int rows = pods.stream().mapToInt(List::size).sum() * ROW + (pods.size() > 1 ? pods.size() * LINE : 0);
        int bottom = top + rows;
        int height = bottom + 86;
        add("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"tl\" role=\"img\" viewBox=\"0 0 %d %d\">", WIDTH,
                height);
        add("<title>%s: %s</title>", Markup.escape(recording.name()), verdict.outcome().label());
        add("<desc>%s</desc>", Markup.escape(description()));
        add("<style>%s</style>", STYLE);
        add("<defs><pattern id=\"hatch\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" "
                + "patternTransform=\"rotate(45)\"><rect class=\"waiting\" width=\"7\" height=\"7\"/>"
                + "<path class=\"hatch\" stroke-width=\"1.6\" d=\"M0 0V7\"/></pattern></defs>");
        add("<rect class=\"card\" x=\".5\" y=\".5\" width=\"%d\" height=\"%d\" rx=\"12\"/>", WIDTH - 1, height - 1);
        header();
        grid(top, bottom);
        end(top, bottom);
        rows(top);
        legend(bottom + 62);
        add("</svg>");
        return svg.toString();
    }

    private void header() {
        text(MARGIN, 44, "ink title", Markup.escape(recording.name()));
        for (int line = 0; line < reason.size(); line++) {
            var outcome = line > 0
                    ? ""
                    : "<tspan class=\"strong %s\">%s</tspan><tspan dx=\"8\"> </tspan>".formatted(tone(),
                            verdict.outcome().label());
            text(MARGIN, 68 + line * LINE, "muted", outcome + Markup.escape(reason.get(line)));
        }
    }

    private void grid(int top, int bottom) {
        int step = STEPS.stream().filter(s -> seconds / s <= MOST_STEPS).findFirst().orElse((int) seconds);
        for (int s = 0; s <= seconds; s += step) {
            add("<path class=\"grid\" d=\"M%s %dV%d\"/>", number(x(s)), top, bottom);
            anchored(x(s), bottom + 18, "muted small", "middle", s == 0 ? "0 s" : Integer.toString(s));
        }
        add("<path class=\"rule\" d=\"M%d %dH%d\"/>", PLOT_LEFT, bottom, PLOT_LEFT + PLOT_WIDTH);
    }

    private void end(int top, int bottom) {
        var what = verdict.outcome() == Outcome.STUCK ? "not complete after " : verdict.outcome().label() + " after ";
        add("<path class=\"line-%s\" stroke-width=\"1.5\"%s d=\"M%s %dV%d\"/>", tone(),
                verdict.outcome().isOpen() ? " stroke-dasharray=\"3 4\"" : "", number(x(recording.end())), top - 6,
                bottom);
        anchored(x(recording.end()), top - 13, tone() + " small strong", "middle",
                what + Seconds.brief(recording.duration()));
    }

    private void rows(int top) {
        int y = top;
        for (var tracks : pods) {
            if (pods.size() > 1) {
                y += LINE;
                text(MARGIN, y, "muted small", Markup.escape(shorten(tracks.getFirst().pod(), 60)));
            }
            for (var track : tracks) {
                row(track, y + ROW / 2);
                y += ROW;
            }
        }
    }

    private void row(Track track, int middle) {
        text(MARGIN, middle - 1, "ink name", Markup.escape(shorten(track.container(), NAME_CHARACTERS)));
        text(MARGIN, middle + 14, "muted small", switch (track.kind()) {
            case INIT -> "init container";
            case SIDECAR -> "sidecar, restartPolicy: Always";
            case MAIN -> "container";
        });
        track.bars().forEach(bar -> bar(bar, middle));
        double free = PLOT_LEFT;
        for (var mark : track.marks()) {
            free = mark(mark, track, middle, free);
        }
    }

    private void bar(Bar bar, int middle) {
        double from = x(bar.from());
        double to = x(bar.to());
        add("<rect %s x=\"%s\" y=\"%d\" width=\"%s\" height=\"%d\" rx=\"3\"/>", fill(bar.phase()), number(from),
                middle - BAR / 2, number(Math.max(1.5, to - from - (bar.open() ? 0 : 1))), BAR);
        if (bar.open() && bar.phase() != Phase.WAITING) {
            // it runs on past the end of the picture
            for (int i = 0; i < 3; i++) {
                add("<rect %s x=\"%s\" y=\"%d\" width=\"5\" height=\"%d\" rx=\"2\" opacity=\"%s\"/>", fill(bar.phase()),
                        number(to + 4 + i * 8), middle - BAR / 2, BAR, number(0.6 - i * 0.2));
            }
        }
    }

    /** Returns where the space above the bar is free of labels. */
    private double mark(Mark mark, Track track, int middle, double free) {
        double x = x(mark.at());
        switch (mark.sign()) {
            case PROBE_FAILED ->
                add("<circle class=\"tick\" stroke-width=\"1.4\" cx=\"%s\" cy=\"%d\" r=\"2.6\"/>", number(x),
                        middle);
            case PROBE_SUCCEEDED -> check(x, middle);
            case SIGTERM, SIGKILL -> {
                add("<path class=\"bad\" d=\"M%s %dh8l-4 6z\"/>", number(x - 4), middle - BAR / 2 - 8);
                // to the left of a SIGTERM and to the right of a SIGKILL: the two are often close
                boolean left = mark.sign() == Sign.SIGTERM && x - LABEL_ABOVE_BAR > free;
                double from = left ? x - LABEL_ABOVE_BAR : x;
                if (from >= free) {
                    anchored(left ? x - 8 : x + 8, middle - BAR / 2 - 2, "muted small", left ? "end" : "start",
                            mark.sign().name());
                    return left ? x + 4 : x + LABEL_ABOVE_BAR;
                }
            }
            case ENDED -> end(mark, track, x, middle);
        }
        return free;
    }

    private void end(Mark mark, Track track, double x, int middle) {
        var tone = mark.good() ? "good" : "bad";
        var label = shorten(mark.text(), LABEL_CHARACTERS);
        double width = label.length() * CHARACTER + 8;
        var next = track.bars().stream().filter(bar -> !bar.from().isBefore(mark.at())).findFirst();
        if (next.isEmpty()) {
            // not across the line that marks the end of it all
            double end = x(recording.end());
            double free = x + width > end ? end : x;
            anchored(free + 8, middle + 4, "strong " + tone, "start", Markup.escape(label));
        } else if (x(next.get().to()) - x > width) {
            anchored(x + 6, middle + 4, "small " + tone, "start", Markup.escape(label));
        }
    }

    private void legend(int y) {
        double x = PLOT_LEFT;
        for (var phase : Phase.values()) {
            if (pods.stream().flatMap(List::stream).flatMap(t -> t.bars().stream()).anyMatch(b -> b.phase() == phase)) {
                add("<rect %s x=\"%s\" y=\"%d\" width=\"18\" height=\"11\" rx=\"3\"/>", fill(phase), number(x), y - 10);
                x = legendText(x + 25, y, phase.label());
            }
        }
        var signs = pods.stream().flatMap(List::stream).flatMap(t -> t.marks().stream()).map(Mark::sign)
                .collect(Collectors.toSet());
        if (signs.contains(Sign.PROBE_FAILED)) {
            add("<rect class=\"starting\" x=\"%s\" y=\"%d\" width=\"18\" height=\"11\" rx=\"3\"/>", number(x), y - 10);
            add("<circle class=\"tick\" stroke-width=\"1.4\" cx=\"%s\" cy=\"%s\" r=\"2.6\"/>", number(x + 9),
                    number(y - 4.5));
            x = legendText(x + 25, y, "probe failed");
        }
        if (signs.contains(Sign.PROBE_SUCCEEDED)) {
            check(x + 6, y - 4);
            legendText(x + 18, y, "probe succeeded");
        }
    }

    private void check(double x, int y) {
        add("<g class=\"check\" stroke-width=\"1.6\"><circle cx=\"%s\" cy=\"%d\" r=\"6.5\"/><path fill=\"none\" "
                + "stroke-linecap=\"round\" stroke-linejoin=\"round\" d=\"M%s %sl2.2 2.4 4-4.8\"/></g>", number(x), y,
                number(x - 3), number(y + 0.4));
    }

    private double legendText(double x, int y, String label) {
        anchored(x, y, "muted small", "start", label);
        return x + label.length() * 6 + 22;
    }

    private String description() {
        return verdict.reason() + ". "
                + pods.stream().flatMap(List::stream).map(this::describe).collect(Collectors.joining(" "));
    }

    private String describe(Track track) {
        return track.container() + ": " + track.bars().stream().map(bar -> bar.phase().label() + " "
                + Seconds.brief(Duration.between(recording.begin(), bar.from())) + " to "
                + Seconds.brief(Duration.between(recording.begin(), bar.to()))).collect(Collectors.joining(", "))
                + track.marks().stream().filter(m -> m.sign() == Sign.ENDED).map(m -> ", " + m.text())
                        .collect(Collectors.joining())
                + ".";
    }

    private String tone() {
        return verdict.outcome().isGood() ? "good" : "bad";
    }

    private static String fill(Phase phase) {
        return phase == Phase.WAITING ? "fill=\"url(#hatch)\"" : "class=\"" + phase.label() + "\"";
    }

    private double x(Instant at) {
        return x(Duration.between(recording.begin(), at).toMillis() / 1000.0);
    }

    private double x(double second) {
        return PLOT_LEFT + PLOT_WIDTH * Math.clamp(second / seconds, 0, 1);
    }

    private static String shorten(String name, int length) {
        return name.length() <= length ? name : name.substring(0, length - 1) + "…";
    }

    private static List<String> wrap(String text) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var word : text.split(" ")) {
            if (!line.isEmpty() && line.length() + word.length() > LINE_CHARACTERS - (lines.isEmpty() ? 10 : 0)) {
                lines.add(line.toString().strip());
                line.setLength(0);
            }
            line.append(word).append(' ');
        }
        lines.add(line.toString().strip());
        return lines;
    }

    private void text(int x, int y, String classes, String markup) {
        anchored(x, y, classes, "start", markup);
    }

    private void anchored(double x, int y, String classes, String anchor, String markup) {
        add("<text class=\"%s\" x=\"%s\" y=\"%d\"%s>%s</text>", classes, number(x), y,
                anchor.equals("start") ? "" : " text-anchor=\"" + anchor + "\"", markup);
    }

    private static String number(double value) {
        var text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
