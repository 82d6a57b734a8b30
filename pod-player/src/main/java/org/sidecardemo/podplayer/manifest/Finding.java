package org.sidecardemo.podplayer.manifest;

/**
 * Something wrong with one field.
 *
 * @param path the field
 * @param text the whole message, path included
 * @param mend what to do about it; empty where the message tells
 */
record Finding(Path path, String text, String mend) {

    /** With what is known to mend it. */
    Finding(Path path, String text) {
        this(path, text, Mend.of(text));
    }

    /** {@code FILE:LINE: PATH: MESSAGE (mend: WHAT TO DO)}. */
    String message(String source, YamlNode object) {
        return Findings.printable(source + ":" + YamlNode.line(object, path) + ": " + Mend.with(text, mend));
    }
}
