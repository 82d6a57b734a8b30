package org.sidecardemo.podplayer.manifest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobTemplateSpec;

import org.sidecardemo.podplayer.manifest.Workload.JobWorkload;
import org.sidecardemo.podplayer.manifest.Workload.PodWorkload;

/** Makes a workload of one object, in the API server's order: decoding, defaults, validation. */
final class ObjectReader {

    private final SupportedFields supportedFields = new SupportedFields();

    /** The workload that an object describes; not to be used, and perhaps null, where there are findings. */
    Workload read(String source, YamlNode object, Findings findings) {
        String kind = YamlNode.text(object, "kind");
        String version = YamlNode.text(object, "apiVersion");
        if (ContainerValidation.isEmpty(kind) || ContainerValidation.isEmpty(version)) {
            String missing = ContainerValidation.isEmpty(kind) ? "kind" : "apiVersion";
            findings.undecodable(Path.ROOT, missing + ": Required value");
            return null;
        }
        switch (version + " " + kind) {
            case "v1 Pod" :
                return pod(source, object, findings);
            case "batch/v1 Job" :
                return job(source, object, findings);
            case "batch/v1 CronJob" :
                return cronJob(source, object, findings);
            default :
                findings.undecodable(Path.ROOT.child("kind"),
                        "kind: not supported by pod-player: " + Findings.shown(kind)
                                + " in version " + Findings.shown(version)
                                + " (only Pod in v1, Job and CronJob in batch/v1)");
                return null;
        }
    }

    private Workload pod(String source, YamlNode object, Findings findings) {
        Binder binder = new Binder(findings);
        Pod pod = binder.bind(object, Pod.class);
        if (findings.undecodable()) {
            return null;
        }
        Defaults.of(pod);
        new PodValidation(findings).pod(pod);
        return new PodWorkload(source, pod, supportedFields.check(binder.given(), findings));
    }

    private Workload job(String source, YamlNode object, Findings findings) {
        Binder binder = new Binder(findings);
        Job job = binder.bind(object, Job.class);
        if (findings.undecodable()) {
            return null;
        }
        Defaults.of(job);
        new JobValidation(findings).job(job);
        return new JobWorkload(source, job, Optional.empty(), supportedFields.check(binder.given(), findings));
    }

    private Workload cronJob(String source, YamlNode object, Findings findings) {
        Binder binder = new Binder(findings);
        CronJob cronJob = binder.bind(object, CronJob.class);
        if (findings.undecodable()) {
            return null;
        }
        Defaults.of(cronJob);
        new CronJobValidation(findings).cronJob(cronJob);
        List<String> notEnforced = supportedFields.check(binder.given(), findings);
        return new JobWorkload(source, jobOf(cronJob), Optional.ofNullable(cronJob.getMetadata().getName()),
                notEnforced);
    }

    /** Source: createJobFromCronJob in kubectl. */
    private static Job jobOf(CronJob cronJob) {
        JobTemplateSpec template = cronJob.getSpec().getJobTemplate();
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put("cronjob.kubernetes.io/instantiate", "manual");
        if (template.getMetadata().getAnnotations() != null) {
            annotations.putAll(template.getMetadata().getAnnotations());
        }
        ObjectMeta metadata = new ObjectMeta();
        metadata.setName(cronJob.getMetadata().getName());
        metadata.setNamespace(cronJob.getMetadata().getNamespace());
        metadata.setLabels(template.getMetadata().getLabels());
        metadata.setAnnotations(annotations);
        Job job = new Job();
        job.setMetadata(metadata);
        job.setSpec(template.getSpec());
        Defaults.of(job);
        return job;
    }
}
