package org.sidecardemo.podplayer.manifest;

import java.util.List;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.SuccessPolicyRule;

/** The API server's rules for what is about a Job's indexes. Source: validateJobSpec, validateSuccessPolicy. */
final class IndexedJobValidation {

    private static final int MAX_PARALLELISM = 100_000;
    private static final int MAX_FAILED_INDEXES = 100_000;
    /** Of completions; with more of them and a backoffLimitPerIndex the other limits are lower. */
    private static final int MANY = 100_000;
    private static final int MAX_WITH_MANY = 10_000;
    private static final int MAX_SUCCESS_RULES = 20;
    private static final int MAX_INDEXES_TEXT = 64 * 1024;

    private final Findings findings;

    IndexedJobValidation(Findings findings) {
        this.findings = findings;
    }

    /** The pods' hostnames end with their index (validateNameAllowsCompletions). */
    void name(Job job) {
        Integer completions = job.getSpec().getCompletions();
        String name = job.getMetadata().getName();
        if (isIndexed(job.getSpec()) && name != null && completions != null && completions > 0) {
            String hostname = name + "-" + (completions - 1);
            if (!Names.label(hostname).isEmpty()) {
                findings.invalid(Path.ROOT.child("metadata").child("name"), name,
                        "will not able to create pod with invalid DNS label: " + hostname);
            }
        }
    }

    void spec(JobSpec spec, Path path) {
        findings.notNegative(path.child("backoffLimitPerIndex"), spec.getBackoffLimitPerIndex());
        findings.notNegative(path.child("maxFailedIndexes"), spec.getMaxFailedIndexes());
        if (spec.getMaxFailedIndexes() != null && spec.getBackoffLimitPerIndex() == null) {
            findings.required(path.child("backoffLimitPerIndex"), "when maxFailedIndexes is specified");
        }
        if (isIndexed(spec)) {
            indexed(spec, path);
        } else if ("NonIndexed".equals(spec.getCompletionMode())) {
            onlyIndexed(spec.getBackoffLimitPerIndex(), path.child("backoffLimitPerIndex"));
            onlyIndexed(spec.getMaxFailedIndexes(), path.child("maxFailedIndexes"));
        }
        if (spec.getSuccessPolicy() != null && !isIndexed(spec)) {
            findings.add(path.child("successPolicy"), "Invalid value: " + GoText.of(spec.getSuccessPolicy()),
                    "requires indexed completion mode");
        } else if (spec.getSuccessPolicy() != null && spec.getCompletions() != null) {
            rules(spec.getSuccessPolicy().getRules(), spec.getCompletions(),
                    path.child("successPolicy").child("rules"));
        }
    }

    private static boolean isIndexed(JobSpec spec) {
        return "Indexed".equals(spec.getCompletionMode());
    }

    private void onlyIndexed(Integer value, Path path) {
        if (value != null) {
            findings.invalid(path, value, "requires indexed completion mode");
        }
    }

    private void indexed(JobSpec spec, Path path) {
        Integer completions = spec.getCompletions();
        if (completions == null) {
            findings.required(path.child("completions"), "when completion mode is Indexed");
        }
        atMost(MAX_PARALLELISM, spec.getParallelism(), path.child("parallelism"), " when completion mode is Indexed");
        if (completions != null && spec.getMaxFailedIndexes() != null && spec.getMaxFailedIndexes() > completions) {
            findings.invalid(path.child("maxFailedIndexes"), spec.getMaxFailedIndexes(),
                    "must be less than or equal to completions");
        }
        atMost(MAX_FAILED_INDEXES, spec.getMaxFailedIndexes(), path.child("maxFailedIndexes"), "");
        if (completions != null && completions > MANY && spec.getBackoffLimitPerIndex() != null) {
            if (spec.getMaxFailedIndexes() == null) {
                findings.required(path.child("maxFailedIndexes"),
                        "must be specified when completions is above " + MANY);
            }
            String detail = " when completions are above " + MANY + " and used with backoff limit per index";
            atMost(MAX_WITH_MANY, spec.getParallelism(), path.child("parallelism"), detail);
            atMost(MAX_WITH_MANY, spec.getMaxFailedIndexes(), path.child("maxFailedIndexes"), detail);
        }
    }

    private void atMost(int limit, Integer value, Path path, String when) {
        if (value != null && value > limit) {
            findings.invalid(path, value, "must be less than or equal to " + limit + when);
        }
    }

    private void rules(List<SuccessPolicyRule> rules, int completions, Path path) {
        if (rules.isEmpty()) {
            findings.required(path, "at least one rules must be specified when the successPolicy is specified");
        } else if (rules.size() > MAX_SUCCESS_RULES) {
            findings.tooMany(path, rules.size(), MAX_SUCCESS_RULES);
        }
        for (int i = 0; i < rules.size(); i++) {
            rule(rules.get(i), completions, path.index(i));
        }
    }

    private void rule(SuccessPolicyRule rule, int completions, Path path) {
        String text = rule.getSucceededIndexes();
        Integer count = rule.getSucceededCount();
        if (text == null && count == null) {
            findings.required(path, "at least one of succeededCount or succeededIndexes must be specified");
        }
        int named = text == null ? 0 : indexes(text, completions, path.child("succeededIndexes"));
        Path at = path.child("succeededCount");
        findings.notNegative(at, count);
        if (count != null && count > completions) {
            findings.invalid(at, count, "must be less than or equal to " + completions
                    + " (the number of specified completions)");
        }
        if (count != null && text != null && count > named) {
            findings.invalid(at, count, "must be less than or equal to " + named
                    + " (the number of indexes in the specified succeededIndexes field)");
        }
    }

    /** Returns how many they are; none of those that are wrong. */
    private int indexes(String text, int completions, Path path) {
        if (text.length() > MAX_INDEXES_TEXT) {
            findings.tooLong(path, MAX_INDEXES_TEXT);
        }
        try {
            return text.isEmpty() ? 0 : IndexIntervals.count(text, completions);
        } catch (IllegalArgumentException e) {
            findings.invalid(path, text, "error parsing succeededIndexes: " + e.getMessage());
            return 0;
        }
    }
}
