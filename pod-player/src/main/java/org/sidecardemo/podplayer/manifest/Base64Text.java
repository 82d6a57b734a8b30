package org.sidecardemo.podplayer.manifest;

import java.util.Base64;
import java.util.OptionalInt;

/** Bytes as text: the standard alphabet, padded, line breaks anywhere. Source: Go's encoding/base64, StdEncoding. */
final class Base64Text {

    private static final int GROUP = 4;

    private Base64Text() {}

    static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** @param text one that is legal */
    static byte[] decode(String text) {
        return Base64.getDecoder().decode(text.replaceAll("[\r\n]", ""));
    }

    /** Where Go's decoder gives up; empty if the text is legal. */
    static OptionalInt illegalAt(String text) {
        int inGroup = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\r' || c == '\n') {
                continue;
            }
            if (c == '=') {
                return padding(text, i, inGroup);
            }
            if (!isDigit(c)) {
                return OptionalInt.of(i);
            }
            inGroup = (inGroup + 1) % GROUP;
        }
        return inGroup == 0 ? OptionalInt.empty() : OptionalInt.of(text.length() - inGroup);
    }

    /** At least two digits come before the padding, as many as complete the group, and nothing after it. */
    private static OptionalInt padding(String text, int at, int inGroup) {
        if (inGroup < 2) {
            return OptionalInt.of(at);
        }
        int next = skipLines(text, at + 1);
        if (inGroup == 2) {
            if (next == text.length()) {
                return OptionalInt.of(text.length());
            }
            if (text.charAt(next) != '=') {
                return OptionalInt.of(next - 1);
            }
            next = skipLines(text, next + 1);
        }
        return next == text.length() ? OptionalInt.empty() : OptionalInt.of(next);
    }

    private static int skipLines(String text, int from) {
        int at = from;
        while (at < text.length() && (text.charAt(at) == '\r' || text.charAt(at) == '\n')) {
            at++;
        }
        return at;
    }

    private static boolean isDigit(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '/';
    }
}
