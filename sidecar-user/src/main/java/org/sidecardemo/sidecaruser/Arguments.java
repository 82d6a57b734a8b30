package org.sidecardemo.sidecaruser;

import static org.sidecardemo.sidecaruser.UsageException.quoted;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/** What the command line asks for. Options have curl's names and meaning. */
sealed interface Arguments {
    /** Print the help text. */
    record Help() implements Arguments {}

    /** Print the version. */
    record Version() implements Arguments {}

    /** Ask the target, within the limits, as often as the policy allows. */
    record Ask(Target target, Limits limits, RetryPolicy retryPolicy) implements Arguments {}

    String DEFAULT_URL = "http://localhost:8081";

    /**
     * Reads a command line. As in curl, options may follow the URL, the last of a repeated option counts, a value is
     * the next argument, and {@code --} ends the options.
     *
     * @throws UsageException if an option, a value or the URL is wrong, or there is more than one URL
     */
    static Arguments parse(List<String> arguments) throws UsageException {
        var url = (String) null;
        var limits = Limits.DEFAULT;
        var retryPolicy = RetryPolicy.NEVER;
        var optionsEnded = false;
        for (var rest = arguments.iterator(); rest.hasNext();) {
            var argument = rest.next();
            if (optionsEnded || !argument.startsWith("-")) {
                if (url != null) {
                    throw new UsageException("one URL is allowed, but there are two: " + quoted(url) + " and "
                            + quoted(argument));
                }
                url = argument;
                continue;
            }
            switch (argument) {
                case "--" -> optionsEnded = true;
                case "--help" -> {
                    return new Help();
                }
                case "--version" -> {
                    return new Version();
                }
                case "--connect-timeout" -> limits = limits.withConnectTimeout(seconds(argument, rest));
                case "--max-time" -> limits = limits.withMaxTime(seconds(argument, rest));
                case "--retry" -> retryPolicy = retryPolicy.withRetries(number(argument, rest));
                case "--retry-delay" -> retryPolicy = retryPolicy.withDelay(seconds(argument, rest));
                case "--retry-connrefused" -> retryPolicy = retryPolicy.withConnectionRefused();
                default -> throw new UsageException("unknown option " + quoted(argument));
            }
        }
        return new Ask(Target.parse(url == null ? DEFAULT_URL : url), limits, retryPolicy);
    }

    private static Duration seconds(String option, Iterator<String> rest) throws UsageException {
        var value = value(option, rest);
        if (!value.matches("\\d{1,9}(\\.\\d{0,9})?|\\.\\d{1,9}")) {
            throw new UsageException(option + " takes seconds from 0 to 999999999, such as 10 or 0.5, not "
                    + quoted(value));
        }
        // upwards: the smallest fraction must not become 0, which means something else
        return Duration.ofMillis((long) Math.ceil(Double.parseDouble(value) * 1000));
    }

    private static int number(String option, Iterator<String> rest) throws UsageException {
        var value = value(option, rest);
        if (!value.matches("\\d{1,9}")) {
            throw new UsageException(option + " takes a whole number from 0 to 999999999, not " + quoted(value));
        }
        return Integer.parseInt(value);
    }

    private static String value(String option, Iterator<String> rest) throws UsageException {
        if (!rest.hasNext()) {
            throw new UsageException(option + " needs a value after it");
        }
        return rest.next();
    }
}
