package org.sidecardemo.podplayer.manifest;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.NodeAffinity;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.WeightedPodAffinityTerm;

/**
 * The API server's rules for what tells a scheduler where a pod may run. Source: ValidateTolerations, validateAffinity,
 * validateTopologySpreadConstraints, validateReadinessGates, validateSchedulingGates, ValidatePreemptionPolicy.
 */
final class SchedulingValidation {

    private static final List<String> EFFECTS = List.of("NoSchedule", "PreferNoSchedule", "NoExecute");
    private static final List<String> COMPARISONS = List.of("Lt", "Gt");
    private static final List<String> UNSATISFIABLE = List.of("DoNotSchedule", "ScheduleAnyway");
    private static final List<String> NODE_POLICIES = List.of("Honor", "Ignore");
    private static final Set<String> WITH_VALUES = Set.of("In", "NotIn");
    private static final Set<String> WITHOUT_VALUES = Set.of("Exists", "DoesNotExist");
    private static final int MAX_WEIGHT = 100;

    private final Findings findings;
    private final SelectorValidation selectors;

    SchedulingValidation(Findings findings) {
        this.findings = findings;
        selectors = new SelectorValidation(findings);
    }

    void spec(PodSpec spec, Path path) {
        if (spec.getAffinity() != null) {
            Path affinity = path.child("affinity");
            nodeAffinity(spec.getAffinity().getNodeAffinity(), affinity.child("nodeAffinity"));
            if (spec.getAffinity().getPodAffinity() != null) {
                terms(spec.getAffinity().getPodAffinity().getRequiredDuringSchedulingIgnoredDuringExecution(),
                        spec.getAffinity().getPodAffinity().getPreferredDuringSchedulingIgnoredDuringExecution(),
                        affinity.child("podAffinity"));
            }
            if (spec.getAffinity().getPodAntiAffinity() != null) {
                terms(spec.getAffinity().getPodAntiAffinity().getRequiredDuringSchedulingIgnoredDuringExecution(),
                        spec.getAffinity().getPodAntiAffinity().getPreferredDuringSchedulingIgnoredDuringExecution(),
                        affinity.child("podAntiAffinity"));
            }
        }
        topologySpreadConstraints(spec.getTopologySpreadConstraints(), path.child("topologySpreadConstraints"));
        for (int i = 0; i < spec.getTolerations().size(); i++) {
            toleration(spec.getTolerations().get(i), path.child("tolerations").index(i));
        }
        gates(spec, path);
        String priority = text(spec.getPriorityClassName());
        if (!priority.isEmpty()) {
            Names.subdomain(priority)
                    .forEach(wrong -> findings.invalid(path.child("priorityClassName"), priority, wrong));
        }
        findings.supported(path.child("preemptionPolicy"), spec.getPreemptionPolicy(),
                List.of("PreemptLowerPriority", "Never"));
    }

    private void gates(PodSpec spec, Path path) {
        for (int i = 0; i < spec.getReadinessGates().size(); i++) {
            qualified(text(spec.getReadinessGates().get(i).getConditionType()),
                    path.child("readinessGates").index(i).child("conditionType"));
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < spec.getSchedulingGates().size(); i++) {
            String name = text(spec.getSchedulingGates().get(i).getName());
            Path at = path.child("schedulingGates").index(i);
            qualified(name, at);
            if (!seen.add(name)) {
                findings.duplicate(at, name);
            }
        }
    }

    private void qualified(String name, Path path) {
        Names.qualified(name).forEach(wrong -> findings.invalid(path, name, wrong));
    }

    private void toleration(Toleration toleration, Path path) {
        String key = text(toleration.getKey());
        String operator = text(toleration.getOperator());
        String value = text(toleration.getValue());
        String effect = text(toleration.getEffect());
        if (!key.isEmpty()) {
            Names.qualified(key).forEach(wrong -> findings.invalid(path.child("key"), key, wrong));
        } else if (!operator.equals("Exists")) {
            findings.invalid(path.child("operator"), operator,
                    "operator must be Exists when `key` is empty, which means \"match all values and all keys\"");
        }
        if (toleration.getTolerationSeconds() != null && !effect.equals("NoExecute")) {
            findings.invalid(path.child("effect"), effect,
                    "effect must be 'NoExecute' when `tolerationSeconds` is set");
        }
        if (operator.isEmpty() || operator.equals("Equal")) {
            List<String> wrong = Names.labelValue(value);
            if (!wrong.isEmpty()) {
                findings.invalid(path.child("operator"), value, String.join(";", wrong));
            }
        } else if (operator.equals("Exists")) {
            if (!value.isEmpty()) {
                findings.invalid(path.child("operator"), value, "value must be empty when `operator` is 'Exists'");
            }
        } else if (COMPARISONS.contains(operator)) {
            // the API server names them among the supported ones, and supports them only behind a feature gate
            findings.add(path.child("operator"), "Unsupported value: " + Findings.shown(operator),
                    "supported values: " + Findings.quoted(List.of("Equal", "Exists", "Lt", "Gt")));
        } else {
            findings.supported(path.child("operator"), operator, List.of("Equal", "Exists"));
        }
        if (!effect.isEmpty()) {
            findings.supported(path.child("effect"), effect, EFFECTS);
        }
    }

    private void nodeAffinity(NodeAffinity affinity, Path path) {
        if (affinity == null) {
            return;
        }
        if (affinity.getRequiredDuringSchedulingIgnoredDuringExecution() != null) {
            List<NodeSelectorTerm> terms = affinity.getRequiredDuringSchedulingIgnoredDuringExecution()
                    .getNodeSelectorTerms();
            Path at = path.child("requiredDuringSchedulingIgnoredDuringExecution").child("nodeSelectorTerms");
            if (terms.isEmpty()) {
                findings.required(at, "must have at least one node selector term");
            }
            for (int i = 0; i < terms.size(); i++) {
                nodes(terms.get(i), true, at.index(i));
            }
        }
        var preferred = affinity.getPreferredDuringSchedulingIgnoredDuringExecution();
        for (int i = 0; i < preferred.size(); i++) {
            Path at = path.child("preferredDuringSchedulingIgnoredDuringExecution").index(i);
            weight(preferred.get(i).getWeight(), at);
            if (preferred.get(i).getPreference() != null) {
                nodes(preferred.get(i).getPreference(), false, at.child("preference"));
            }
        }
    }

    /** @param required what is only preferred may name values that no label can have */
    private void nodes(NodeSelectorTerm term, boolean required, Path path) {
        for (int i = 0; i < term.getMatchExpressions().size(); i++) {
            NodeSelectorRequirement requirement = term.getMatchExpressions().get(i);
            Path at = path.child("matchExpressions").index(i);
            nodesByLabel(requirement, at);
            for (int j = 0; required && j < requirement.getValues().size(); j++) {
                String value = requirement.getValues().get(j);
                Path where = at.child("values").index(j);
                Names.labelValue(value).forEach(wrong -> findings.invalid(where, value, wrong));
            }
        }
        for (int i = 0; i < term.getMatchFields().size(); i++) {
            nodesByField(term.getMatchFields().get(i), path.child("matchFields").index(i));
        }
    }

    private void nodesByLabel(NodeSelectorRequirement requirement, Path path) {
        String operator = text(requirement.getOperator());
        int values = requirement.getValues().size();
        if (WITH_VALUES.contains(operator)) {
            if (values == 0) {
                findings.required(path.child("values"), "must be specified when `operator` is 'In' or 'NotIn'");
            }
        } else if (WITHOUT_VALUES.contains(operator)) {
            if (values > 0) {
                findings.forbidden(path.child("values"),
                        "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
            }
        } else if (COMPARISONS.contains(operator)) {
            if (values != 1) {
                findings.required(path.child("values"),
                        "must be specified single value when `operator` is 'Lt' or 'Gt'");
            }
        } else {
            findings.invalid(path.child("operator"), operator, "not a valid selector operator");
        }
        label(requirement.getKey(), path.child("key"));
    }

    private void nodesByField(NodeSelectorRequirement requirement, Path path) {
        String operator = text(requirement.getOperator());
        if (!WITH_VALUES.contains(operator)) {
            findings.invalid(path.child("operator"), operator, "not a valid selector operator");
        } else if (requirement.getValues().size() != 1) {
            findings.required(path.child("values"),
                    "must be only one value when `operator` is 'In' or 'NotIn' for node field selector");
        }
        String key = text(requirement.getKey());
        if (!key.equals("metadata.name")) {
            findings.invalid(path.child("key"), key, "not a valid field selector key");
            return;
        }
        for (int i = 0; i < requirement.getValues().size(); i++) {
            String value = requirement.getValues().get(i);
            Path at = path.child("values").index(i);
            Names.subdomain(value).forEach(wrong -> findings.invalid(at, value, wrong));
        }
    }

    private void terms(List<PodAffinityTerm> required, List<WeightedPodAffinityTerm> preferred, Path path) {
        for (int i = 0; i < required.size(); i++) {
            pods(required.get(i), path.child("requiredDuringSchedulingIgnoredDuringExecution").index(i));
        }
        for (int i = 0; i < preferred.size(); i++) {
            Path at = path.child("preferredDuringSchedulingIgnoredDuringExecution").index(i);
            weight(preferred.get(i).getWeight(), at);
            pods(Objects.requireNonNullElseGet(preferred.get(i).getPodAffinityTerm(), PodAffinityTerm::new),
                    at.child("podAffinityTerm"));
        }
    }

    private void pods(PodAffinityTerm term, Path path) {
        selectors.validate(term.getLabelSelector(), path.child("labelSelector"));
        selectors.validate(term.getNamespaceSelector(), path.child("namespaceSelector"));
        for (String namespace : term.getNamespaces()) {
            Names.label(namespace).forEach(wrong -> findings.invalid(path.child("namespace"), namespace, wrong));
        }
        keys(term.getMatchLabelKeys(), term.getLabelSelector(), path.child("matchLabelKeys"));
        keys(term.getMismatchLabelKeys(), term.getLabelSelector(), path.child("mismatchLabelKeys"));
        for (int i = 0; i < term.getMatchLabelKeys().size(); i++) {
            String key = term.getMatchLabelKeys().get(i);
            if (term.getMismatchLabelKeys().contains(key)) {
                findings.invalid(path.child("matchLabelKeys").index(i), key,
                        "exists in both matchLabelKeys and mismatchLabelKeys");
            }
        }
        if (text(term.getTopologyKey()).isEmpty()) {
            findings.required(path.child("topologyKey"), "can not be empty");
        }
        label(term.getTopologyKey(), path.child("topologyKey"));
    }

    private void topologySpreadConstraints(List<TopologySpreadConstraint> constraints, Path path) {
        Set<String> seen = new HashSet<>();
        for (int i = constraints.size() - 1; i >= 0; i--) {
            // told of all but the last of a kind
            if (!seen.add(kind(constraints.get(i)))) {
                findings.duplicate(path.index(i).child("{topologyKey, whenUnsatisfiable}"), kind(constraints.get(i)));
            }
        }
        for (int i = 0; i < constraints.size(); i++) {
            topologySpread(constraints.get(i), path.index(i));
        }
    }

    private static String kind(TopologySpreadConstraint constraint) {
        return "{%s, %s}".formatted(text(constraint.getTopologyKey()), text(constraint.getWhenUnsatisfiable()));
    }

    private void topologySpread(TopologySpreadConstraint constraint, Path path) {
        positive(Objects.requireNonNullElse(constraint.getMaxSkew(), 0), path.child("maxSkew"));
        if (text(constraint.getTopologyKey()).isEmpty()) {
            findings.required(path.child("topologyKey"), "can not be empty");
        }
        String unsatisfiable = text(constraint.getWhenUnsatisfiable());
        findings.supported(path.child("whenUnsatisfiable"), unsatisfiable, UNSATISFIABLE);
        if (constraint.getMinDomains() != null) {
            positive(constraint.getMinDomains(), path.child("minDomains"));
            if (!unsatisfiable.equals("DoNotSchedule")) {
                findings.invalid(path.child("minDomains"), constraint.getMinDomains(),
                        "can only use minDomains if whenUnsatisfiable=DoNotSchedule, not " + unsatisfiable);
            }
        }
        findings.supported(path.child("nodeAffinityPolicy"), constraint.getNodeAffinityPolicy(), NODE_POLICIES);
        findings.supported(path.child("nodeTaintsPolicy"), constraint.getNodeTaintsPolicy(), NODE_POLICIES);
        keys(constraint.getMatchLabelKeys(), constraint.getLabelSelector(), path.child("matchLabelKeys"));
        selectors.validate(constraint.getLabelSelector(), path.child("labelSelector"));
    }

    private void keys(List<String> keys, LabelSelector selector, Path path) {
        if (!keys.isEmpty() && selector == null) {
            findings.forbidden(path, "must not be specified when labelSelector is not set");
            return;
        }
        for (int i = 0; i < keys.size(); i++) {
            label(keys.get(i), path.index(i));
        }
    }

    private void weight(Integer weight, Path path) {
        int given = Objects.requireNonNullElse(weight, 0);
        if (given < 1 || given > MAX_WEIGHT) {
            findings.invalid(path.child("weight"), given, "must be in the range 1-100");
        }
    }

    private void positive(int value, Path path) {
        if (value <= 0) {
            findings.invalid(path, value, "must be greater than zero");
        }
    }

    private void label(String key, Path path) {
        String given = text(key);
        Names.qualified(given).forEach(wrong -> findings.invalid(path, given, wrong));
    }

    private static String text(String given) {
        return Objects.requireNonNullElse(given, "");
    }
}
