package org.sidecardemo.podplayer.report;

/**
 * A recording with the words of its manifest.
 *
 * @param file the name of the manifest's file
 * @param manifest its text; empty if the objects came from a cluster
 */
public record Story(String file, Headline headline, String manifest, Recording recording) {}
