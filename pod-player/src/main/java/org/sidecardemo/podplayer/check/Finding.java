package org.sidecardemo.podplayer.check;

/**
 * Something that can go wrong with a workload.
 *
 * @param container the name of the one to be mended
 * @param sentence what can go wrong, without its full stop
 * @param mend what to do about it
 * @param counterexample a way in which it does go wrong, as simple as there is
 */
public record Finding(FindingType type, String container, String sentence, String mend,
        Counterexample counterexample) {}
