package org.sidecardemo.podplayer.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.sidecardemo.podplayer.report.Recording;

/**
 * What is known of all the ends that a workload may come to.
 *
 * @param guarantees an answer to each question
 * @param longest how long after its mains it is over at the most; "-" where there is no such time
 * @param over how long after its mains it is over at the most, if it surely is
 * @param failed how long it takes at the most until it has failed, if there is such a time
 * @param longestExample a way in which it takes so long, the deadline left out
 * @param expected plays the way in which nothing deviates from what is expected, to be drawn
 * @param findings in the order of their types
 * @param ways how many were played
 * @param bound how many choices deviate at the most from what is expected, in each; empty if all ways were played
 */
public record Report(Map<Question, Guarantee> guarantees, String longest,
        Optional<Bound> over, Optional<Bound> failed, Optional<Counterexample> longestExample,
        Supplier<Recording> expected, List<Finding> findings, int ways, Optional<Integer> bound) {

    public Guarantee guarantee(Question question) {
        return guarantees.get(question);
    }
}
