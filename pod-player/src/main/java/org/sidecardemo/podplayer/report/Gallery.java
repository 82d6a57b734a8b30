package org.sidecardemo.podplayer.report;

import java.util.List;
import java.util.stream.Collectors;

/** A page that shows stories one below the other and their closing table; it needs no other file. */
public final class Gallery {

    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>Pods, played</title>
            <style>
            :root{--page:#f4f4f2;--card:#fcfcfb;--ink:#22282e;--muted:#6a737c;--line:#e4e5e3;--good:#2d7a57;--bad:#b5483a}
            @media (prefers-color-scheme:dark){:root{--page:#0f1216;--card:#171b20;--ink:#e7eaec;--muted:#98a2ab;\
            --line:#2b3138;--good:#74c69d;--bad:#ee9a8b}}
            body{margin:0;background:var(--page);color:var(--ink);\
            font:16px/1.55 ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif}
            main{max-width:60rem;margin:0 auto;padding:3.5rem 1.25rem 5rem}
            h1{font-size:1.9rem;letter-spacing:-.02em;line-height:1.2;margin:0}
            h2{font-size:1.2rem;letter-spacing:-.01em;margin:3.2rem 0 .15rem}
            p{margin:.1rem 0 1rem;max-width:46rem;color:var(--muted)}
            code{white-space:nowrap;font:.85em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
            svg.tl{display:block;width:100%;height:auto}
            .wide{overflow-x:auto;margin-top:1.2rem;background:var(--card);border:1px solid var(--line);border-radius:12px}
            table{border-collapse:collapse;width:100%;font-size:.86rem;line-height:1.45;font-variant-numeric:tabular-nums}
            th,td{text-align:left;vertical-align:top;padding:.6rem .9rem;border-top:1px solid var(--line)}
            tr:first-child>*{border-top:0}
            th{color:var(--muted);font-weight:600}
            td:not(:last-child){white-space:nowrap}td:last-child{min-width:16rem}
            .good{color:var(--good);font-weight:600}.bad{color:var(--bad);font-weight:600}
            </style>
            </head>
            <body>
            <main>
            """;

    private Gallery() {}

    /** The page as one HTML document. */
    public static String html(List<Story> stories) {
        var html = new StringBuilder(HEAD);
        html.append("<h1>Pods, played</h1>\n<p>What really happened, container by container.</p>\n");
        for (var story : stories) {
            html.append("<section>\n<h2>").append(Markup.escape(story.headline().title())).append("</h2>\n<p>")
                    .append(Markup.escape(story.headline().sentence()))
                    .append(story.headline().sentence().isEmpty() ? "" : " ")
                    .append("<code>").append(Markup.escape(story.file())).append("</code></p>\n")
                    .append(TimelineSvg.of(story.recording())).append("</section>\n");
        }
        return html.append("<h2>All together</h2>\n").append(table(new ClosingTable(stories)))
                .append("</main>\n</body>\n</html>\n").toString();
    }

    private static String table(ClosingTable table) {
        return "<div class=\"wide\"><table>\n" + row("th", table.header())
                + table.rows().stream().map(row -> row("td", row)).collect(Collectors.joining()) + "</table></div>\n";
    }

    private static String row(String tag, List<String> cells) {
        return cells.stream().map(cell -> "<" + tag + tone(cell) + ">" + Markup.escape(cell) + "</" + tag + ">")
                .collect(Collectors.joining("", "<tr>", "</tr>\n"));
    }

    private static String tone(String cell) {
        return switch (cell) {
            case "Complete" -> " class=\"good\"";
            case "Failed", "stuck", "not ready" -> " class=\"bad\"";
            default -> "";
        };
    }
}
