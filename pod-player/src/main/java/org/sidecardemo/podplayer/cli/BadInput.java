package org.sidecardemo.podplayer.cli;

import java.util.List;

/** What the user gave can't be used. */
final class BadInput extends Exception {

    private static final long serialVersionUID = 1;

    private final transient List<String> lines;

    BadInput(String line) {
        this(List.of(line));
    }

    BadInput(List<String> lines) {
        super(String.join("\n", lines));
        this.lines = List.copyOf(lines);
    }

    /** What is wrong, a line each. */
    List<String> lines() {
        return lines;
    }
}
