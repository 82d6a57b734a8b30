package org.sidecardemo.podplayer.check;

import org.sidecardemo.podplayer.report.Recording;

/**
 * A way that breaks a guarantee.
 *
 * @param behaviour what each container does: "app ends with 0 1 s after its start, sidecar ends only at SIGTERM"
 * @param story what happens then, in one line
 * @param recording the same, as a play would record it
 */
public record Counterexample(String behaviour, String story, Recording recording) {}
