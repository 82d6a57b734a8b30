package org.sidecardemo.podplayer.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.sidecardemo.podplayer.report.ManifestView.Change;
import org.sidecardemo.podplayer.report.ManifestView.Kind;

/**
 * A page that shows stories one below the other, each with its manifest and what changed in it since the story before, their
 * closing table and the rules. It needs no other file, and allows a browser to load none.
 */
public final class Gallery {

    /** What the stories of a page have in common. */
    public enum Subject {

        PLAYED("Pods, played", "What really happened, container by container."),
        /** Each by itself, with the lines to mend in place of changes. */
        CHECKED("Pods, checked", "What can happen, container by container: an example of each finding.");

        private final String title;
        private final String sentence;

        Subject(String title, String sentence) {
            this.title = title;
            this.sentence = sentence;
        }
    }

    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '%s'; script-src '%s'">
            <title>%s</title>
            <style>%s</style>
            </head>
            <body>
            <main>
            <h1>%s</h1>
            <p>%s Point at a bar or a mark, or press Tab and the arrow keys: it tells \
            the time, the event and the rule that made it so.</p>
            """;

    private final Subject subject;
    private final List<Story> stories;

    private Gallery(Subject subject, List<Story> stories) {
        this.subject = subject;
        this.stories = stories;
    }

    /** The page as one HTML document. */
    public static String html(Subject subject, List<Story> stories) {
        return new Gallery(subject, stories).html();
    }

    private String html() {
        var style = "\n" + resource("page.css") + TimelineSvg.STYLE;
        var script = "\n" + resource("page.js");
        var html = new StringBuilder(
                HEAD.formatted(hash(style), hash(script), subject.title, style, subject.title, subject.sentence));
        for (int i = 0; i < stories.size(); i++) {
            html.append(section(stories.get(i), i == 0 || subject == Subject.CHECKED
                    ? Optional.empty()
                    : Optional.of(stories.get(i - 1))));
        }
        return html.append("<h2>All together</h2>\n").append(table(new ClosingTable(stories))).append(rules())
                .append("</main>\n<script>").append(script).append("</script>\n</body>\n</html>\n").toString();
    }

    private static String section(Story story, Optional<Story> before) {
        var sentence = story.headline().sentence();
        return "<section>\n<h2>" + Markup.escape(story.headline().title()) + "</h2>\n<p>" + Markup.escape(sentence)
                + (sentence.isEmpty() ? "" : " ") + "<code>" + Markup.escape(story.label()) + "</code></p>\n"
                + "<div class=\"story\">\n<figure>\n" + TimelineSvg.inPage(story.recording(), Layout.WIDE)
                + TimelineSvg.inPage(story.recording(), Layout.NARROW)
                + "<p class=\"tip\" aria-hidden=\"true\"></p>\n</figure>\n" + manifest(story, before)
                + "</div>\n</section>\n";
    }

    private static String manifest(Story story, Optional<Story> before) {
        if (story.manifest().isEmpty()) {
            return "";
        }
        var view = story.highlight().map(about -> new ManifestView(story.manifest(), about.line()))
                .orElseGet(() -> new ManifestView(story.manifest()));
        var since = before.filter(other -> !other.manifest().isEmpty());
        var changes = since.map(other -> view.since(new ManifestView(other.manifest())))
                .orElseGet(() -> view.decisiveLines().stream().map(line -> new Change(Kind.SAME, line)).toList());
        return "<div class=\"side\">\n<h3>"
                + (story.highlight().isPresent() ? "The lines to mend" : "The lines that decide")
                + since.map(other -> ", and what changed since " + Markup.escape(other.file())).orElse("") + "</h3>\n"
                + ManifestView.html(changes) + "\n<details><summary>The whole manifest</summary>" + view.whole()
                + "</details>\n</div>\n";
    }

    private static String rules() {
        return Rule.all().values().stream()
                .map(rule -> "<li id=\"rule-%1$d\" value=\"%1$d\">%2$s</li>\n".formatted(rule.number(),
                        Markup.escape(rule.text())))
                .collect(Collectors.joining("", "<h2>The rules</h2>\n<ol class=\"rules\">\n", "</ol>\n"));
    }

    private static String table(ClosingTable table) {
        return "<div class=\"wide\" role=\"region\" aria-label=\"All together\" tabindex=\"0\"><table>\n"
                + row("th", table.header())
                + table.rows().stream().map(row -> row("td", row)).collect(Collectors.joining()) + "</table></div>\n";
    }

    private static String row(String tag, List<String> cells) {
        return cells.stream().map(cell -> "<" + tag + tone(cell) + ">" + Markup.escape(cell) + "</" + tag
                + ">").collect(Collectors.joining("", "<tr>", "</tr>\n"));
    }

    private static String tone(String cell) {
        return switch (cell) {
            case "Complete" -> " class=\"good\"";
            case "Failed", "stuck", "not ready" -> " class=\"bad\"";
            default -> "";
        };
    }

    private static String resource(String name) {
        try (var file = Gallery.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By which a Content-Security-Policy allows this text and no other. */
    private static String hash(String text) {
        try {
            return "sha256-" + Base64.getEncoder().encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
