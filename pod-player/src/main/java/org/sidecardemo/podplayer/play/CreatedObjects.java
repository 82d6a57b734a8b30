package org.sidecardemo.podplayer.play;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import org.sidecardemo.podplayer.lifecycle.ApiTime;
import org.sidecardemo.podplayer.lifecycle.CompletionIndex;
import org.sidecardemo.podplayer.manifest.NameSuffix;

/** What the API server and the Job controller add to objects when they are created. */
final class CreatedObjects {

    private static final String UID_LABEL = "batch.kubernetes.io/controller-uid";
    private static final String LEGACY_UID_LABEL = "controller-uid";

    private CreatedObjects() {}

    /** The Job with its uid, its time of creation, and the selector of its pods (generateSelector). */
    static Job job(Job job, Instant now) {
        var uid = UUID.randomUUID().toString();
        var uidLabels = Map.of(UID_LABEL, uid, LEGACY_UID_LABEL, uid);
        // the labels that it has by default are its template's, and go on being so
        var labels = job.getMetadata().getLabels();
        boolean byDefault = labels != null && !labels.isEmpty()
                && labels.equals(job.getSpec().getTemplate().getMetadata().getLabels());
        return new JobBuilder(job).editMetadata().addToLabels(byDefault ? uidLabels : Map.of()).withUid(uid)
                .withCreationTimestamp(ApiTime.format(now)).endMetadata().editSpec()
                .withNewSelector().addToMatchLabels(UID_LABEL, uid).endSelector().editTemplate().editOrNewMetadata()
                .addToLabels(uidLabels).endMetadata().endTemplate().endSpec()
                .build();
    }

    static Pod pod(Pod pod, Instant now) {
        return new PodBuilder(pod).editMetadata().withUid(UUID.randomUUID().toString())
                .withCreationTimestamp(ApiTime.format(now))
                .endMetadata().build();
    }

    /**
     * A pod from a Job's template (GetPodFromTemplate); that of an Indexed Job learns its index by annotation, label,
     * variable and hostname (manageJob).
     */
    static Pod pod(Job job, Optional<CompletionIndex> index, Instant now) {
        var name = job.getMetadata().getName();
        var owner = new OwnerReferenceBuilder().withApiVersion("batch/v1").withKind("Job").withName(name)
                .withUid(job.getMetadata().getUid()).withController(true).withBlockOwnerDeletion(true).build();
        PodTemplateSpec template = job.getSpec().getTemplate();
        var prefix = index.map(i -> IndexedPod.namePrefix(name, i)).orElse(name + "-");
        var pod = new PodBuilder().withNewMetadata().withName(NameSuffix.appendedTo(prefix)).withGenerateName(prefix)
                .withNamespace(job.getMetadata().getNamespace()).withLabels(copy(template.getMetadata().getLabels()))
                .withAnnotations(copy(template.getMetadata().getAnnotations())).withOwnerReferences(owner).endMetadata()
                .withSpec(template.getSpec()).build();
        return pod(index.map(i -> IndexedPod.of(pod, name, i)).orElse(pod), now);
    }

    private static Map<String, String> copy(Map<String, String> entries) {
        return new LinkedHashMap<>(Objects.requireNonNullElse(entries, Map.of()));
    }
}
