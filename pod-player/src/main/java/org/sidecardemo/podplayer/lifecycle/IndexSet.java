package org.sidecardemo.podplayer.lifecycle;

import java.util.BitSet;

/** Completion indexes, which the API writes as {@code 0,2-5} (orderedIntervals). */
final class IndexSet {

    private final BitSet indexes = new BitSet();

    /**
     * Reads indexes as a successPolicy names them.
     *
     * @param text valid, as the API server has seen to
     */
    static IndexSet parse(String text) {
        IndexSet parsed = new IndexSet();
        for (String interval : text.isEmpty() ? new String[0] : text.split(",")) {
            String[] ends = interval.split("-");
            parsed.indexes.set(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]) + 1);
        }
        return parsed;
    }

    void add(int index) {
        indexes.set(index);
    }

    boolean contains(int index) {
        return indexes.get(index);
    }

    boolean isEmpty() {
        return indexes.isEmpty();
    }

    int size() {
        return indexes.cardinality();
    }

    /** How many are in both. */
    int common(IndexSet other) {
        BitSet both = (BitSet) indexes.clone();
        both.and(other.indexes);
        return both.cardinality();
    }

    /** Two in a row are told apart, as in {@code 0,1}; more are an interval. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int first = indexes.nextSetBit(0); first >= 0;) {
            int end = indexes.nextClearBit(first);
            text.append(text.isEmpty() ? "" : ",").append(first);
            if (end - first > 1) {
                text.append(end - first == 2 ? "," : "-").append(end - 1);
            }
            first = indexes.nextSetBit(end);
        }
        return text.toString();
    }
}
