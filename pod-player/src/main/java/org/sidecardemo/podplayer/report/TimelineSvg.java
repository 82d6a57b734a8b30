package org.sidecardemo.podplayer.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.sidecardemo.podplayer.lifecycle.ContainerKind;
import org.sidecardemo.podplayer.report.Track.Mark;
import org.sidecardemo.podplayer.report.Track.Phase;
import org.sidecardemo.podplayer.report.Track.Sign;
import org.sidecardemo.podplayer.report.Verdict.Outcome;

import static org.sidecardemo.podplayer.report.Svg.number;

/**
 * Draws a recording: one row a container in the order in which they start, time to the right. The same recording
 * always gives the same bytes.
 */
public final class TimelineSvg {

    private static final int LINE = 19;

    static final String STYLE = """
            .tl text{font-family:ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;\
            font-size:13px;font-variant-numeric:tabular-nums}
            .tl .card{fill:#fcfcfb;stroke:#e4e5e3}
            .tl .ink{fill:#22282e}.tl .muted{fill:#6a737c}.tl .good{fill:#2d7a57}.tl .bad{fill:#b5483a}
            .tl .line-good{stroke:#2d7a57}.tl .line-bad{stroke:#b5483a}
            .tl .title{font-size:19px;font-weight:650;letter-spacing:-.01em}
            .tl .name{font-weight:600}.tl .plain{font-weight:400}.tl .strong{font-weight:650}.tl .small{font-size:11px}
            .tl .grid{stroke:#e9eae8}.tl .rule{stroke:#d5d8d6}
            .tl .waiting{fill:#f0f1ef}.tl .hatch{stroke:#d3d7d5}
            .tl .starting{fill:#ecc77a}.tl .running{fill:#5aa79c}.tl .terminating{fill:#cf8b79}
            .tl .said{stroke:#22282e;fill:none}.tl .leader{stroke:#b9bfbd;fill:none}.tl .hit{fill:transparent}
            .tl .halo{paint-order:stroke;stroke:#fcfcfb;stroke-width:3px;stroke-linejoin:round}
            .tl .tick{fill:none;stroke:#7d5a14}.tl .check{fill:#fcfcfb;stroke:#2d7a57}
            @media (prefers-color-scheme:dark){
            .tl .card{fill:#171b20;stroke:#2b3138}
            .tl .ink{fill:#e7eaec}.tl .muted{fill:#98a2ab}.tl .good{fill:#74c69d}.tl .bad{fill:#ee9a8b}
            .tl .line-good{stroke:#74c69d}.tl .line-bad{stroke:#ee9a8b}
            .tl .grid{stroke:#252b31}.tl .rule{stroke:#3a424a}
            .tl .waiting{fill:#20262c}.tl .hatch{stroke:#3b444c}
            .tl .starting{fill:#c39a4a}.tl .running{fill:#3f8f86}.tl .terminating{fill:#b06a5a}
            .tl .said{stroke:#e7eaec}.tl .leader{stroke:#4c565f}.tl .halo{stroke:#171b20}
            .tl .tick{stroke:#2c1f05}.tl .check{fill:#171b20;stroke:#74c69d}}
            """;

    private final Recording recording;
    private final Layout layout;
    private final boolean inPage;
    private final Verdict verdict;
    private final List<List<Track>> pods;
    private final TimeScale time;
    private final Svg svg;

    private TimelineSvg(Recording recording, Layout layout, boolean inPage) {
        this.recording = recording;
        this.layout = layout;
        this.inPage = inPage;
        verdict = recording.verdict();
        pods = Track.of(recording);
        time = new TimeScale(recording, layout);
        svg = new Svg(inPage);
    }

    /** The picture as a document of its own. */
    public static String of(Recording recording) {
        return new TimelineSvg(recording, Layout.WIDE, false).draw();
    }

    /** The picture within a page that has {@link #STYLE} and all rules, each with its anchor. */
    static String inPage(Recording recording, Layout layout) {
        return new TimelineSvg(recording, layout, true).draw();
    }

    private String draw() {
        var reason = wrap(verdict.reason());
        header(reason);
        int top = 62 + LINE * reason.size() + 34;
        int bottom = top + height();
        grid(top, bottom);
        end(top, bottom);
        rows(top);
        int height = legend(bottom + (layout.nameAbove() ? 46 : 62)) + 24;
        return frame(height) + svg + "</svg>\n";
    }

    private String frame(int height) {
        var frame = new Svg(inPage);
        frame.add("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"tl %s\" %s viewBox=\"0 0 %d %d\">", layout.label(),
                inPage ? "role=\"group\" aria-label=\"" + title() + "\"" : "role=\"img\"", layout.width(), height);
        if (!inPage) {
            frame.add("<title>%s</title>", title());
            frame.add("<desc>%s</desc>", Markup.escape(description()));
            frame.add("<style>%s</style>", STYLE);
        }
        frame.add("<defs><pattern id=\"hatch-%s\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" "
                + "patternTransform=\"rotate(45)\"><rect class=\"waiting\" width=\"7\" height=\"7\"/>"
                + "<path class=\"hatch\" stroke-width=\"1.6\" d=\"M0 0V7\"/></pattern></defs>", layout.label());
        frame.add("<rect class=\"card\" x=\".5\" y=\".5\" width=\"%d\" height=\"%d\" rx=\"12\"/>", layout.width() - 1,
                height - 1);
        return frame.toString();
    }

    private String title() {
        return Markup.escape(recording.name()) + ": " + verdict.outcome().label();
    }

    private void header(List<String> reason) {
        svg.text(layout.margin(), 44, "ink title", Markup.escape(Svg.shorten(recording.name(),
                layout.lineCharacters() * 2 / 3)));
        for (int line = 0; line < reason.size(); line++) {
            var outcome = line > 0
                    ? ""
                    : "<tspan class=\"strong %s\">%s</tspan><tspan dx=\"8\"> </tspan>".formatted(tone(),
                            verdict.outcome().label());
            svg.text(layout.margin(), 68 + line * LINE, "muted", outcome + Markup.escape(reason.get(line)));
        }
    }

    private void grid(int top, int bottom) {
        time.steps().forEach(s -> {
            svg.add("<path class=\"grid\" d=\"M%s %dV%d\"/>", number(time.x(s)), top, bottom);
            svg.text(time.x(s), bottom + 18, "muted small", "middle", s == 0 ? "0 s" : Integer.toString(s));
        });
        svg.add("<path class=\"rule\" d=\"M%d %dH%d\"/>", layout.left(), bottom, layout.left() + layout.plotWidth());
    }

    private void end(int top, int bottom) {
        var what = (verdict.outcome() == Outcome.STUCK ? "not complete" : verdict.outcome().label()) + " after "
                + Seconds.brief(recording.duration());
        var rule = Optional.of(Rule.of(verdict, recording.job().isPresent(), pods.isEmpty()
                || pods.getLast().stream().anyMatch(t -> t.kind() == ContainerKind.MAIN && t.began())));
        svg.add("<g class=\"outcome\">");
        svg.beginItem(what, rule);
        svg.add("<path class=\"line-%s\" stroke-width=\"1.5\"%s d=\"M%s %dV%d\"/>", tone(),
                verdict.outcome().isOpen() ? " stroke-dasharray=\"3 4\"" : "", number(time.end()), top - 6, bottom);
        svg.text(time.end(), top - 13, tone() + " small strong", layout.nameAbove() ? "end" : "middle", what);
        svg.endItem(rule);
        svg.add("</g>");
    }

    private int height() {
        return pods.stream().flatMap(List::stream).mapToInt(track -> row(track).height()).sum()
                + (pods.size() > 1 ? pods.size() * LINE : 0);
    }

    private TrackSvg row(Track track) {
        return new TrackSvg(track, layout, time);
    }

    private void rows(int top) {
        int y = top;
        for (var tracks : pods) {
            if (pods.size() > 1) {
                y += LINE;
                svg.text(layout.margin(), y, "muted small", Markup.escape(Svg.shorten(tracks.getFirst().pod(), 60)));
            }
            for (var track : tracks) {
                row(track).draw(svg, y);
                y += row(track).height();
            }
        }
    }

    /** Returns where its last line stands. */
    private int legend(int top) {
        var entries = new ArrayList<LegendEntry>();
        for (var phase : Phase.values()) {
            if (tracks().flatMap(t -> t.bars().stream()).anyMatch(b -> b.phase() == phase)) {
                var fill = phase == Phase.WAITING
                        ? "fill=\"url(#hatch-" + layout.label() + ")\""
                        : "class=\"" + phase.label() + "\"";
                entries.add(new LegendEntry(phase.label(), 25, (x, y) -> swatch(fill, x, y)));
            }
        }
        var signs = tracks().flatMap(t -> t.marks().stream()).map(Mark::sign).collect(Collectors.toSet());
        if (signs.contains(Sign.PROBE_FAILED)) {
            entries.add(new LegendEntry("probe failed", 25, (x, y) -> {
                swatch("class=\"starting\"", x, y);
                TrackSvg.failed(svg, x + 9, y - 4.5);
            }));
        }
        if (signs.contains(Sign.PROBE_SUCCEEDED)) {
            entries.add(new LegendEntry("probe succeeded", 18, (x, y) -> TrackSvg.check(svg, x + 6, y - 4)));
        }
        if (signs.contains(Sign.PRINTED)) {
            entries.add(new LegendEntry("printed", 10,
                    (x, y) -> svg.add("<path class=\"said\" stroke-width=\"1.6\" d=\"M%s %dv8\"/>", number(x + 3),
                            y - 8)));
        }
        double x = layout.left();
        int y = top;
        for (var entry : entries) {
            double width = entry.textAt() + entry.label().length() * 6 + (layout.nameAbove() ? 12 : 22);
            if (x + width > layout.width() && x > layout.left()) {
                x = layout.left();
                y += LINE;
            }
            entry.sign().draw(x, y);
            svg.text(x + entry.textAt(), y, "muted small", entry.label());
            x += width;
        }
        return y;
    }

    private record LegendEntry(String label, int textAt, LegendSign sign) {}

    private interface LegendSign {

        void draw(double x, int y);
    }

    private void swatch(String fill, double x, int y) {
        svg.add("<rect %s x=\"%s\" y=\"%d\" width=\"18\" height=\"11\" rx=\"3\"/>", fill, number(x), y - 10);
    }

    private Stream<Track> tracks() {
        return pods.stream().flatMap(List::stream);
    }

    private String description() {
        return verdict.reason() + ". " + tracks().map(this::describe).collect(Collectors.joining(" "));
    }

    private String describe(Track track) {
        return track.container() + ": " + track.bars().stream().map(bar -> bar.phase().label() + " "
                + time.brief(bar.from()) + " to " + time.brief(bar.to())).collect(Collectors.joining(", "))
                + track.marks().stream().filter(m -> m.sign() == Sign.ENDED).map(m -> ", " + m.text())
                        .collect(Collectors.joining())
                + track.marks().stream().filter(m -> m.sign() == Sign.PRINTED)
                        .map(m -> ", at " + time.brief(m.at()) + " “" + m.text() + "”").collect(Collectors.joining())
                + ".";
    }

    private String tone() {
        return verdict.outcome().isGood() ? "good" : "bad";
    }

    private List<String> wrap(String text) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var word : text.split(" ")) {
            if (!line.isEmpty()
                    && line.length() + word.length() > layout.lineCharacters()
                            - (lines.isEmpty() ? verdict.outcome().label().length() + 3 : 0)) {
                lines.add(line.toString().strip());
                line.setLength(0);
            }
            line.append(word).append(' ');
        }
        lines.add(line.toString().strip());
        return lines;
    }
}
