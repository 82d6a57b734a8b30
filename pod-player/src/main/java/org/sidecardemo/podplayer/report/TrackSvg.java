package org.sidecardemo.podplayer.report;

import org.sidecardemo.podplayer.report.Track.Bar;
import org.sidecardemo.podplayer.report.Track.Mark;
import org.sidecardemo.podplayer.report.Track.Phase;
import org.sidecardemo.podplayer.report.Track.Sign;

import static org.sidecardemo.podplayer.report.Svg.number;

/** Draws one container's row: its bars, its marks, and below them what it printed. */
final class TrackSvg {

    private static final int BAR = 18;
    private static final int CHARACTER = 8;
    private static final int LABEL_CHARACTERS = 16;
    private static final int LABEL_ABOVE_BAR = 62;
    private static final int LANE = 15;

    private final Track track;
    private final Layout layout;
    private final TimeScale time;
    private final PrintedLabels printed;

    TrackSvg(Track track, Layout layout, TimeScale time) {
        this.track = track;
        this.layout = layout;
        this.time = time;
        var lines = track.marks().stream().filter(mark -> mark.sign() == Sign.PRINTED)
                .map(mark -> new PrintedLabels.Line(time.x(mark.at()), time.brief(mark.at()),
                        Visible.text(mark.text())))
                .toList();
        printed = PrintedLabels.of(lines, layout.left(), layout.width() - layout.margin());
    }

    int height() {
        return layout.rowHeight() + printed.lanes() * LANE;
    }

    void draw(Svg svg, int top) {
        int middle = top + layout.barMiddle();
        name(svg, top, middle);
        track.bars().forEach(bar -> bar(svg, bar, middle));
        double free = layout.left();
        for (var mark : track.marks()) {
            svg.beginItem(says(mark), mark.rule());
            free = mark(svg, mark, middle, free);
            svg.endItem(mark.rule());
        }
        printed.labels().forEach(label -> printed(svg, label, middle));
    }

    private void name(Svg svg, int top, int middle) {
        var name = Markup.escape(Svg.shorten(track.container(), layout.nameCharacters()));
        var kind = switch (track.kind()) {
            case INIT -> "init container";
            case SIDECAR -> "sidecar (init container)";
            case MAIN -> "container";
        };
        if (layout.nameAbove()) {
            svg.text(layout.left(), top + 18, "ink name",
                    name + "<tspan class=\"muted small plain\" dx=\"7\">" + kind + "</tspan>" + lastEnd());
        } else {
            svg.text(layout.margin(), middle - 1, "ink name", name);
            svg.text(layout.margin(), middle + 14, "muted small", kind);
        }
    }

    private void bar(Svg svg, Bar bar, int middle) {
        double from = time.x(bar.from());
        double to = time.x(bar.to());
        svg.beginItem(time.brief(bar.from()) + (bar.open() ? " on, " : " to " + time.brief(bar.to()) + ", ")
                + track.container() + ": " + bar.phase().label()
                + (bar.detail().isEmpty() ? "" : ", " + bar.detail()), bar.rule());
        svg.add("<rect %s x=\"%s\" y=\"%d\" width=\"%s\" height=\"%d\" rx=\"3\"/>", fill(bar.phase()), number(from),
                middle - BAR / 2, number(Math.max(1.5, to - from - (bar.open() ? 0 : 1))), BAR);
        if (bar.open() && bar.phase() != Phase.WAITING) {
            // it runs on past the end of the picture
            int pieces = layout.nameAbove() ? 1 : 3;
            for (int i = 0; i < pieces; i++) {
                svg.add("<rect %s x=\"%s\" y=\"%d\" width=\"5\" height=\"%d\" rx=\"2\" opacity=\"%s\"/>",
                        fill(bar.phase()), number(to + 4 + i * 8), middle - BAR / 2, BAR, number(0.6 - i * 0.2));
            }
        }
        svg.endItem(bar.rule());
    }

    private String fill(Phase phase) {
        return phase == Phase.WAITING
                ? "fill=\"url(#hatch-" + layout.label() + ")\""
                : "class=\"" + phase.label() + "\"";
    }

    private String says(Mark mark) {
        return time.brief(mark.at()) + ", " + track.container() + ": " + switch (mark.sign()) {
            case PROBE_FAILED -> "probe failed" + detail(mark);
            case PROBE_SUCCEEDED -> "startup probe succeeded";
            case SIGTERM -> mark.text().isEmpty() ? "SIGTERM" : mark.text();
            case SIGKILL -> "SIGKILL";
            case ENDED -> "ended, " + mark.text();
            case PRINTED -> "prints “" + mark.text() + "”";
        };
    }

    private static String detail(Mark mark) {
        return mark.text().isEmpty() ? "" : ", " + mark.text();
    }

    /** Returns where the space above the bar is free of labels. */
    private double mark(Svg svg, Mark mark, int middle, double free) {
        double x = time.x(mark.at());
        svg.add("<rect class=\"hit\" x=\"%s\" y=\"%d\" width=\"10\" height=\"%d\"/>", number(x - 5),
                middle - BAR / 2 - 9, BAR + 12);
        switch (mark.sign()) {
            case PROBE_FAILED -> failed(svg, x, middle);
            case PROBE_SUCCEEDED -> check(svg, x, middle);
            case SIGTERM, SIGKILL -> {
                svg.add("<path class=\"bad\" d=\"M%s %dh8l-4 6z\"/>", number(x - 4), middle - BAR / 2 - 8);
                // to the left of a SIGTERM and to the right of a SIGKILL: the two are often close
                boolean left = mark.sign() == Sign.SIGTERM && x - LABEL_ABOVE_BAR > free;
                double from = left ? x - LABEL_ABOVE_BAR : x;
                if (from >= free && (left || x + LABEL_ABOVE_BAR < layout.width())) {
                    svg.text(left ? x - 8 : x + 8, middle - BAR / 2 - 2, "muted small", left ? "end" : "start",
                            mark.sign().name());
                    return left ? x + 4 : x + LABEL_ABOVE_BAR;
                }
            }
            case ENDED -> end(svg, mark, x, middle);
            case PRINTED ->
                svg.add("<path class=\"said\" stroke-width=\"1.6\" d=\"M%s %dv8\"/>", number(x), middle + BAR / 2 - 4);
        }
        return free;
    }

    /** Where names stand above the bars, that of the last run does so too. */
    private void end(Svg svg, Mark mark, double x, int middle) {
        var label = label(mark);
        double width = label.length() * CHARACTER + 16;
        var next = track.bars().stream().filter(bar -> !bar.from().isBefore(mark.at())).findFirst();
        if (next.isPresent() && time.x(next.get().to()) - x > width) {
            svg.text(x + 6, middle + 4, "small " + tone(mark), Markup.escape(label));
        } else if (next.isEmpty() && !layout.nameAbove()) {
            // not across the line that marks the end of it all
            double end = time.end();
            double free = x + width > end ? end : x;
            svg.text(free + 8, middle + 4, "strong " + tone(mark), Markup.escape(label));
        }
    }

    private String lastEnd() {
        return track.bars().stream().anyMatch(Bar::open)
                ? ""
                : track.marks().stream().filter(mark -> mark.sign() == Sign.ENDED).reduce((_, last) -> last)
                        .map(mark -> "<tspan class=\"strong " + tone(mark) + "\" dx=\"9\">" + Markup.escape(label(mark))
                                + "</tspan>")
                        .orElse("");
    }

    private static String label(Mark end) {
        return Svg.shorten(end.text(), LABEL_CHARACTERS);
    }

    private static String tone(Mark end) {
        return end.good() ? "good" : "bad";
    }

    private static void printed(Svg svg, PrintedLabels.Label label, int middle) {
        double y = middle + BAR / 2 + 15 + label.lane() * LANE;
        if (label.first() && label.lane() > 0) {
            svg.add("<path class=\"leader\" d=\"M%s %dV%s\"/>", number(label.x()), middle + BAR / 2 + 4,
                    number(y - 10));
        }
        svg.text(label.left(), y, "muted small halo", "<tspan class=\"strong ink\">" + label.time()
                + "</tspan><tspan dx=\"5\">" + Markup.escape(label.text()) + "</tspan>");
    }

    static void failed(Svg svg, double x, double y) {
        svg.add("<circle class=\"tick\" stroke-width=\"1.4\" cx=\"%s\" cy=\"%s\" r=\"2.6\"/>", number(x), number(y));
    }

    static void check(Svg svg, double x, int y) {
        svg.add("<g class=\"check\" stroke-width=\"1.6\"><circle cx=\"%s\" cy=\"%d\" r=\"6.5\"/><path fill=\"none\" "
                + "stroke-linecap=\"round\" stroke-linejoin=\"round\" d=\"M%s %sl2.2 2.4 4-4.8\"/></g>", number(x), y,
                number(x - 3), number(y + 0.4));
    }
}
