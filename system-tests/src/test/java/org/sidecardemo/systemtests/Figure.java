package org.sidecardemo.systemtests;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A row of the benchmark's table.
 *
 * @param goal what the median should be at most
 * @param peer what does the same in another way; nothing measured if there is none
 */
record Figure(String name, Unit unit, double goal, Measured ours, Measured peer) {

    static final List<String> TITLES = List.of("FIGURE", "MEDIAN", "GOAL", "", "PEER", "RATIO", "RUNS");

    enum Unit {
        MILLISECONDS("%.1f ms"), SECONDS("%.2f s");

        private final String format;

        Unit(String format) {
            this.format = format;
        }

        String show(double value) {
            return String.format(Locale.ROOT, format, value);
        }
    }

    boolean reached() {
        return ours.median() <= goal;
    }

    double ratio() {
        return ours.median() / peer.median();
    }

    List<String> cells() {
        return List.of(name, unit.show(ours.median()), "≤ " + unit.show(goal), reached() ? "reached" : "missed",
                peer.isEmpty() ? peer.of() : peer.of() + " " + unit.show(peer.median()),
                peer.isEmpty() ? "" : String.format(Locale.ROOT, "%.2f", ratio()),
                Integer.toString(ours.runs().size()));
    }

    Map<String, Object> asJson() {
        var json = new LinkedHashMap<String, Object>();
        json.put("name", name);
        json.put("unit", unit.name().toLowerCase(Locale.ROOT));
        json.put("goal", goal);
        json.put("reached", reached());
        json.put("median", ours.median());
        json.put("runs", ours.runs());
        json.put("peer", peer.of());
        if (!peer.isEmpty()) {
            json.put("peerMedian", peer.median());
            json.put("peerRuns", peer.runs());
            json.put("ratio", ratio());
        }
        return json;
    }
}
