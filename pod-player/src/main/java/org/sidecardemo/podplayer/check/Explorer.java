package org.sidecardemo.podplayer.check;

import java.util.List;
import java.util.Optional;
import java.util.function.ObjIntConsumer;
import java.util.stream.Gatherers;

/** Plays all ways in which a pod may go, by every choice that its containers have. */
final class Explorer {

    /** So many are begun, on all processors, before the first of them has to be done, so that a long one holds up few. */
    private static final int AT_ONCE = 64;

    private final CheckedPod pod;
    private final int mostWays;

    /** @param mostWays no more are played */
    Explorer(CheckedPod pod, int mostWays) {
        this.pod = pod;
        this.mostWays = mostWays;
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

    /** Plays all ways if they aren't too many; else those with few deviations from what is expected. */
    Extent explore(ObjIntConsumer<Way> visitor) {
        return explore(Integer.MAX_VALUE, visitor);
    }

    /**
     * Plays all ways with no deviation, then all with one more, and so on, unless those would be too many.
     *
     * @param bound at most so many choices deviate
     * @param visitor is given each way once, and its number of deviations
     */
    Extent explore(int bound, ObjIntConsumer<Way> visitor) {
        int ways = 0;
        var next = List.of(Choices.expected());
        for (int deviations = 0;; deviations++) {
            int visited = deviations;
            next.stream().gather(Gatherers.mapConcurrent(AT_ONCE, this::play))
                    .forEach(way -> visitor.accept(way, visited));
            ways += next.size();
            int more = next.stream().mapToInt(Choices::countDeviating).sum();
            if (more == 0) {
                return new Extent(ways, Optional.empty());
            }
            if (deviations == bound || ways + more > mostWays) {
                return new Extent(ways, Optional.of(deviations));
            }
            next = next.stream().flatMap(Choices::deviating).toList();
        }
    }

    private Way play(Choices choices) {
        return Simulation.play(pod, pod.behaviours(choices));
    }
}
