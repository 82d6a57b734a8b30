package org.sidecardemo.slowsidecar;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the environment asks for.
 *
 * @param startDelay how long after the start of the process the port is bound
 * @param port the TCP port to listen on
 * @param ignoreSigterm whether SIGTERM does nothing, as for a PID 1 that has no handler
 */
record Settings(Duration startDelay, int port, boolean ignoreSigterm) {

    private static final Pattern DELAY = Pattern.compile("(?<number>[0-9]{1,9})(?<unit>ms|s|m|)");
    private static final Duration LONGEST_DELAY = Duration.ofHours(24);

    /**
     * Reads {@code START_DELAY}, {@code PORT} and {@code IGNORE_SIGTERM}; what is not set has its default.
     *
     * @throws InvalidSetting if a value is set and isn't allowed
     */
    static Settings from(Map<String, String> environment) {
        return new Settings(startDelay(environment.getOrDefault("START_DELAY", "5s")),
                port(environment.getOrDefault("PORT", "8081")),
                ignoreSigterm(environment.getOrDefault("IGNORE_SIGTERM", "false")));
    }

    private static Duration startDelay(String value) {
        Matcher delay = DELAY.matcher(value);
        if (delay.matches()) {
            long number = Long.parseLong(delay.group("number"));
            Duration duration = switch (delay.group("unit")) {
                case "ms" -> Duration.ofMillis(number);
                case "m" -> Duration.ofMinutes(number);
                default -> Duration.ofSeconds(number);
            };
            if (duration.compareTo(LONGEST_DELAY) <= 0) {
                return duration;
            }
        }
        throw new InvalidSetting("START_DELAY", value,
                "a number of seconds, or with a unit: 5, 5s, 250ms, 2m; at most 24 h");
    }

    private static int port(String value) {
        if (value.matches("[0-9]{1,5}")) {
            int port = Integer.parseInt(value);
            if (port >= 1 && port <= 65535) {
                return port;
            }
        }
        throw new InvalidSetting("PORT", value, "a number from 1 to 65535");
    }

    private static boolean ignoreSigterm(String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new InvalidSetting("IGNORE_SIGTERM", value, "true or false");
        };
    }

    /** A value of the environment, or an argument, that isn't allowed; the message is one line for the user. */
    static final class InvalidSetting extends RuntimeException {

        private static final long serialVersionUID = 1;

        InvalidSetting(String what, String value, String allowed) {
            super("%s is \"%s\"; allowed: %s".formatted(what, printable(value), allowed));
        }

        /** A line break or an escape sequence in a value must not make a second line, or colour the terminal. */
        private static String printable(String value) {
            return value.replaceAll("\\p{Cntrl}", "?");
        }
    }
}
