package org.sidecardemo.podplayer.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobTemplateSpec;

import org.sidecardemo.podplayer.manifest.Workload.JobWorkload;
import org.sidecardemo.podplayer.manifest.Workload.Origin;
import org.sidecardemo.podplayer.manifest.Workload.PodWorkload;
import org.sidecardemo.podplayer.release.Release;

/** Makes a workload of one object, in the API server's order: decoding, defaults, validation. */
final class ObjectReader {

    private static final Set<String> PLAYABLE = Set.of("v1 Pod", "batch/v1 Job", "batch/v1 CronJob");

    private final SupportedFields supportedFields;
    private final Release release;
    private final String source;
    private final YamlNode object;
    private final Findings findings = new Findings();
    private final Binder binder = new Binder(findings);

    /** @param source what messages call the file */
    ObjectReader(SupportedFields supportedFields, Release release, String source, YamlNode object) {
        this.supportedFields = supportedFields;
        this.release = release;
        this.source = source;
        this.object = object;
    }

    /** Whether an object's kind and version are those of a workload. */
    static boolean isPlayable(YamlNode object) {
        return PLAYABLE.contains(YamlNode.text(object, "apiVersion") + " " + YamlNode.text(object, "kind"));
    }

    /** Whether a kind is played in some version. */
    static boolean isKnown(String kind) {
        return PLAYABLE.stream().anyMatch(each -> each.endsWith(" " + kind));
    }

    /** Why the API server would refuse the object that was read; empty if it would take it. */
    Findings findings() {
        return findings;
    }

    /** The workload that an object of a playable kind describes; not to be used where there are findings. */
    Optional<Workload> read() {
        return Optional.ofNullable(switch (YamlNode.text(object, "kind")) {
            case "Pod" -> pod();
            case "Job" -> job();
            default -> cronJob();
        });
    }

    private Workload pod() {
        Pod pod = binder.bind(object, Pod.class);
        if (findings.undecodable()) {
            return null;
        }
        Defaults.of(pod);
        DisabledFields.drop(release, pod.getSpec());
        new PodValidation(findings).pod(pod);
        new RestartValidation(release, findings).spec(pod.getSpec(), Path.ROOT.child("spec"));
        return new PodWorkload(at(), pod, Optional.empty(), playability());
    }

    private Workload job() {
        Job job = binder.bind(object, Job.class);
        if (findings.undecodable()) {
            return null;
        }
        Defaults.of(job);
        DisabledFields.drop(release, job.getSpec().getTemplate().getSpec());
        new JobValidation(findings).job(job);
        Path spec = Path.ROOT.child("spec").child("template").child("spec");
        new RestartValidation(release, findings).spec(job.getSpec().getTemplate().getSpec(), spec);
        return new JobWorkload(at(), job, Optional.empty(), playability());
    }

    private Workload cronJob() {
        CronJob cronJob = binder.bind(object, CronJob.class);
        if (findings.undecodable()) {
            return null;
        }
        Defaults.of(cronJob);
        PodSpec spec = cronJob.getSpec().getJobTemplate().getSpec().getTemplate().getSpec();
        DisabledFields.drop(release, spec);
        new CronJobValidation(findings).cronJob(cronJob);
        new RestartValidation(release, findings).spec(spec,
                Path.ROOT.child("spec").child("jobTemplate").child("spec").child("template").child("spec"));
        Origin origin = new Origin("CronJob", cronJob.getMetadata().getName());
        return new JobWorkload(at(), jobOf(cronJob), Optional.of(origin), playability());
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

    private Playability playability() {
        List<Finding> obstacles = new ArrayList<>();
        List<String> notEnforced = supportedFields.check(binder.given(), obstacles);
        return new Playability(messages(obstacles), notEnforced, List.of());
    }

    /** The findings as the lines that people read. */
    List<String> messages(List<Finding> list) {
        return list.stream()
                .map(finding -> Findings
                        .printable(source + ":" + YamlNode.line(object, finding.path()) + ": " + finding.text()))
                .toList();
    }

    private String at() {
        return source + ":" + object.line();
    }
}
