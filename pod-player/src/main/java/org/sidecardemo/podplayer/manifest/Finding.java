package org.sidecardemo.podplayer.manifest;

/**
 * Something wrong with one field.
 *
 * @param path the field
 * @param text the whole message, path included
 */
record Finding(Path path, String text) {}
