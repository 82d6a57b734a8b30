package org.sidecardemo.podplayer.check;

/**
 * A way that breaks a guarantee.
 *
 * @param behaviour what each container does: "app ends with 0 1 s after its start, sidecar ends only at SIGTERM"
 * @param story what happens then, in one line
 */
public record Counterexample(String behaviour, String story) {}
