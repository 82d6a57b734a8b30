package org.sidecardemo.podplayer.check;

import java.util.Optional;

/**
 * The answer to one question about a workload.
 *
 * @param finding the number, from 1, of the finding that breaks it, if it is broken by one
 */
public record Guarantee(Answer answer, Optional<Integer> finding) {

    /** "yes", "no (2)". */
    @Override
    public String toString() {
        return answer.label() + finding.map(number -> " (" + number + ")").orElse("");
    }
}
