package org.sidecardemo.podplayer.report;

/** Text as content or attribute value of SVG and HTML. */
final class Markup {

    private Markup() {}

    static String escape(String text) {
        return Visible.text(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
