package org.sidecardemo.podplayer;

import java.io.File;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;

/** The terminal that the user looks at. */
final class Terminal {

    private static final int USUAL_COLUMNS = 80;
    private static final Pattern ROWS_AND_COLUMNS = Pattern.compile("\\d+ ([1-9]\\d{1,3})");

    private Terminal() {}

    /** True if both standard input and output are a terminal that can move its cursor. */
    static boolean present(Map<String, String> environment) {
        var console = System.console();
        return console != null && console.isTerminal() && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    }

    /** Its width: COLUMNS, which few shells export, or what stty says, or the usual. */
    static int columns(Map<String, String> environment) {
        var size = ROWS_AND_COLUMNS.matcher("0 " + environment.getOrDefault("COLUMNS", ""));
        if (!size.matches()) {
            size = ROWS_AND_COLUMNS.matcher(stty());
        }
        return size.matches() ? Integer.parseInt(size.group(1)) : USUAL_COLUMNS;
    }

    private static String stty() {
        try {
            var stty = new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty")).start();
            try (var out = stty.inputReader()) {
                return out.lines().findFirst().orElse("");
            }
        } catch (IOException _) {
            return "";
        }
    }
}
