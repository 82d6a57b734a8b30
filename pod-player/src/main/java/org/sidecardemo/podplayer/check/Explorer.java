package org.sidecardemo.podplayer.check;

import java.util.Optional;
import java.util.function.ObjIntConsumer;

import org.sidecardemo.podplayer.release.Release;

/** Plays all ways in which a pod may go, by every choice that its containers have. */
final class Explorer {

    /** So many ways take some seconds. */
    private static final int MOST_WAYS = 2_000;

    private final CheckedPod pod;
    private final Release release;

    Explorer(CheckedPod pod, Release release) {
        this.pod = pod;
        this.release = release;
    }

    /**
     * What was explored.
     *
     * @param ways how many
     * @param bound how many choices of each deviate at the most from what is expected; empty if any number: then these are
     *        all ways there are
     */
    record Extent(int ways, Optional<Integer> bound) {

        boolean complete() {
            return bound.isEmpty();
        }
    }

    /**
     * Plays all ways if they aren't too many; else those with few deviations from what is expected, as many as there is
     * time for.
     *
     * @param visitor is given each way, perhaps more than once, and its number of deviations
     */
    Extent explore(ObjIntConsumer<Way> visitor) {
        var all = explore(Integer.MAX_VALUE, visitor);
        if (all.ways() < MOST_WAYS) {
            return all;
        }
        var extent = explore(1, visitor);
        for (int bound = 2;; bound++) {
            var more = explore(bound, visitor);
            if (more.ways() == MOST_WAYS) {
                return extent;
            }
            extent = more;
        }
    }

    /** Plays the ways in which at most so many choices deviate from what is expected. */
    Extent explore(int bound, ObjIntConsumer<Way> visitor) {
        int ways = 0;
        var cut = false;
        var next = Optional.of(Choices.expected());
        while (next.isPresent() && ways < MOST_WAYS) {
            var choices = next.get();
            var way = Simulation.play(pod, release, pod.behaviours(choices));
            visitor.accept(way, choices.deviations());
            cut |= choices.isCutBy(bound);
            ways++;
            next = choices.next(bound);
        }
        return new Extent(ways, cut ? Optional.of(bound) : Optional.empty());
    }
}
