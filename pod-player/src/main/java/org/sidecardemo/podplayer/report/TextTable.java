package org.sidecardemo.podplayer.report;

import java.util.ArrayList;
import java.util.List;

/** Aligned columns as kubectl prints them: left-aligned, three spaces apart, nothing at a line's end. */
public final class TextTable {

    private final List<List<String>> rows = new ArrayList<>();

    public TextTable(List<String> header) {
        rows.add(header);
    }

    public void add(List<String> row) {
        rows.add(row.stream().map(Visible::text).toList());
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        for (var row : rows) {
            var line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                line.append(row.get(column)).repeat(' ', width(column) - row.get(column).length() + 3);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
