package org.sidecardemo.podplayer.report;

import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;

/** Writes as escapes, which mean the same to any reader of JSON, the characters that {@link Visible} escapes. */
final class HarmlessJson extends CharacterEscapes {

    private static final long serialVersionUID = 1;
    private static final int DELETE = 0x7f;

    @Override
    public int[] getEscapeCodesForAscii() {
        int[] codes = standardAsciiEscapesForJSON();
        codes[DELETE] = ESCAPE_STANDARD;
        return codes;
    }

    /** Half a character is written as it is, for what the other half makes of it. */
    @Override
    public SerializableString getEscapeSequence(int c) {
        return Visible.isHarmless(c) || Character.isSurrogate((char) c)
                ? null
                : new SerializedString("\\u%04x".formatted(c));
    }
}
