package org.sidecardemo.systemtests.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.sidecardemo.systemtests.Program;

/**
 * What was measured, run by run, in the unit of its figure.
 *
 * @param of who or what was measured, or why nothing was
 */
record Measured(String of, List<Double> runs) {

    static Measured nothing(String reason) {
        return new Measured(reason, List.of());
    }

    static Measured once(String of, double value) {
        return new Measured(of, List.of(value));
    }

    /** The seconds that a program takes to its end, so many times. */
    static Measured seconds(String of, Program program, int runs) throws IOException, InterruptedException {
        var values = new ArrayList<Double>();
        for (int run = 0; run < runs; run++) {
            values.add(program.run("").took().toNanos() / 1e9);
        }
        return new Measured(of, values);
    }

    boolean isEmpty() {
        return runs.isEmpty();
    }

    /** The value in the middle, or between the two there; NaN of nothing. */
    double median() {
        var sorted = runs.stream().sorted().toList();
        int size = sorted.size();
        return size == 0 ? Double.NaN : (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
    }

    double least() {
        return Collections.min(runs);
    }

    double most() {
        return Collections.max(runs);
    }
}
