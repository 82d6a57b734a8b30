package org.sidecardemo.podplayer.report;

import java.util.HexFormat;

/** Makes what a container printed, or a manifest says, harmless to a terminal and to its reader. */
public final class Visible {

    private Visible() {}

    /**
     * Shows as an escape what a terminal would obey and what would make text look like other text: control characters,
     * line separators, lone surrogates, and the invisible format characters, among them those that override the
     * direction of writing.
     */
    public static String text(String printed) {
        if (printed.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            return printed;
        }
        var safe = new StringBuilder(printed.length());
        printed.codePoints().forEach(c -> {
            if (isHarmless(c)) {
                safe.appendCodePoint(c);
            } else if (Character.getType(c) == Character.CONTROL) {
                safe.append("\\x").append(HexFormat.of().toHexDigits((byte) c));
            } else {
                safe.append("\\u{").append(Integer.toHexString(c)).append('}');
            }
        });
        return safe.toString();
    }

    static boolean isHarmless(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL -> codePoint == '\t';
            case Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            default -> true;
        };
    }
}
