package org.sidecardemo.podplayer.manifest;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a CronJob's schedule may be. The player never waits for it: it only refuses what the API server would. Source:
 * github.com/robfig/cron/v3, ParseStandard.
 */
final class CronSchedule {

    /** One of the five fields; names, where it has them, count up from its minimum. */
    private record Field(int min, int max, List<String> names) {}

    private static final List<Field> FIELDS = List.of(new Field(0, 59, List.of()), new Field(0, 23, List.of()),
            new Field(1, 31, List.of()),
            new Field(1, 12,
                    List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")),
            new Field(0, 6, List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat")));
    private static final List<String> MACROS = List.of("@yearly", "@annually", "@monthly", "@weekly", "@daily",
            "@midnight", "@hourly");
    private static final String EVERY = "@every ";
    private static final Pattern NUMBER_AND_UNIT = Pattern
            .compile("([0-9]+\\.?[0-9]*|\\.[0-9]+)(?<unit>[^0-9.]*)");
    private static final List<String> UNITS = List.of("ns", "us", "\u00b5s", "\u03bcs", "ms", "s", "m", "h");

    private static final class Refused extends Exception {

        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    private CronSchedule() {}

    /** Why the schedule is refused; empty if it isn't. */
    static Optional<String> refusal(String schedule) {
        try {
            parse(schedule);
            return Optional.empty();
        } catch (Refused e) {
            return Optional.of(e.getMessage());
        }
    }

    private static void parse(String schedule) throws Refused {
        String spec = withoutZone(schedule);
        if (spec.startsWith("@")) {
            macro(spec);
            return;
        }
        List<String> fields = spec.isBlank() ? List.of() : Arrays.asList(spec.strip().split("\\s+"));
        if (fields.size() != FIELDS.size()) {
            throw new Refused("expected exactly 5 fields, found " + fields.size() + ": [" + String.join(" ", fields)
                    + "]");
        }
        for (int i = 0; i < FIELDS.size(); i++) {
            for (String range : fields.get(i).split(",")) {
                if (!range.isEmpty()) {
                    range(range, FIELDS.get(i));
                }
            }
        }
    }

    /** A zone is refused whatever the rest is; what is wrong with the rest is said too. */
    private static String withoutZone(String schedule) {
        int space = schedule.indexOf(' ');
        boolean zoned = schedule.startsWith("TZ=") || schedule.startsWith("CRON_TZ=");
        return zoned && space > 0 ? schedule.substring(space).strip() : schedule;
    }

    private static void macro(String spec) throws Refused {
        if (spec.startsWith(EVERY)) {
            duration(spec, spec.substring(EVERY.length()));
        } else if (!MACROS.contains(spec)) {
            throw new Refused("unrecognized descriptor: " + spec);
        }
    }

    /** Numbers and units in turn, or just 0. Source: Go's time.ParseDuration. */
    private static void duration(String spec, String duration) throws Refused {
        String wrong = "failed to parse duration " + spec + ": time: ";
        String rest = duration.startsWith("-") || duration.startsWith("+") ? duration.substring(1) : duration;
        if (rest.equals("0")) {
            return;
        }
        do {
            Matcher matcher = NUMBER_AND_UNIT.matcher(rest);
            if (!matcher.lookingAt()) {
                throw new Refused(wrong + "invalid duration " + Findings.shown(duration));
            }
            if (matcher.group("unit").isEmpty()) {
                throw new Refused(wrong + "missing unit in duration " + Findings.shown(duration));
            }
            if (!UNITS.contains(matcher.group("unit"))) {
                throw new Refused(wrong + "unknown unit " + Findings.shown(matcher.group("unit")) + " in duration "
                        + Findings.shown(duration));
            }
            rest = rest.substring(matcher.end());
        } while (!rest.isEmpty());
    }

    private static void range(String range, Field field) throws Refused {
        String[] rangeAndStep = range.split("/", -1);
        String[] lowAndHigh = rangeAndStep[0].split("-", -1);
        boolean any = lowAndHigh[0].equals("*") || lowAndHigh[0].equals("?");
        long start = any ? field.min() : number(lowAndHigh[0], field.names(), field.min());
        long end = any ? field.max() : start;
        if (!any && lowAndHigh.length == 2) {
            end = number(lowAndHigh[1], field.names(), field.min());
        } else if (!any && lowAndHigh.length > 2) {
            throw new Refused("too many hyphens: " + range);
        }
        long step = 1;
        if (rangeAndStep.length == 2) {
            step = number(rangeAndStep[1], List.of(), 0);
            end = lowAndHigh.length == 1 ? field.max() : end;
        } else if (rangeAndStep.length > 2) {
            throw new Refused("too many slashes: " + range);
        }
        if (start < field.min()) {
            throw new Refused("beginning of range (" + start + ") below minimum (" + field.min() + "): " + range);
        }
        if (end > field.max()) {
            throw new Refused("end of range (" + end + ") above maximum (" + field.max() + "): " + range);
        }
        if (start > end) {
            throw new Refused("beginning of range (" + start + ") beyond end of range (" + end + "): " + range);
        }
        if (step == 0) {
            throw new Refused("step of range should be a positive number: " + range);
        }
    }

    private static long number(String text, List<String> names, int first) throws Refused {
        int name = names.indexOf(text.toLowerCase(Locale.ROOT));
        if (name >= 0) {
            return first + name;
        }
        String atoi = "failed to parse int from " + text + ": strconv.Atoi: parsing " + Findings.shown(text) + ": ";
        if (!text.matches("[-+]?[0-9]+")) {
            throw new Refused(atoi + "invalid syntax");
        }
        try {
            long number = Long.parseLong(text);
            if (number < 0) {
                throw new Refused("negative number (" + number + ") not allowed: " + text);
            }
            return number;
        } catch (NumberFormatException _) {
            throw new Refused(atoi + "value out of range");
        }
    }
}
