package org.sidecardemo.podplayer.report;

/**
 * A recording with the words of its manifest.
 *
 * @param file the name of the manifest's file
 */
public record Story(String file, Headline headline, Recording recording) {}
