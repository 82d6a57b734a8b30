package org.sidecardemo.podplayer.manifest;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import org.sidecardemo.podplayer.lifecycle.ContainerKind;
import org.sidecardemo.podplayer.release.Release;

/** Drops what a release knows but has switched off, without a word, as its API server does. Source: dropDisabledFields. */
final class DisabledFields {

    private DisabledFields() {}

    /** To be asked before the defaults are set: they depend on what is left. */
    static void drop(Release release, JobSpec spec) {
        if (!release.hasBackoffLimitsPerIndex()) {
            spec.setBackoffLimitPerIndex(null);
            spec.setMaxFailedIndexes(null);
            if (spec.getPodFailurePolicy() != null) {
                spec.getPodFailurePolicy().setRules(spec.getPodFailurePolicy().getRules().stream()
                        .filter(rule -> !"FailIndex".equals(rule.getAction())).toList());
            }
        }
        if (!release.hasSuccessPolicies()) {
            spec.setSuccessPolicy(null);
        }
    }

    static void drop(Release release, PodSpec spec) {
        if (!release.hasSidecars()) {
            spec.getInitContainers().forEach(container -> container.setRestartPolicy(null));
        }
        if (!release.hasSleepHooks()) {
            Stream.of(spec.getInitContainers(), spec.getContainers()).flatMap(List::stream)
                    .map(Container::getLifecycle).filter(Objects::nonNull)
                    .flatMap(lifecycle -> Stream.of(lifecycle.getPostStart(), lifecycle.getPreStop()))
                    .filter(Objects::nonNull).forEach(handler -> handler.setSleep(null));
        }
        if (release.dropsContainerRestartRules()) {
            spec.getInitContainers().stream().filter(container -> ContainerKind.ofInit(container) == ContainerKind.INIT)
                    .forEach(container -> container.setRestartPolicy(null));
            spec.getInitContainers().forEach(DisabledFields::dropRules);
            spec.getContainers().forEach(container -> container.setRestartPolicy(null));
            spec.getContainers().forEach(DisabledFields::dropRules);
        }
        if (release.knowsFileKeyRefs() && !release.hasFileKeyRefs()) {
            spec.getInitContainers().forEach(DisabledFields::dropFileKeyRefs);
            spec.getContainers().forEach(DisabledFields::dropFileKeyRefs);
        }
    }

    private static void dropFileKeyRefs(Container container) {
        container.getEnv().stream().map(EnvVar::getValueFrom).filter(Objects::nonNull)
                .forEach(from -> from.setFileKeyRef(null));
    }

    private static void dropRules(Container container) {
        container.setRestartPolicyRules(List.of());
    }
}
