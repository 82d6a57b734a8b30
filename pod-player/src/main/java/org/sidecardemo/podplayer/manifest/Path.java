package org.sidecardemo.podplayer.manifest;

import java.util.ArrayDeque;
import java.util.Deque;

/** Where a field is in its object, written as the API server writes it: {@code spec.containers[0].image}. */
final class Path {

    static final Path ROOT = new Path(null, "", false);

    private final Path parent;
    private final String step;
    private final boolean bracketed;

    private Path(Path parent, String step, boolean bracketed) {
        this.parent = parent;
        this.step = step;
        this.bracketed = bracketed;
    }

    Path child(String field) {
        return new Path(this, field, false);
    }

    Path index(int index) {
        return new Path(this, Integer.toString(index), true);
    }

    /** An entry of a map whose keys are not fields: {@code limits[cpu]}. */
    Path key(String key) {
        return new Path(this, key, true);
    }

    /** The steps from the object to the field, keys and indexes alike without brackets. */
    Iterable<String> steps() {
        Deque<String> steps = new ArrayDeque<>();
        for (Path at = this; at.parent != null; at = at.parent) {
            steps.push(at.step);
        }
        return steps;
    }

    @Override
    public String toString() {
        if (parent == null) {
            return "";
        }
        if (bracketed) {
            return parent + "[" + step + "]";
        }
        return parent.parent == null ? step : parent + "." + step;
    }
}
