package org.sidecardemo.podplayer.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Gives what a container printed its places below the bar, so that no line covers another: a line stands at its time, or
 * as far to the left of it as it needs to fit. Lines of about the same time are one block, in their order.
 *
 * @param lanes how many lines below each other are needed
 */
record PrintedLabels(List<Label> labels, int lanes) {

    /**
     * @param x where the line was printed
     * @param left where its text begins
     * @param lane 0 for the line next to the bar
     * @param first of its block
     */
    record Label(double x, double left, int lane, boolean first, String time, String text) {}

    /** A line with its place in the plot, and what it says. */
    record Line(double x, String time, String text) {}

    private static final double SAME_TIME = 12;
    private static final double CHARACTER = 6.2;
    private static final double GAP = 12;

    /** @param lines in order of time */
    static PrintedLabels of(List<Line> lines, double plotLeft, double right) {
        var labels = new ArrayList<Label>();
        // where each lane is taken: the later lines come first, and those before them go below, clear of their marks
        var takenFrom = new ArrayList<Double>();
        for (var block : blocks(lines).reversed()) {
            int most = (int) ((right - plotLeft) / CHARACTER);
            double width = block.stream().mapToInt(l -> Math.min(most, length(l))).max().orElseThrow() * CHARACTER;
            double left = Math.max(plotLeft, Math.min(block.getFirst().x(), right - width));
            int lane = 0;
            while (!isFree(takenFrom, lane, block.size(), left + width + GAP)) {
                lane++;
            }
            for (var line : block) {
                while (takenFrom.size() <= lane) {
                    takenFrom.add(Double.MAX_VALUE);
                }
                takenFrom.set(lane, left);
                labels.add(new Label(line.x(), left, lane++, line == block.getFirst(), line.time(),
                        Svg.shorten(line.text(), most - line.time().length() - 2)));
            }
        }
        return new PrintedLabels(List.copyOf(labels), takenFrom.size());
    }

    private static int length(Line line) {
        return line.time().length() + 2 + line.text().length();
    }

    private static boolean isFree(List<Double> takenFrom, int lane, int size, double right) {
        return takenFrom.stream().skip(lane).limit(size).allMatch(from -> right <= from);
    }

    private static List<List<Line>> blocks(List<Line> lines) {
        var blocks = new ArrayList<List<Line>>();
        for (var line : lines) {
            if (blocks.isEmpty() || line.x() - blocks.getLast().getFirst().x() > SAME_TIME) {
                blocks.add(new ArrayList<>());
            }
            blocks.getLast().add(line);
        }
        return blocks;
    }
}
