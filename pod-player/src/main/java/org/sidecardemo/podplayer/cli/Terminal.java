package org.sidecardemo.podplayer.cli;

import java.io.File;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The terminal that the user looks at. */
final class Terminal {

    /** Lines and columns. */
    record Size(int lines, int columns) {

        private static final Size USUAL = new Size(24, 80);
        private static final Pattern TEXT = Pattern.compile("([1-9]\\d{0,3}) ([1-9]\\d{1,3})");

        /** Empty for a text that isn't two numbers; a terminal that doesn't know its size says zero. */
        private static Optional<Size> of(String text) {
            var numbers = TEXT.matcher(text);
            return numbers.matches()
                    ? Optional.of(new Size(Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2))))
                    : Optional.empty();
        }
    }

    private Terminal() {}

    /** True if both standard input and output are a terminal that can move its cursor. */
    static boolean present(Map<String, String> environment) {
        var console = System.console();
        return console != null && console.isTerminal() && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    }

    /** Its size: LINES and COLUMNS, which few shells export, or what stty says, or the usual. */
    static Size size(Map<String, String> environment) {
        return Size.of(environment.get("LINES") + " " + environment.get("COLUMNS")).or(() -> Size.of(stty()))
                .orElse(Size.USUAL);
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
