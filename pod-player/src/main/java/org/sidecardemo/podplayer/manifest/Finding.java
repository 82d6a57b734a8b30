package org.sidecardemo.podplayer.manifest;

/**
 * Something wrong with one field.
 *
 * @param kind what refuses it
 * @param path the field
 * @param text the whole message, path included
 */
record Finding(Kind kind, Path path, String text) {

    enum Kind {
        /** The text can't become an object: the API server looks no further. */
        DECODING,
        /** The API server's validation. */
        VALIDATION,
        /** The API server would take it, the player doesn't play it. */
        UNSUPPORTED
    }
}
