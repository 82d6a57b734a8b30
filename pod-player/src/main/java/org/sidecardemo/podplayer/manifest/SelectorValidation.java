package org.sidecardemo.podplayer.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;

/** The API server's rules for selectors of labels, and what they select. Source: ValidateLabelSelector. */
final class SelectorValidation {

    private static final Set<String> WITH_VALUES = Set.of("In", "NotIn");
    private static final Set<String> WITHOUT_VALUES = Set.of("Exists", "DoesNotExist");

    private final Findings findings;

    SelectorValidation(Findings findings) {
        this.findings = findings;
    }

    void validate(LabelSelector selector, Path path) {
        if (selector == null) {
            return;
        }
        Names.labels(selector.getMatchLabels(), path.child("matchLabels"), findings);
        for (int i = 0; i < selector.getMatchExpressions().size(); i++) {
            requirement(selector.getMatchExpressions().get(i), path.child("matchExpressions").index(i));
        }
    }

    private void requirement(LabelSelectorRequirement requirement, Path path) {
        String operator = Objects.requireNonNullElse(requirement.getOperator(), "");
        List<String> values = requirement.getValues();
        if (WITH_VALUES.contains(operator)) {
            if (values.isEmpty()) {
                findings.required(path.child("values"), "must be specified when `operator` is 'In' or 'NotIn'");
            }
        } else if (WITHOUT_VALUES.contains(operator)) {
            if (!values.isEmpty()) {
                findings.forbidden(path.child("values"),
                        "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
            }
        } else {
            findings.invalid(path.child("operator"), operator, "not a valid selector operator");
        }
        String key = Objects.requireNonNullElse(requirement.getKey(), "");
        Names.qualified(key).forEach(wrong -> findings.invalid(path.child("key"), key, wrong));
        for (int i = 0; i < values.size(); i++) {
            String value = values.get(i);
            Path at = path.child("values").index(i);
            Names.labelValue(value).forEach(wrong -> findings.invalid(at, value, wrong));
        }
    }

    static boolean isEmpty(LabelSelector selector) {
        return (selector.getMatchLabels() == null || selector.getMatchLabels().isEmpty())
                && selector.getMatchExpressions().isEmpty();
    }

    /** As the server shows it. */
    static String json(LabelSelector selector) {
        List<String> parts = new ArrayList<>();
        if (selector.getMatchLabels() != null && !selector.getMatchLabels().isEmpty()) {
            parts.add("\"matchLabels\":" + json(selector.getMatchLabels()));
        }
        if (!selector.getMatchExpressions().isEmpty()) {
            parts.add("\"matchExpressions\":[" + selector.getMatchExpressions().stream()
                    .map(SelectorValidation::json).collect(Collectors.joining(",")) + "]");
        }
        return "{" + String.join(",", parts) + "}";
    }

    private static String json(LabelSelectorRequirement requirement) {
        String values = requirement.getValues().stream().map(Findings::shown).collect(Collectors.joining(","));
        return "{\"key\":" + Findings.shown(Objects.requireNonNullElse(requirement.getKey(), ""))
                + ",\"operator\":" + Findings.shown(Objects.requireNonNullElse(requirement.getOperator(), ""))
                + (values.isEmpty() ? "}" : ",\"values\":[" + values + "]}");
    }

    static String json(Map<String, String> labels) {
        return labels == null || labels.isEmpty()
                ? "null"
                : new TreeMap<>(labels).entrySet().stream()
                        .map(each -> Findings.shown(each.getKey()) + ":" + Findings.shown(each.getValue()))
                        .collect(Collectors.joining(",", "{", "}"));
    }

    /** Whether a selector without findings selects an object of these labels. */
    static boolean matches(LabelSelector selector, Map<String, String> labels) {
        Map<String, String> exact = Objects.requireNonNullElse(selector.getMatchLabels(), Map.of());
        return labels.entrySet().containsAll(exact.entrySet())
                && selector.getMatchExpressions().stream().allMatch(each -> matches(each, labels));
    }

    private static boolean matches(LabelSelectorRequirement requirement, Map<String, String> labels) {
        String value = labels.get(requirement.getKey());
        return switch (requirement.getOperator()) {
            case "In" -> value != null && requirement.getValues().contains(value);
            case "NotIn" -> value == null || !requirement.getValues().contains(value);
            case "Exists" -> value != null;
            default -> value == null;
        };
    }
}
