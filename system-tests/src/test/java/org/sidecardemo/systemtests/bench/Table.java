package org.sidecardemo.systemtests.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Rows of cells, the first of them the titles. */
record Table(List<List<String>> rows) {

    static Table of(List<Figure> figures) {
        var rows = new ArrayList<>(List.of(Figure.TITLES));
        figures.forEach(figure -> rows.add(figure.cells()));
        return new Table(rows);
    }

    String asText() {
        var text = new StringBuilder();
        for (var row : rows) {
            var line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                line.append(("%-" + (width(column) + 3) + "s").formatted(row.get(column)));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElseThrow();
    }

    String asMarkdown() {
        var lines = new ArrayList<>(rows.stream().map(Table::line).toList());
        lines.set(0, lines.getFirst().toLowerCase(Locale.ROOT));
        lines.add(1, line(Collections.nCopies(rows.getFirst().size(), "---")));
        return String.join("\n", lines) + "\n";
    }

    private static String line(List<String> cells) {
        return cells.stream().map(cell -> cell.replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }
}
