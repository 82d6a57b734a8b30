package org.sidecardemo.podplayer.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A manifest's decisive lines: those that the rules speak of, or those of one container. */
final class ManifestView {

    /** A line, and whether it was added to, removed from or kept of the decisive lines of another manifest. */
    record Change(Kind kind, String line) {}

    enum Kind {
        SAME, ADDED, REMOVED
    }

    private static final Pattern KEY = Pattern.compile("( *)((?:- )*)([A-Za-z]+):.*");
    private static final Set<String> LISTS = Set.of("containers", "initContainers");
    private static final Set<String> DECISIVE = Set.of("restartPolicy", "restartPolicyRules", "startupProbe",
            "livenessProbe", "readinessProbe", "lifecycle", "terminationGracePeriodSeconds", "backoffLimit",
            "backoffLimitPerIndex", "activeDeadlineSeconds", "podFailurePolicy", "successPolicy", "completions",
            "parallelism", "command", "args", "env");

    private final List<String> lines;
    private final Set<Integer> decisive = new HashSet<>();

    ManifestView(String manifest) {
        lines = manifest.lines().toList();
        int list = -1;
        int item = -1;
        int block = -1;
        for (int i = 0; i < lines.size(); i++) {
            var key = KEY.matcher(lines.get(i));
            if (lines.get(i).isBlank() || lines.get(i).strip().startsWith("#")) {
                continue;
            }
            int indent = indent(lines.get(i));
            if (block >= 0 && (indent > block || indent == block && lines.get(i).strip().startsWith("- "))) {
                decisive.add(i);
                continue;
            }
            block = -1;
            if (!key.matches()) {
                continue;
            }
            if (list >= 0 && (indent < list || indent == list && key.group(2).isEmpty())) {
                list = -1;
            }
            if (LISTS.contains(key.group(3))) {
                list = indent;
                item = -1;
                decisive.add(i);
            } else if (list >= 0 && !key.group(2).isEmpty() && (item < 0 || indent == item)) {
                item = indent;
                decisive.add(i);
            } else if (isName(key, list, item)) {
                decisive.add(i);
            }
            if (DECISIVE.contains(key.group(3))) {
                block = key.end(2);
                decisive.add(i);
            }
        }
    }

    /** @param item the line where a list's item begins, from 1, whose lines decide */
    ManifestView(String manifest, int item) {
        lines = manifest.lines().toList();
        int indent = indent(lines.get(item - 1));
        decisive.add(item - 1);
        for (int i = item; i < lines.size() && (lines.get(i).isBlank() || indent(lines.get(i)) > indent); i++) {
            decisive.add(i);
        }
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }

    private static boolean isName(Matcher key, int list, int item) {
        return list >= 0 && key.group(3).equals("name") && key.end(2) == item + 2;
    }

    List<String> decisiveLines() {
        return decisive.stream().sorted().map(lines::get).toList();
    }

    /** The decisive lines as what they are compared with those of another manifest, with as few changes as can be. */
    List<Change> since(ManifestView other) {
        var before = other.decisiveLines();
        var after = decisiveLines();
        int[][] common = new int[before.size() + 1][after.size() + 1];
        for (int b = before.size() - 1; b >= 0; b--) {
            for (int a = after.size() - 1; a >= 0; a--) {
                common[b][a] = before.get(b).equals(after.get(a))
                        ? common[b + 1][a + 1] + 1
                        : Math.max(common[b + 1][a], common[b][a + 1]);
            }
        }
        var changes = new ArrayList<Change>();
        int b = 0;
        int a = 0;
        while (b < before.size() || a < after.size()) {
            if (b < before.size() && a < after.size() && before.get(b).equals(after.get(a))) {
                changes.add(new Change(Kind.SAME, after.get(a++)));
                b++;
            } else if (a == after.size() || b < before.size() && common[b + 1][a] >= common[b][a + 1]) {
                changes.add(new Change(Kind.REMOVED, before.get(b++)));
            } else {
                changes.add(new Change(Kind.ADDED, after.get(a++)));
            }
        }
        return changes;
    }

    /** The whole manifest, its decisive lines marked. */
    String whole() {
        var html = new StringBuilder("<pre class=\"yaml\">");
        for (int i = 0; i < lines.size(); i++) {
            html.append(element(decisive.contains(i) ? "mark" : "span", "", lines.get(i)));
        }
        return html.append("</pre>").toString();
    }

    /** Changes, less indented than in the manifest. */
    static String html(List<Change> changes) {
        int indent = changes.stream().mapToInt(c -> indent(c.line())).min().orElse(0);
        return changes.stream().map(c -> switch (c.kind()) {
            case SAME -> element("span", "  ", c.line().substring(indent));
            case ADDED -> element("ins", "+ ", c.line().substring(indent));
            case REMOVED -> element("del", "− ", c.line().substring(indent));
        }).collect(Collectors.joining("", "<pre class=\"yaml\">", "</pre>"));
    }

    private static String element(String tag, String sign, String line) {
        return "<" + tag + ">" + sign + Markup.escape(line) + "</" + tag + ">";
    }
}
