package org.sidecardemo.podplayer.manifest;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.ReplicationControllerSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import org.sidecardemo.podplayer.release.Release;

/**
 * The API server's rules for controllers of pods that are meant to run. Source: pkg/apis/apps/validation, and
 * ValidateReplicationController.
 */
final class AppsValidation {

    private static final Path SPEC = Path.ROOT.child("spec");
    private static final Path TEMPLATE = SPEC.child("template");

    private final Release release;
    private final Findings findings;

    /** @param release whose rules they are */
    AppsValidation(Release release, Findings findings) {
        this.release = release;
        this.findings = findings;
    }

    void deployment(Deployment deployment) {
        metadata(deployment.getMetadata());
        DeploymentSpec spec = deployment.getSpec();
        findings.notNegative(SPEC.child("replicas"), spec.getReplicas());
        selector(spec.getSelector(), "deployment");
        template(spec.getTemplate(), spec.getSelector(), "ReplicaSet");
        new StrategyValidation(findings).deployment(spec.getStrategy(), SPEC.child("strategy"));
        findings.notNegative(SPEC.child("minReadySeconds"), spec.getMinReadySeconds());
        findings.notNegative(SPEC.child("revisionHistoryLimit"), spec.getRevisionHistoryLimit());
        Path deadline = SPEC.child("progressDeadlineSeconds");
        findings.notNegative(deadline, spec.getProgressDeadlineSeconds());
        if (spec.getProgressDeadlineSeconds() <= Objects.requireNonNullElse(spec.getMinReadySeconds(), 0)) {
            findings.invalid(deadline, spec.getProgressDeadlineSeconds(), "must be greater than minReadySeconds");
        }
    }

    void replicaSet(ReplicaSet replicaSet) {
        metadata(replicaSet.getMetadata());
        ReplicaSetSpec spec = replicaSet.getSpec();
        findings.notNegative(SPEC.child("replicas"), spec.getReplicas());
        findings.notNegative(SPEC.child("minReadySeconds"), spec.getMinReadySeconds());
        selector(spec.getSelector(), "deployment");
        template(spec.getTemplate(), spec.getSelector(), "ReplicaSet");
    }

    void replicationController(ReplicationController controller) {
        metadata(controller.getMetadata());
        ReplicationControllerSpec spec = controller.getSpec();
        findings.notNegative(SPEC.child("minReadySeconds"), spec.getMinReadySeconds());
        findings.notNegative(SPEC.child("replicas"), spec.getReplicas());
        if (spec.getSelector() == null || spec.getSelector().isEmpty()) {
            findings.required(SPEC.child("selector"), "");
        }
        if (spec.getTemplate() == null) {
            findings.required(TEMPLATE, "");
        } else {
            template(spec.getTemplate(), new LabelSelector(List.of(), spec.getSelector()), "ReplicationController");
        }
    }

    void daemonSet(DaemonSet daemonSet) {
        metadata(daemonSet.getMetadata());
        DaemonSetSpec spec = daemonSet.getSpec();
        if (spec.getSelector() != null) {
            selector(spec.getSelector(), "daemonset");
        }
        template(spec.getTemplate(), spec.getSelector(), "DaemonSet");
        findings.notNegative(SPEC.child("minReadySeconds"), spec.getMinReadySeconds());
        new StrategyValidation(findings).daemonSet(spec.getUpdateStrategy(), SPEC.child("updateStrategy"));
        findings.notNegative(SPEC.child("revisionHistoryLimit"), spec.getRevisionHistoryLimit());
    }

    void statefulSet(StatefulSet statefulSet) {
        new MetadataValidation(findings).metadata(statefulSet.getMetadata(), Names::label);
        StatefulSetSpec spec = statefulSet.getSpec();
        String policy = spec.getPodManagementPolicy();
        if (!List.of("OrderedReady", "Parallel").contains(policy)) {
            findings.invalid(SPEC.child("podManagementPolicy"), policy, "must be 'OrderedReady' or 'Parallel'");
        }
        new StrategyValidation(findings).statefulSet(spec.getUpdateStrategy(), SPEC.child("updateStrategy"));
        Path retention = SPEC.child("persistentVolumeClaimRetentionPolicy");
        List<String> retentions = List.of("Retain", "Delete");
        findings.supported(retention.child("whenDeleted"),
                spec.getPersistentVolumeClaimRetentionPolicy().getWhenDeleted(), retentions);
        findings.supported(retention.child("whenScaled"),
                spec.getPersistentVolumeClaimRetentionPolicy().getWhenScaled(), retentions);
        for (int i = 0; i < spec.getVolumeClaimTemplates().size(); i++) {
            new ClaimValidation(findings).spec(spec.getVolumeClaimTemplates().get(i).getSpec(),
                    SPEC.child("volumeClaimTemplates").index(i).child("spec"));
        }
        findings.notNegative(SPEC.child("replicas"), spec.getReplicas());
        findings.notNegative(SPEC.child("minReadySeconds"), spec.getMinReadySeconds());
        if (spec.getOrdinals() != null) {
            findings.notNegative(SPEC.child("ordinals.start"), spec.getOrdinals().getStart());
        }
        if (spec.getServiceName() != null && !spec.getServiceName().isEmpty()) {
            Names.label(spec.getServiceName())
                    .forEach(wrong -> findings.invalid(SPEC.child("serviceName"), spec.getServiceName(), wrong));
        }
        selector(spec.getSelector(), "statefulset");
        template(withClaims(spec), spec.getSelector(), "StatefulSet");
    }

    /** What the controller overwrites in the template isn't validated, and each claim is a volume of its pods. */
    private static PodTemplateSpec withClaims(StatefulSetSpec spec) {
        PodTemplateSpec template = spec.getTemplate().edit().editSpec().withHostname(null).withSubdomain(null).endSpec()
                .build();
        template.getSpec().setVolumes(PodOfTemplate.volumes(template.getSpec().getVolumes(), spec, ""));
        return template;
    }

    private void metadata(ObjectMeta metadata) {
        new MetadataValidation(findings).metadata(metadata, Names::subdomain);
    }

    private void selector(LabelSelector selector, String kind) {
        Path path = SPEC.child("selector");
        if (selector == null) {
            findings.required(path, "");
            return;
        }
        new SelectorValidation(findings).validate(selector, path);
        if (SelectorValidation.isEmpty(selector)) {
            findings.add(path, "Invalid value: {}", "empty selector is invalid for " + kind);
        }
    }

    /** A selector that is missing selects nothing. What the server makes of an invalid one differs from kind to kind. */
    private void template(PodTemplateSpec template, LabelSelector selector, String kind) {
        Findings ofSelector = new Findings();
        new SelectorValidation(ofSelector).validate(selector, SPEC.child("selector"));
        boolean strict = kind.equals("ReplicaSet") || kind.equals("StatefulSet");
        if (strict && !ofSelector.isEmpty()) {
            findings.add(SPEC.child("selector"), "Invalid value: " + SelectorValidation.json(selector),
                    kind.equals("ReplicaSet") ? "invalid label selector" : "");
            return;
        }
        Map<String, String> labels = template.getMetadata().getLabels();
        boolean comparable = ofSelector.isEmpty() || kind.equals("ReplicationController");
        if (comparable && (selector == null
                || !SelectorValidation.matches(selector, Objects.requireNonNullElse(labels, Map.of())))) {
            findings.add(TEMPLATE.child("metadata").child("labels"),
                    "Invalid value: " + SelectorValidation.json(labels),
                    "`selector` does not match template `labels`");
        }
        new PodValidation(release, findings).template(template, TEMPLATE);
        if (!template.getSpec().getRestartPolicy().equals("Always")) {
            findings.supported(TEMPLATE.child("spec").child("restartPolicy"), template.getSpec().getRestartPolicy(),
                    List.of("Always"));
        }
        if (template.getSpec().getActiveDeadlineSeconds() != null) {
            findings.forbidden(TEMPLATE.child("spec").child("activeDeadlineSeconds"),
                    "activeDeadlineSeconds in " + kind + " is not Supported");
        }
    }
}
