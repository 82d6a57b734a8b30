package org.sidecardemo.systemtests.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.sidecardemo.systemtests.bench.Figure.Unit;

/**
 * Between which values a figure should be.
 *
 * @param ofRatio whether the median's ratio to the peer's is meant, instead of the median
 */
record Goal(double least, double most, boolean ofRatio) {

    static Goal atMost(double value) {
        return new Goal(0, value, false);
    }

    static Goal between(double least, double most) {
        return new Goal(least, most, false);
    }

    static Goal atMostTimesPeer(double ratio) {
        return new Goal(0, ratio, true);
    }

    boolean isReachedBy(double value) {
        return least <= value && value <= most;
    }

    String show(Unit unit) {
        if (ofRatio) {
            return String.format(Locale.ROOT, "≤ %.2f × peer", most);
        }
        return least == 0 ? "≤ " + unit.show(most) : unit.show(least) + " to " + unit.show(most);
    }

    Map<String, Object> asJson() {
        var json = new LinkedHashMap<String, Object>();
        json.put("of", ofRatio ? "ratio" : "median");
        json.put("least", least);
        json.put("most", most);
        return json;
    }
}
