package org.sidecardemo.podplayer.manifest;

/**
 * Something wrong with one field.
 *
 * @param path the field
 * @param text the whole message, path included
 */
record Finding(Path path, String text) {

    /** {@code FILE:LINE: PATH: MESSAGE}. */
    String message(String source, YamlNode object) {
        return Findings.printable(source + ":" + YamlNode.line(object, path) + ": " + text);
    }
}
