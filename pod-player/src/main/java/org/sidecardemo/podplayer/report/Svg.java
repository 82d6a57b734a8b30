package org.sidecardemo.podplayer.report;

import java.util.Locale;
import java.util.Optional;

/** Writes elements of SVG, one a line. */
final class Svg {

    private final StringBuilder markup = new StringBuilder();
    private final boolean inPage;

    /** @param inPage true if a page's script tells what an item says and its links can be followed */
    Svg(boolean inPage) {
        this.inPage = inPage;
    }

    void add(String format, Object... values) {
        markup.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    void text(double x, double y, String classes, String escaped) {
        text(x, y, classes, "start", escaped);
    }

    void text(double x, double y, String classes, String anchor, String escaped) {
        add("<text class=\"%s\" x=\"%s\" y=\"%s\"%s>%s</text>", classes, number(x), number(y),
                anchor.equals("start") ? "" : " text-anchor=\"" + anchor + "\"", escaped);
    }

    /** What is drawn until {@link #endItem} tells this under the cursor; in a page also by keyboard, with its rule. */
    void beginItem(String says, Optional<Integer> rule) {
        var escaped = Markup.escape(says);
        if (!inPage) {
            add("<g><title>%s%s</title>", escaped, rule.map(" (rule %d)"::formatted).orElse(""));
        } else if (rule.isPresent()) {
            add("<a class=\"item\" href=\"#rule-%d\" aria-label=\"%s. Rule %d\" data-says=\"%s\">", rule.get(), escaped,
                    rule.get(), escaped);
        } else {
            add("<g class=\"item\" tabindex=\"0\" role=\"img\" aria-label=\"%s\" data-says=\"%s\">", escaped, escaped);
        }
    }

    void endItem(Optional<Integer> rule) {
        add(inPage && rule.isPresent() ? "</a>" : "</g>");
    }

    /** The same in every language, and short. */
    static String number(double value) {
        var text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    static String shorten(String text, int length) {
        return text.length() <= length ? text : text.substring(0, Math.max(0, length - 1)) + "…";
    }

    @Override
    public String toString() {
        return markup.toString();
    }
}
