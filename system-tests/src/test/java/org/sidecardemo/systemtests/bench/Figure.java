package org.sidecardemo.systemtests.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A row of the benchmark's table.
 *
 * @param peer what does the same in another way; nothing measured if there is none
 */
record Figure(String name, Unit unit, Goal goal, Measured ours, Measured peer) {

    static final List<String> TITLES = List.of("FIGURE", "MEDIAN", "RANGE", "GOAL", "", "PEER", "RATIO", "RUNS");

    enum Unit {
        MILLISECONDS("%.1f ms"), SECONDS("%.3f s"), MEGABYTES("%.1f MB");

        private final String format;

        Unit(String format) {
            this.format = format;
        }

        String show(double value) {
            return String.format(Locale.ROOT, format, value);
        }
    }

    /** NaN if one of both was not measured. */
    double ratio() {
        return ours.median() / peer.median();
    }

    /** Whether what the goal is about was measured. */
    boolean isDecided() {
        return !ours.isEmpty() && !(goal.ofRatio() && peer.isEmpty());
    }

    boolean isReached() {
        return goal.isReachedBy(goal.ofRatio() ? ratio() : ours.median());
    }

    List<String> cells() {
        return List.of(name,
                ours.isEmpty() ? ours.of() : unit.show(ours.median()),
                ours.runs().size() < 2 ? "" : unit.show(ours.least()) + " to " + unit.show(ours.most()),
                goal.show(unit),
                !isDecided() ? "" : isReached() ? "reached" : "missed",
                peer.isEmpty() ? peer.of() : peer.of() + ": " + unit.show(peer.median()),
                Double.isNaN(ratio()) ? "" : String.format(Locale.ROOT, ratio() < 0.1 ? "%.4f" : "%.2f", ratio()),
                runs());
    }

    private String runs() {
        int peers = peer.runs().size();
        return ours.runs().size() + (peers == 0 || peers == ours.runs().size() ? "" : ", peer " + peers);
    }

    Map<String, Object> asJson() {
        var json = new LinkedHashMap<String, Object>();
        json.put("name", name);
        json.put("unit", unit.name().toLowerCase(Locale.ROOT));
        json.put("goal", goal.asJson());
        if (isDecided()) {
            json.put("reached", isReached());
        }
        json.put("ours", asJson(ours));
        json.put("peer", asJson(peer));
        if (!Double.isNaN(ratio())) {
            json.put("ratio", ratio());
        }
        return json;
    }

    private static Map<String, Object> asJson(Measured measured) {
        var json = new LinkedHashMap<String, Object>();
        json.put(measured.isEmpty() ? "missing" : "of", measured.of());
        if (!measured.isEmpty()) {
            json.put("median", measured.median());
            json.put("runs", measured.runs());
        }
        return json;
    }
}
