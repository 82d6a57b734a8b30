package org.sidecardemo.podplayer.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How long to watch: {@code 60s}, {@code 2m}, {@code 500ms}, plain seconds; or {@code FILE=60s} for one file alone.
 *
 * @param file as it was given or its last name; empty for all files
 */
record Limit(String file, Duration duration) {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|)");
    private static final Map<String, Duration> UNITS = Map.of("ms", Duration.ofMillis(1), "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1), "", Duration.ofSeconds(1));

    boolean isFor(String argument) {
        return file.equals(argument) || file.equals(String.valueOf(Path.of(argument).getFileName()));
    }

    static final class Converter implements ITypeConverter<Limit> {

        @Override
        public Limit convert(String value) {
            int equals = value.lastIndexOf('=');
            var duration = DURATION.matcher(value.substring(equals + 1));
            if (!duration.matches() || Integer.parseInt(duration.group(1)) == 0) {
                throw new TypeConversionException(
                        "'" + value + "' is not a duration: 60s, 2m, 500ms or plain seconds, and more than 0");
            }
            return new Limit(equals < 0 ? "" : value.substring(0, equals),
                    UNITS.get(duration.group(2)).multipliedBy(Integer.parseInt(duration.group(1))));
        }
    }
}
