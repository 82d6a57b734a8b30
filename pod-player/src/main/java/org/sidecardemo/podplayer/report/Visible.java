package org.sidecardemo.podplayer.report;

/** Makes what a container printed harmless to a terminal and to its reader. */
final class Visible {

    private Visible() {}

    /**
     * Shows as an escape what a terminal would obey and what would make text look like other text: control characters,
     * line separators, lone surrogates, and the invisible format characters, among them those that override the
     * direction of writing.
     */
    static String text(String printed) {
        var safe = new StringBuilder(printed.length());
        printed.codePoints().forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL -> safe.append(c == '\t' ? "\t" : "\\x%02x".formatted(c));
                case Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                    safe.append("\\u{%x}".formatted(c));
                default -> safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }
}
