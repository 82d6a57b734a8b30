package org.sidecardemo.podplayer.report;

/**
 * What a picture of a manifest is about.
 *
 * @param id the finding's
 * @param line where the container that it is about begins in the manifest, from 1
 */
public record Highlight(String id, int line) {}
