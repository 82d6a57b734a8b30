package org.sidecardemo.podplayer.manifest;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.ReplicationControllerSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSetUpdateStrategy;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetSpec;
import io.fabric8.kubernetes.api.model.apps.RollingUpdateDaemonSet;
import io.fabric8.kubernetes.api.model.apps.RollingUpdateDeployment;
import io.fabric8.kubernetes.api.model.apps.RollingUpdateStatefulSetStrategy;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetPersistentVolumeClaimRetentionPolicy;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSetUpdateStrategy;

import static org.sidecardemo.podplayer.manifest.Defaults.fill;
import static org.sidecardemo.podplayer.manifest.Defaults.fillText;

/**
 * Completes controllers of pods as the API server does before it validates them, as {@link Defaults} does others.
 * Source: SetDefaults_* in pkg/apis/apps/v1; SetDefaults_ReplicationController.
 */
final class AppsDefaults {

    private static final String ROLLING = "RollingUpdate";

    private AppsDefaults() {}

    static void of(Deployment deployment) {
        deployment.setMetadata(Defaults.metadataOf(deployment.getMetadata()));
        fill(deployment.getSpec(), DeploymentSpec::new, deployment::setSpec);
        DeploymentSpec spec = deployment.getSpec();
        spec.setTemplate(Defaults.templateOf(spec.getTemplate()));
        fill(spec.getReplicas(), () -> 1, spec::setReplicas);
        fill(spec.getStrategy(), DeploymentStrategy::new, spec::setStrategy);
        DeploymentStrategy strategy = spec.getStrategy();
        fillText(strategy.getType(), ROLLING, strategy::setType);
        if (strategy.getType().equals(ROLLING)) {
            fill(strategy.getRollingUpdate(), RollingUpdateDeployment::new, strategy::setRollingUpdate);
            RollingUpdateDeployment update = strategy.getRollingUpdate();
            fill(update.getMaxUnavailable(), () -> new IntOrString("25%"), update::setMaxUnavailable);
            fill(update.getMaxSurge(), () -> new IntOrString("25%"), update::setMaxSurge);
        }
        fill(spec.getRevisionHistoryLimit(), () -> 10, spec::setRevisionHistoryLimit);
        fill(spec.getProgressDeadlineSeconds(), () -> 600, spec::setProgressDeadlineSeconds);
    }

    static void of(ReplicaSet replicaSet) {
        replicaSet.setMetadata(Defaults.metadataOf(replicaSet.getMetadata()));
        fill(replicaSet.getSpec(), ReplicaSetSpec::new, replicaSet::setSpec);
        ReplicaSetSpec spec = replicaSet.getSpec();
        spec.setTemplate(Defaults.templateOf(spec.getTemplate()));
        fill(spec.getReplicas(), () -> 1, spec::setReplicas);
    }

    static void of(DaemonSet daemonSet) {
        daemonSet.setMetadata(Defaults.metadataOf(daemonSet.getMetadata()));
        fill(daemonSet.getSpec(), DaemonSetSpec::new, daemonSet::setSpec);
        DaemonSetSpec spec = daemonSet.getSpec();
        spec.setTemplate(Defaults.templateOf(spec.getTemplate()));
        fill(spec.getUpdateStrategy(), DaemonSetUpdateStrategy::new, spec::setUpdateStrategy);
        DaemonSetUpdateStrategy strategy = spec.getUpdateStrategy();
        fillText(strategy.getType(), ROLLING, strategy::setType);
        if (strategy.getType().equals(ROLLING)) {
            fill(strategy.getRollingUpdate(), RollingUpdateDaemonSet::new, strategy::setRollingUpdate);
            RollingUpdateDaemonSet update = strategy.getRollingUpdate();
            fill(update.getMaxUnavailable(), () -> new IntOrString(1), update::setMaxUnavailable);
            fill(update.getMaxSurge(), () -> new IntOrString(0), update::setMaxSurge);
        }
        fill(spec.getRevisionHistoryLimit(), () -> 10, spec::setRevisionHistoryLimit);
    }

    static void of(StatefulSet statefulSet) {
        statefulSet.setMetadata(Defaults.metadataOf(statefulSet.getMetadata()));
        fill(statefulSet.getSpec(), StatefulSetSpec::new, statefulSet::setSpec);
        StatefulSetSpec spec = statefulSet.getSpec();
        spec.setTemplate(Defaults.templateOf(spec.getTemplate()));
        fillText(spec.getPodManagementPolicy(), "OrderedReady", spec::setPodManagementPolicy);
        fill(spec.getUpdateStrategy(), StatefulSetUpdateStrategy::new, spec::setUpdateStrategy);
        StatefulSetUpdateStrategy strategy = spec.getUpdateStrategy();
        if (strategy.getType() == null || strategy.getType().isEmpty()) {
            strategy.setType(ROLLING);
            fill(strategy.getRollingUpdate(), RollingUpdateStatefulSetStrategy::new, strategy::setRollingUpdate);
        }
        if (strategy.getType().equals(ROLLING) && strategy.getRollingUpdate() != null) {
            RollingUpdateStatefulSetStrategy update = strategy.getRollingUpdate();
            fill(update.getPartition(), () -> 0, update::setPartition);
            fill(update.getMaxUnavailable(), () -> new IntOrString(1), update::setMaxUnavailable);
        }
        fill(spec.getPersistentVolumeClaimRetentionPolicy(), StatefulSetPersistentVolumeClaimRetentionPolicy::new,
                spec::setPersistentVolumeClaimRetentionPolicy);
        StatefulSetPersistentVolumeClaimRetentionPolicy retention = spec.getPersistentVolumeClaimRetentionPolicy();
        fillText(retention.getWhenDeleted(), "Retain", retention::setWhenDeleted);
        fillText(retention.getWhenScaled(), "Retain", retention::setWhenScaled);
        fill(spec.getReplicas(), () -> 1, spec::setReplicas);
        fill(spec.getRevisionHistoryLimit(), () -> 10, spec::setRevisionHistoryLimit);
    }

    /** One without a selector selects what its template makes; only this one may be without a template, and invalid. */
    static void of(ReplicationController controller) {
        controller.setMetadata(Defaults.metadataOf(controller.getMetadata()));
        fill(controller.getSpec(), ReplicationControllerSpec::new, controller::setSpec);
        ReplicationControllerSpec spec = controller.getSpec();
        fill(spec.getReplicas(), () -> 1, spec::setReplicas);
        PodTemplateSpec template = spec.getTemplate();
        if (template != null) {
            spec.setTemplate(Defaults.templateOf(template));
            if (spec.getSelector() == null || spec.getSelector().isEmpty()) {
                spec.setSelector(template.getMetadata().getLabels());
            }
        }
    }
}
