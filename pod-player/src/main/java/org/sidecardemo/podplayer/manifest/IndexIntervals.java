package org.sidecardemo.podplayer.manifest;

/** Indexes as a successPolicy names them: {@code 0,2-5}. Source: validateIndexesFormat, parseIndexInterval. */
final class IndexIntervals {

    private IndexIntervals() {}

    /**
     * How many indexes there are.
     *
     * @throws IllegalArgumentException if they aren't well-formed; the message says why in the API server's words
     */
    static int count(String text, int completions) {
        int last = -1;
        int count = 0;
        for (String interval : text.split(",", -1)) {
            String[] ends = interval.split("-", -1);
            if (ends.length > 2) {
                throw new IllegalArgumentException("the fragment " + Findings.shown(interval)
                        + " violates the requirement that an index interval can have at most two parts separated by '-'");
            }
            int first = index(ends[0], completions);
            int end = ends.length == 1 ? first : index(ends[1], completions);
            if (ends.length == 2 && first >= end) {
                throw notIncreasing(first, end);
            }
            if (last >= first) {
                throw notIncreasing(last, first);
            }
            count += end - first + 1;
            last = end;
        }
        return count;
    }

    private static int index(String text, int completions) {
        int index;
        try {
            index = Integer.parseInt(text);
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException("cannot convert string to integer for index: " + Findings.shown(text));
        }
        if (index >= completions) {
            throw new IllegalArgumentException("too large index: " + Findings.shown(text));
        }
        return index;
    }

    private static IllegalArgumentException notIncreasing(int previous, int current) {
        return new IllegalArgumentException(
                "non-increasing order, previous: " + previous + ", current: " + current);
    }
}
