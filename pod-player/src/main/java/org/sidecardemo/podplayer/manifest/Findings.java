package org.sidecardemo.podplayer.manifest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The findings about one object, in the API server's words (k8s.io/apimachinery, field.Error). */
final class Findings {

    private final List<Finding> list = new ArrayList<>();
    /** The API server says the same only once. */
    private final Set<String> texts = new HashSet<>();
    private boolean undecodable;

    List<Finding> list() {
        return list;
    }

    /** The findings as the lines that people read. */
    List<String> messages(String source, YamlNode object) {
        return list.stream().map(finding -> finding.message(source, object)).toList();
    }

    boolean isEmpty() {
        return list.isEmpty();
    }

    /** True when there is something that can't become an object: the API server looks no further then. */
    boolean undecodable() {
        return undecodable;
    }

    void undecodable(Path path, String text) {
        undecodable = true;
        list.add(new Finding(path, text));
    }

    /** @param mend empty where nothing is known */
    void undecodable(Path path, String text, String mend) {
        undecodable = true;
        list.add(new Finding(path, text, mend));
    }

    void addAll(Findings others) {
        others.list.stream().filter(finding -> texts.add(finding.text())).forEach(list::add);
    }

    void required(Path path, String detail) {
        add(path, "Required value", detail);
    }

    void forbidden(Path path, String detail) {
        add(path, "Forbidden", detail);
    }

    void duplicate(Path path, Object value) {
        add(path, "Duplicate value: " + shown(value), "");
    }

    void notFound(Path path, Object value) {
        add(path, "Not found: " + shown(value), "");
    }

    void invalid(Path path, Object value, String detail) {
        add(path, "Invalid value: " + shown(value), detail);
    }

    /** The value itself is too long a story to tell. */
    void invalid(Path path, String detail) {
        add(path, "Invalid value", detail);
    }

    void tooLong(Path path, int bytes) {
        add(path, "Too long", "may not be more than " + bytes + " bytes");
    }

    void tooMany(Path path, int count, int limit) {
        add(path, "Too many: " + count, "must have at most " + limit + " items");
    }

    /** Where value is given and not among the supported ones. */
    void supported(Path path, String value, List<String> supported) {
        if (value != null && !supported.contains(value)) {
            add(path, "Unsupported value: " + shown(value), "supported values: " + quoted(supported));
        }
    }

    /** Where value is given and not in the range. */
    void between(Path path, Number value, long min, long max) {
        if (value != null && (value.longValue() < min || value.longValue() > max)) {
            invalid(path, value, "must be between " + min + " and " + max + ", inclusive");
        }
    }

    /** A text that has to be given, whatever it is. */
    void given(Path path, String value) {
        if (value == null || value.isEmpty()) {
            required(path, "");
        }
    }

    void notNegative(Path path, Number value) {
        if (value != null && value.longValue() < 0) {
            invalid(path, value, "must be greater than or equal to 0");
        }
    }

    /** {@code "a", "b"}. */
    static String quoted(List<String> values) {
        StringBuilder text = new StringBuilder();
        for (String value : values) {
            text.append(text.isEmpty() ? "" : ", ").append(shown(value));
        }
        return text.toString();
    }

    void add(Path path, String type, String detail) {
        String text = path + ": " + type + (detail.isEmpty() ? "" : ": " + detail);
        if (texts.add(text)) {
            list.add(new Finding(path, text));
        }
    }

    /** As Go prints it: strings quoted, all else plain. */
    static String shown(Object value) {
        return value instanceof String text
                ? '"' + printable(text.replace("\\", "\\\\").replace("\"", "\\\"")) + '"'
                : String.valueOf(value);
    }

    /** The text without any character that could break the line or steer a terminal. */
    static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\n' -> printable.append("\\n");
                case '\t' -> printable.append("\\t");
                case '\r' -> printable.append("\\r");
                default -> {
                    if (c < ' ' || c == 0x7f) {
                        printable.append(String.format("\\x%02x", c));
                    } else if (isInvisible(c)) {
                        printable.append(String.format("\\u%04x", c));
                    } else {
                        printable.appendCodePoint(c);
                    }
                }
            }
        });
        return printable.toString();
    }

    private static boolean isInvisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED ->
                true;
            default -> false;
        };
    }
}
