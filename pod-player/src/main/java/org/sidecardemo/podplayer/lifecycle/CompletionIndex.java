package org.sidecardemo.podplayer.lifecycle;

import java.util.OptionalInt;

/**
 * Which completion of an Indexed Job a pod is for.
 *
 * @param value from 0 on
 * @param failures how many pods of this index have failed before, and counted; empty without backoffLimitPerIndex
 * @param ignoredFailures how many more have failed, which a podFailurePolicy ignores
 */
public record CompletionIndex(int value, OptionalInt failures, int ignoredFailures) {

    /** The first pod of an index. */
    static CompletionIndex first(int value, boolean counted) {
        return new CompletionIndex(value, counted ? OptionalInt.of(0) : OptionalInt.empty(), 0);
    }

    /** The pod after a failed one; where failures of an index are counted (getNewIndexFailureCounts). */
    CompletionIndex next(boolean ignored) {
        return ignored
                ? new CompletionIndex(value, failures, ignoredFailures + 1)
                : new CompletionIndex(value, OptionalInt.of(failures.orElse(0) + 1), ignoredFailures);
    }

    int allFailures() {
        return failures.orElse(0) + ignoredFailures;
    }
}
