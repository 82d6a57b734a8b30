package org.sidecardemo.podplayer.manifest;

import java.util.List;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.DaemonSetUpdateStrategy;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import io.fabric8.kubernetes.api.model.apps.RollingUpdateDaemonSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetUpdateStrategy;

/** The API server's rules for how pods are replaced. Source: ValidateDeploymentStrategy and its like. */
final class StrategyValidation {

    private final Findings findings;

    StrategyValidation(Findings findings) {
        this.findings = findings;
    }

    void deployment(DeploymentStrategy strategy, Path path) {
        switch (strategy.getType()) {
            case "Recreate" -> {
                if (strategy.getRollingUpdate() != null) {
                    findings.forbidden(path.child("rollingUpdate"),
                            "may not be specified when strategy `type` is 'Recreate'");
                }
            }
            case "RollingUpdate" -> {
                IntOrString unavailable = strategy.getRollingUpdate().getMaxUnavailable();
                IntOrString surge = strategy.getRollingUpdate().getMaxSurge();
                Path rolling = path.child("rollingUpdate");
                amount(unavailable, rolling.child("maxUnavailable"));
                amount(surge, rolling.child("maxSurge"));
                if (Percentages.value(unavailable) == 0 && Percentages.value(surge) == 0) {
                    findings.add(rolling.child("maxUnavailable"), "Invalid value: " + Percentages.json(unavailable),
                            "may not be 0 when `maxSurge` is 0");
                }
                notMoreThanAll(unavailable, rolling.child("maxUnavailable"));
            }
            default -> unsupported(path, strategy.getType(), List.of("Recreate", "RollingUpdate"));
        }
    }

    void daemonSet(DaemonSetUpdateStrategy strategy, Path path) {
        switch (strategy.getType()) {
            case "OnDelete" -> {
            }
            case "RollingUpdate" -> rollingUpdate(strategy.getRollingUpdate(), path.child("rollingUpdate"));
            default -> unsupported(path, strategy.getType(), List.of("RollingUpdate", "OnDelete"));
        }
    }

    private void rollingUpdate(RollingUpdateDaemonSet update, Path path) {
        amount(update.getMaxUnavailable(), path.child("maxUnavailable"));
        amount(update.getMaxSurge(), path.child("maxSurge"));
        notMoreThanAll(update.getMaxUnavailable(), path.child("maxUnavailable"));
        notMoreThanAll(update.getMaxSurge(), path.child("maxSurge"));
        boolean unavailable = Percentages.value(update.getMaxUnavailable()) != 0;
        boolean surge = Percentages.value(update.getMaxSurge()) != 0;
        if (unavailable && surge) {
            findings.add(path.child("maxSurge"), "Invalid value: " + Percentages.json(update.getMaxSurge()),
                    "may not be set when maxUnavailable is non-zero");
        } else if (!unavailable && !surge) {
            findings.required(path.child("maxUnavailable"), "cannot be 0 when maxSurge is 0");
        }
    }

    void statefulSet(StatefulSetUpdateStrategy strategy, Path path) {
        switch (strategy.getType()) {
            case "OnDelete" -> {
                if (strategy.getRollingUpdate() != null) {
                    findings.invalid(path.child("rollingUpdate"), "only allowed for updateStrategy 'RollingUpdate'");
                }
            }
            case "RollingUpdate" -> {
                if (strategy.getRollingUpdate() != null) {
                    Path rolling = path.child("rollingUpdate");
                    findings.notNegative(rolling.child("partition"), strategy.getRollingUpdate().getPartition());
                    IntOrString unavailable = strategy.getRollingUpdate().getMaxUnavailable();
                    amount(unavailable, rolling.child("maxUnavailable"));
                    if (Percentages.value(unavailable) == 0) {
                        findings.add(rolling.child("maxUnavailable"),
                                "Invalid value: " + Percentages.json(unavailable), "cannot be 0");
                    }
                    notMoreThanAll(unavailable, rolling.child("maxUnavailable"));
                }
            }
            default -> findings.add(path, "Invalid value: " + json(strategy.getType()),
                    "must be 'RollingUpdate' or 'OnDelete'");
        }
    }

    private void unsupported(Path path, String type, List<String> supported) {
        findings.add(path, "Unsupported value: " + json(type), "supported values: " + Findings.quoted(supported));
    }

    /** Source: ValidatePositiveIntOrPercent. */
    private void amount(IntOrString amount, Path path) {
        if (amount.getStrVal() == null) {
            findings.notNegative(path, amount.getIntVal());
        } else if (!Percentages.isPercent(amount.getStrVal())) {
            findings.invalid(path, amount.getStrVal(), Percentages.RULE);
        }
    }

    private void notMoreThanAll(IntOrString amount, Path path) {
        if (amount.getStrVal() != null && Percentages.value(amount) > 100) {
            findings.invalid(path, amount.getStrVal(), "must not be greater than 100%");
        }
    }

    /** As the server shows a strategy of an unknown type. */
    private static String json(String type) {
        return "{\"Type\":" + Findings.shown(type) + ",\"RollingUpdate\":null}";
    }
}
