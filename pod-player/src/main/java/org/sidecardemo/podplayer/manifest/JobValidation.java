package org.sidecardemo.podplayer.manifest;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyOnExitCodesRequirement;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyOnPodConditionsPattern;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRule;
import org.sidecardemo.podplayer.release.Release;

/** The API server's rules for Jobs. Source: ValidateJob, validateJobSpec. */
final class JobValidation {

    private static final List<String> ACTIONS = List.of("Count", "FailIndex", "FailJob", "Ignore");
    private static final List<String> OPERATORS = List.of("In", "NotIn");
    private static final List<String> STATUSES = List.of("False", "True", "Unknown");
    private static final List<String> NAME_LABELS = List.of("job-name", "batch.kubernetes.io/job-name");
    private static final List<String> UID_LABELS = List.of("controller-uid", "batch.kubernetes.io/controller-uid");
    /** Stands for the uid that the server is going to give: no label can have this value. */
    private static final String UID = "…";
    private static final int MAX_RULES = 20;
    private static final int MAX_EXIT_CODES = 255;
    private static final int MAX_MANAGED_BY = 63;

    private final Release release;
    private final Findings findings;

    /** @param release whose rules they are */
    JobValidation(Release release, Findings findings) {
        this.release = release;
        this.findings = findings;
    }

    void job(Job job) {
        new MetadataValidation(findings).metadata(job.getMetadata(), Names::subdomain);
        spec(job.getSpec(), Path.ROOT.child("spec"));
        if (Boolean.TRUE.equals(job.getSpec().getManualSelector())) {
            manualSelector(job);
        } else {
            generatedSelector(job, Path.ROOT.child("spec"));
        }
        new IndexedJobValidation(findings).name(job);
    }

    /** A selector that the server adds to, and the labels that it makes. Source: generateSelector, validateGeneratedSelector. */
    private void generatedSelector(Job job, Path path) {
        Map<String, String> generated = new TreeMap<>();
        String name = Objects.requireNonNullElse(job.getMetadata().getName(), "");
        NAME_LABELS.forEach(key -> generated.put(key, name));
        UID_LABELS.forEach(key -> generated.put(key, UID));
        Map<String, String> labels = new TreeMap<>(job.getSpec().getTemplate().getMetadata().getLabels());
        generated.forEach(labels::putIfAbsent);
        Path labelsPath = path.child("template").child("metadata").child("labels");
        generated.forEach((key, value) -> {
            if (!value.equals(labels.get(key))) {
                findings.add(labelsPath.key(key), "Invalid value: " + SelectorValidation.json(labels),
                        "must be '" + value + "'");
            }
        });
        if (job.getSpec().getSelector() != null) {
            LabelSelector selector = withUid(job.getSpec().getSelector());
            if (!SelectorValidation.matches(selector, generated)) {
                findings.add(path.child("selector"), "Invalid value: " + SelectorValidation.json(selector),
                        "`selector` not auto-generated");
            }
            if (!SelectorValidation.matches(selector, labels)) {
                unmatched(labelsPath, labels);
            }
        }
    }

    private static LabelSelector withUid(LabelSelector selector) {
        Map<String, String> labels = new TreeMap<>(Objects.requireNonNullElse(selector.getMatchLabels(), Map.of()));
        labels.putIfAbsent("batch.kubernetes.io/controller-uid", UID);
        return new LabelSelectorBuilder(selector).withMatchLabels(labels).build();
    }

    private void unmatched(Path path, Map<String, String> labels) {
        findings.add(path, "Invalid value: " + SelectorValidation.json(labels),
                "`selector` does not match template `labels`");
    }

    void spec(JobSpec spec, Path path) {
        findings.notNegative(path.child("parallelism"), spec.getParallelism());
        findings.notNegative(path.child("completions"), spec.getCompletions());
        findings.notNegative(path.child("activeDeadlineSeconds"), spec.getActiveDeadlineSeconds());
        findings.notNegative(path.child("backoffLimit"), spec.getBackoffLimit());
        findings.notNegative(path.child("ttlSecondsAfterFinished"), spec.getTtlSecondsAfterFinished());
        findings.supported(path.child("completionMode"), spec.getCompletionMode(), List.of("NonIndexed", "Indexed"));
        new IndexedJobValidation(findings).spec(spec, path);
        if (spec.getPodFailurePolicy() != null) {
            podFailurePolicy(spec, path.child("podFailurePolicy").child("rules"));
        }
        findings.supported(path.child("podReplacementPolicy"), spec.getPodReplacementPolicy(),
                spec.getPodFailurePolicy() == null ? List.of("Failed", "TerminatingOrFailed") : List.of("Failed"));
        managedBy(spec.getManagedBy(), path.child("managedBy"));
        new PodValidation(release, findings).template(spec.getTemplate(), path.child("template"));
        restartPolicy(spec, path.child("template").child("spec").child("restartPolicy"));
    }

    /** Source: IsDomainPrefixedPath. */
    private void managedBy(String controller, Path path) {
        if (controller == null) {
            return;
        }
        int slash = controller.indexOf('/');
        if (controller.isEmpty()) {
            findings.required(path, "");
        } else if (slash < 1 || slash == controller.length() - 1) {
            findings.invalid(path, controller, "must be a domain-prefixed path (such as \"acme.io/foo\")");
        } else {
            String domain = controller.substring(0, slash);
            Names.subdomain(domain).forEach(wrong -> findings.invalid(path, domain, wrong));
        }
        if (controller.length() > MAX_MANAGED_BY) {
            findings.tooLong(path, MAX_MANAGED_BY);
        }
    }

    /** A selector that the user takes care of. Source: ValidateJobSpec. */
    private void manualSelector(Job job) {
        JobSpec spec = job.getSpec();
        Path path = Path.ROOT.child("spec");
        Map<String, String> labels = Objects.requireNonNullElse(spec.getTemplate().getMetadata().getLabels(), Map.of());
        if (spec.getSelector() == null) {
            findings.required(path.child("selector"), "");
        }
        if (spec.getSelector() == null || !SelectorValidation.matches(spec.getSelector(), labels)) {
            unmatched(path.child("template").child("metadata").child("labels"), labels);
        }
    }

    private void restartPolicy(JobSpec spec, Path path) {
        String policy = spec.getTemplate().getSpec().getRestartPolicy();
        List<String> valid = List.of("OnFailure", "Never");
        if (policy.equals("Always")) {
            findings.required(path, "valid values: " + Findings.quoted(valid));
        } else if (!valid.contains(policy)) {
            findings.supported(path, policy, valid);
        } else if (spec.getPodFailurePolicy() != null && !policy.equals("Never")) {
            findings.invalid(path, policy, "only \"Never\" is supported when podFailurePolicy is specified");
        }
    }

    private void podFailurePolicy(JobSpec spec, Path path) {
        List<PodFailurePolicyRule> rules = spec.getPodFailurePolicy().getRules();
        if (rules.size() > MAX_RULES) {
            findings.tooMany(path, rules.size(), MAX_RULES);
        }
        Set<String> containers = new HashSet<>();
        for (Container container : spec.getTemplate().getSpec().getContainers()) {
            containers.add(container.getName());
        }
        for (Container container : spec.getTemplate().getSpec().getInitContainers()) {
            containers.add(container.getName());
        }
        for (int i = 0; i < rules.size(); i++) {
            rule(rules.get(i), path.index(i), containers, spec.getBackoffLimitPerIndex() != null);
        }
    }

    private void rule(PodFailurePolicyRule rule, Path path, Set<String> containers, boolean countsPerIndex) {
        requiredOneOf(ACTIONS, rule.getAction(), path.child("action"));
        if ("FailIndex".equals(rule.getAction()) && !countsPerIndex) {
            findings.invalid(path.child("action"), rule.getAction(), "requires the backoffLimitPerIndex to be set");
        }
        boolean onExitCodes = rule.getOnExitCodes() != null;
        boolean onPodConditions = !rule.getOnPodConditions().isEmpty();
        if (onExitCodes) {
            exitCodes(rule.getOnExitCodes(), path.child("onExitCodes"), containers);
        }
        podConditions(rule.getOnPodConditions(), path.child("onPodConditions"));
        if (onExitCodes && onPodConditions) {
            findings.invalid(path, "specifying both OnExitCodes and OnPodConditions is not supported");
        }
        if (!onExitCodes && !onPodConditions) {
            findings.invalid(path, "specifying one of OnExitCodes and OnPodConditions is required");
        }
    }

    private void exitCodes(PodFailurePolicyOnExitCodesRequirement onExitCodes, Path path, Set<String> containers) {
        requiredOneOf(OPERATORS, onExitCodes.getOperator(), path.child("operator"));
        String container = onExitCodes.getContainerName();
        if (container != null && !containers.contains(container)) {
            findings.invalid(path.child("containerName"), container,
                    "must be one of the container or initContainer names in the pod template");
        }
        Path at = path.child("values");
        List<Integer> values = onExitCodes.getValues();
        if (values.isEmpty()) {
            findings.add(at, "Invalid value: []", "at least one value is required");
        } else if (values.size() > MAX_EXIT_CODES) {
            findings.tooMany(at, values.size(), MAX_EXIT_CODES);
        }
        boolean ordered = true;
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < values.size(); i++) {
            int value = values.get(i);
            if (value == 0 && "In".equals(onExitCodes.getOperator())) {
                findings.invalid(at.index(i), value, "must not be 0 for the In operator");
            }
            if (!seen.add(value)) {
                findings.duplicate(at.index(i), value);
            }
            ordered &= i == 0 || values.get(i - 1) <= value;
        }
        if (!ordered) {
            findings.add(at, "Invalid value: " + values.toString().replace(" ", ""), "must be ordered");
        }
    }

    private void podConditions(List<PodFailurePolicyOnPodConditionsPattern> patterns, Path path) {
        if (patterns.size() > MAX_RULES) {
            findings.tooMany(path, patterns.size(), MAX_RULES);
        }
        for (int i = 0; i < patterns.size(); i++) {
            Path at = path.index(i);
            String type = patterns.get(i).getType() == null ? "" : patterns.get(i).getType();
            Names.qualified(type).forEach(wrong -> findings.invalid(at.child("type"), type, wrong));
            findings.supported(at.child("status"), patterns.get(i).getStatus(), STATUSES);
        }
    }

    private void requiredOneOf(List<String> values, String value, Path path) {
        if (value == null || value.isEmpty()) {
            findings.required(path, "valid values: [" + Findings.quoted(values).replace(",", "") + "]");
        } else {
            findings.supported(path, value, values);
        }
    }
}
