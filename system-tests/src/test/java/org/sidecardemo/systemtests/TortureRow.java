package org.sidecardemo.systemtests;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A row of the table of docs/torture.md. */
record TortureRow(String of, String with, String finding) {

    private static final Pattern ROW = Pattern
            .compile("\\| (server|client|player|cluster|images) \\| (.+) \\| (.+) \\|");
    /** A number with a unit was measured, and so differs from run to run. */
    private static final Pattern MEASURED = Pattern.compile("\\d+(?:[.]\\d+)? (?:ms|s|MB|MiB|%|per second)(?!\\w)");

    static TortureRow of(Torture torture, String finding) {
        return new TortureRow(torture.of().name().toLowerCase(Locale.ROOT), torture.with(), finding);
    }

    static List<TortureRow> inDocs() throws IOException {
        return Docs.lines().stream().map(ROW::matcher).filter(Matcher::matches)
                .map(row -> new TortureRow(row.group(1), row.group(2), row.group(3))).toList();
    }

    boolean isOf(Torture torture) {
        return withoutMeasured("").equals(of(torture, "").withoutMeasured(""));
    }

    /** The same but for what was measured. */
    boolean tells(TortureRow other) {
        return withoutMeasured(finding).equals(other.withoutMeasured(other.finding));
    }

    private TortureRow withoutMeasured(String text) {
        return new TortureRow(of, with, MEASURED.matcher(text).replaceAll("(measured)"));
    }

    @Override
    public String toString() {
        return "| %s | %s | %s |".formatted(of, with, finding);
    }
}
