package org.sidecardemo.podplayer.report;

import java.time.Instant;

/**
 * A line that a container printed, or one that says how many more it printed.
 *
 * @param line not yet safe to show
 */
public record Printed(Instant at, String pod, String container, String line) {}
