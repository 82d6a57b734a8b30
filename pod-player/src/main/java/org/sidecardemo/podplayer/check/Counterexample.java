package org.sidecardemo.podplayer.check;

import java.util.function.Supplier;

import org.sidecardemo.podplayer.report.Recording;

/**
 * A way that breaks a guarantee, or that takes the longest.
 *
 * @param behaviour what each container does: "app ends with 0 after 1 s, sidecar ends only at SIGTERM"
 * @param story what happens then, in one line
 * @param recording plays it once more, to be drawn
 */
public record Counterexample(String behaviour, String story, Supplier<Recording> recording) {}
