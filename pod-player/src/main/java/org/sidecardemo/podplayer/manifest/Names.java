package org.sidecardemo.podplayer.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.IntPredicate;

/**
 * What names may look like, in the words of k8s.io/apimachinery's util/validation. Each method answers what is wrong,
 * nothing if nothing is.
 */
final class Names {

    private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private static final String SUBDOMAIN = LABEL + "(\\." + LABEL + ")*";
    private static final String QUALIFIED = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";

    private Names() {}

    static List<String> label(String name) {
        List<String> wrong = new ArrayList<>();
        longerThan(63, name, wrong);
        if (!isLabel(name)) {
            wrong.add(isSubdomain(name)
                    ? "must not contain dots"
                    : "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must"
                            + " start and end with an alphanumeric character" + example(LABEL, "my-name", "123-abc"));
        }
        return wrong;
    }

    static List<String> subdomain(String name) {
        List<String> wrong = new ArrayList<>();
        longerThan(253, name, wrong);
        if (!isSubdomain(name)) {
            wrong.add("a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.',"
                    + " and must start and end with an alphanumeric character" + example(SUBDOMAIN, "example.com"));
        }
        return wrong;
    }

    /** As domains to search in may be. Source: IsDNS1123SubdomainWithUnderscore. */
    static List<String> subdomainWithUnderscore(String name) {
        List<String> wrong = new ArrayList<>();
        longerThan(253, name, wrong);
        for (String label : name.split("\\.", -1)) {
            String rest = label.startsWith("_") ? label.substring(1) : label;
            if (!hasEnds(rest, Names::isLowerCase) || !consistsOf(rest, c -> isLowerCase(c) || c == '-' || c == '_')) {
                String regex = "_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?";
                wrong.add(
                        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or"
                                + " '.', and must start and end with an alphanumeric character"
                                + example(regex + "(\\." + regex + ")*", "example.com"));
                break;
            }
        }
        return wrong;
    }

    /** A name as good as one that is made from a prefix: that may end with the dash that comes before the rest. */
    static String prefix(String prefix) {
        return prefix.length() > 1 && prefix.endsWith("-") ? prefix.substring(0, prefix.length() - 2) + "a" : prefix;
    }

    static List<String> qualified(String name) {
        String[] parts = name.split("/", -1);
        String rule = "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an"
                + " alphanumeric character" + example(QUALIFIED, "MyName", "my.name", "123-abc");
        if (parts.length > 2) {
            return List.of("a valid label key " + rule
                    + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
        }
        List<String> wrong = new ArrayList<>();
        if (parts.length == 2) {
            List<String> prefix = parts[0].isEmpty() ? List.of("must be non-empty") : subdomain(parts[0]);
            prefix.forEach(each -> wrong.add("prefix part " + each));
        }
        String last = parts[parts.length - 1];
        if (last.isEmpty()) {
            wrong.add("name part must be non-empty");
        } else if (last.length() > 63) {
            wrong.add("name part must be no more than 63 bytes");
        }
        if (!isQualified(last)) {
            wrong.add("name part " + rule);
        }
        return wrong;
    }

    static List<String> labelValue(String value) {
        List<String> wrong = new ArrayList<>();
        if (value.length() > 63) {
            wrong.add("must be no more than 63 bytes");
        }
        if (!value.isEmpty() && !isQualified(value)) {
            wrong.add("a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.',"
                    + " and must start and end with an alphanumeric character"
                    + example("(" + QUALIFIED + ")?", "MyValue", "my_value", "12345"));
        }
        return wrong;
    }

    static List<String> environmentVariable(String name) {
        return consistsOf(name, c -> c >= ' ' && c < 0x7f && c != '=')
                ? List.of()
                : List.of("a valid environment variable name must consist only of printable ASCII characters other"
                        + " than '='");
    }

    /** Of a ConfigMap or a Secret. Source: IsConfigMapKey. */
    static List<String> configKey(String key) {
        List<String> wrong = new ArrayList<>();
        longerThan(253, key, wrong);
        if (key.isEmpty() || !consistsOf(key, c -> isAlphanumeric(c) || c == '-' || c == '_' || c == '.')) {
            wrong.add("a valid config key must consist of alphanumeric characters, '-', '_' or '.'"
                    + example("[-._a-zA-Z0-9]+", "key.name", "KEY_NAME", "key-name"));
        }
        if (key.equals(".") || key.equals("..")) {
            wrong.add("must not be '" + key + "'");
        } else if (key.startsWith("..")) {
            wrong.add("must not start with '..'");
        }
        return wrong;
    }

    static List<String> httpHeader(String name) {
        String header = "[-A-Za-z0-9]+";
        return !name.isEmpty() && consistsOf(name, c -> isAlphanumeric(c) || c == '-')
                ? List.of()
                : List.of("a valid HTTP header must consist of alphanumeric characters or '-'"
                        + example(header, "X-Header-Name"));
    }

    static List<String> port(String name) {
        List<String> wrong = new ArrayList<>();
        longerThan(15, name, wrong);
        if (name.isEmpty() || !consistsOf(name, c -> isLowerCase(c) || c == '-')) {
            wrong.add("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
        }
        if (name.chars().noneMatch(c -> c >= 'a' && c <= 'z')) {
            wrong.add("must contain at least one letter (a-z)");
        }
        if (name.contains("--")) {
            wrong.add("must not contain consecutive hyphens");
        }
        if (name.startsWith("-") || name.endsWith("-")) {
            wrong.add("must not begin or end with a hyphen");
        }
        return wrong;
    }

    static List<String> port(int number) {
        return number >= 1 && number <= 65535 ? List.of() : List.of("must be between 1 and 65535, inclusive");
    }

    /** Labels are findings at the map's own path, key and value alike. Source: ValidateLabels. */
    static void labels(Map<String, String> labels, Path path, Findings findings) {
        each(labels, (key, value) -> {
            qualified(key).forEach(wrong -> findings.invalid(path, key, wrong));
            labelValue(value).forEach(wrong -> findings.invalid(path, value, wrong));
        });
    }

    /** Source: ValidateAnnotations. */
    static void annotations(Map<String, String> annotations, Path path, Findings findings) {
        int limit = 256 * 1024;
        int[] size = {0};
        each(annotations, (key, value) -> {
            qualified(key.toLowerCase(Locale.ROOT)).forEach(wrong -> findings.invalid(path, key, wrong));
            size[0] += key.length() + value.length();
        });
        if (size[0] > limit) {
            findings.tooLong(path, limit);
        }
    }

    private static void each(Map<String, String> map, BiConsumer<String, String> check) {
        if (map != null) {
            map.forEach(check);
        }
    }

    private static void longerThan(int limit, String name, List<String> wrong) {
        if (name.length() > limit) {
            wrong.add("must be no more than " + limit + " characters");
        }
    }

    // Loops, for the regular expressions that the messages tell overflow the stack with a long name.

    private static boolean isLabel(String name) {
        return hasEnds(name, Names::isLowerCase) && consistsOf(name, c -> isLowerCase(c) || c == '-');
    }

    private static boolean isSubdomain(String name) {
        for (String label : name.split("\\.", -1)) {
            if (!isLabel(label)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isQualified(String name) {
        return hasEnds(name, Names::isAlphanumeric)
                && consistsOf(name, c -> isAlphanumeric(c) || c == '-' || c == '_' || c == '.');
    }

    private static boolean hasEnds(String name, IntPredicate allowed) {
        return !name.isEmpty() && allowed.test(name.charAt(0)) && allowed.test(name.charAt(name.length() - 1));
    }

    private static boolean consistsOf(String name, IntPredicate allowed) {
        for (int i = 0; i < name.length(); i++) {
            if (!allowed.test(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLowerCase(int c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
    }

    private static boolean isAlphanumeric(int c) {
        return isLowerCase(c) || c >= 'A' && c <= 'Z';
    }

    private static String example(String regex, String... examples) {
        return " (e.g. '" + String.join("',  or '", examples) + "', regex used for validation is '" + regex + "')";
    }
}
