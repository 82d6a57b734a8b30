package org.sidecardemo.podplayer.manifest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobTemplateSpec;

import org.sidecardemo.podplayer.manifest.Workload.JobWorkload;
import org.sidecardemo.podplayer.manifest.Workload.Origin;
import org.sidecardemo.podplayer.manifest.Workload.PodWorkload;
import org.sidecardemo.podplayer.manifest.YamlNode.Sequence;
import org.sidecardemo.podplayer.release.Release;

/** Makes a workload of one object, in the API server's order: decoding, defaults, validation. */
final class ObjectReader {

    private static final Set<String> PLAYABLE = Set.of("v1 Pod", "batch/v1 Job", "batch/v1 CronJob",
            "apps/v1 Deployment", "apps/v1 StatefulSet", "apps/v1 DaemonSet", "apps/v1 ReplicaSet",
            "v1 ReplicationController");

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

    /** The version in which a kind is played; empty for one that isn't played in any. */
    static Optional<String> versionOf(String kind) {
        return PLAYABLE.stream().filter(each -> each.endsWith(" " + kind))
                .map(each -> each.substring(0, each.indexOf(' '))).findFirst();
    }

    /** Why the API server would refuse the object that was read; empty if it would take it. */
    Findings findings() {
        return findings;
    }

    /** The workload that an object of a playable kind describes; empty where there are findings. */
    Optional<Workload> read() {
        var apps = new AppsValidation(release, findings);
        return switch (YamlNode.text(object, "kind")) {
            case "Pod" -> valid(Pod.class, Defaults::of, Pod::getSpec, new PodValidation(release, findings)::pod)
                    .map(pod -> new PodWorkload(at(), containerSources(), pod, Optional.empty(),
                            playability(pod.getMetadata(), pod.getSpec())));
            case "Job" -> valid(Job.class, this::complete, job -> job.getSpec().getTemplate().getSpec(),
                    new JobValidation(release, findings)::job)
                    .map(job -> jobWorkload(job, Optional.empty()));
            case "CronJob" -> valid(CronJob.class, this::complete,
                    cronJob -> cronJob.getSpec().getJobTemplate().getSpec().getTemplate().getSpec(),
                    new CronJobValidation(release, findings)::cronJob)
                    .map(cronJob -> jobWorkload(jobOf(cronJob), origin(cronJob),
                            origin(cronJob).orElseThrow()
                                    + ": its schedule isn't played, one Job is made of it at once"));
            case "Deployment" -> valid(Deployment.class, AppsDefaults::of,
                    deployment -> deployment.getSpec().getTemplate().getSpec(), apps::deployment)
                    .map(deployment -> podOf(deployment, PodOfTemplate.of(deployment)));
            case "StatefulSet" -> valid(StatefulSet.class, AppsDefaults::of,
                    statefulSet -> statefulSet.getSpec().getTemplate().getSpec(), apps::statefulSet)
                    .map(statefulSet -> podOf(statefulSet, PodOfTemplate.of(statefulSet)));
            case "DaemonSet" -> valid(DaemonSet.class, AppsDefaults::of,
                    daemonSet -> daemonSet.getSpec().getTemplate().getSpec(), apps::daemonSet)
                    .map(daemonSet -> podOf(daemonSet, PodOfTemplate.of(daemonSet)));
            case "ReplicaSet" -> valid(ReplicaSet.class, AppsDefaults::of,
                    replicaSet -> replicaSet.getSpec().getTemplate().getSpec(), apps::replicaSet)
                    .map(replicaSet -> podOf(replicaSet, PodOfTemplate.of(replicaSet)));
            default -> valid(ReplicationController.class, AppsDefaults::of, ObjectReader::podSpec,
                    apps::replicationController)
                    .map(controller -> podOf(controller, PodOfTemplate.of(controller)));
        };
    }

    private void complete(Job job) {
        if (job.getSpec() != null) {
            DisabledFields.drop(release, job.getSpec());
        }
        Defaults.of(job);
    }

    private void complete(CronJob cronJob) {
        Optional.ofNullable(cronJob.getSpec()).map(CronJobSpec::getJobTemplate).map(JobTemplateSpec::getSpec)
                .ifPresent(spec -> DisabledFields.drop(release, spec));
        Defaults.of(cronJob);
    }

    private <T extends HasMetadata> Optional<T> valid(Class<T> type, Consumer<T> defaults,
            Function<T, PodSpec> podSpec, Consumer<T> validation) {
        T bound = binder.bind(object, type);
        if (findings.undecodable()) {
            return Optional.empty();
        }
        defaults.accept(bound);
        DisabledFields.drop(release, podSpec.apply(bound));
        validation.accept(bound);
        return Optional.of(bound).filter(_ -> findings.isEmpty());
    }

    /** Only here the template may be missing until validation asks for it. */
    private static PodSpec podSpec(ReplicationController controller) {
        PodTemplateSpec template = controller.getSpec().getTemplate();
        return template == null ? new PodSpec() : template.getSpec();
    }

    private Workload jobWorkload(Job job, Optional<Origin> origin, String... notes) {
        return new JobWorkload(at(), containerSources(), job, origin,
                playability(job.getMetadata(), job.getSpec().getTemplate().getSpec(),
                        Stream.concat(Stream.of(notes), JobNotes.of(job).stream()).toArray(String[]::new)));
    }

    private Workload podOf(HasMetadata controller, Pod pod) {
        Optional<Origin> origin = origin(controller);
        return new PodWorkload(at(), containerSources(), pod, origin,
                playability(pod.getMetadata(), pod.getSpec(),
                        origin.orElseThrow() + ": one pod of its template is played"));
    }

    private static Optional<Origin> origin(HasMetadata controller) {
        return Optional.of(new Origin(controller.getKind(), controller.getMetadata().getName()));
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

    private Path specPath() {
        Path spec = Path.ROOT.child("spec");
        return switch (YamlNode.text(object, "kind")) {
            case "Pod" -> spec;
            case "CronJob" -> spec.child("jobTemplate").child("spec").child("template").child("spec");
            default -> spec.child("template").child("spec");
        };
    }

    private Map<String, String> containerSources() {
        YamlNode spec = object;
        for (String field : specPath().steps()) {
            spec = YamlNode.field(spec, field);
        }
        Map<String, String> sources = new LinkedHashMap<>();
        for (String list : List.of("initContainers", "containers")) {
            if (YamlNode.field(spec, list) instanceof Sequence sequence) {
                sequence.items().forEach(
                        item -> sources.put(YamlNode.text(item, "name"), source + ":" + item.line()));
            }
        }
        return Collections.unmodifiableMap(sources);
    }

    private Playability playability(ObjectMeta metadata, PodSpec spec, String... notes) {
        SupportedFields.Check check = supportedFields.check(binder.given());
        List<ConfigReference> references = new ConfigReferences(metadata.getNamespace(),
                path -> source + ":" + YamlNode.line(object, path)).of(spec, specPath());
        return new Playability(check.obstacles().stream().map(each -> each.message(source, object)).toList(),
                check.notEnforced(), check.notEnforcedByEngines(), check.temporaryFolders(), references,
                Stream.concat(Stream.of(notes), binder.repeated().stream().map(this::repeated)).toList());
    }

    /** kubectl takes the last one, and no server gets to see the others. */
    private String repeated(Path path) {
        return Findings.printable("%s:%d: %s is given more than once: the last one counts".formatted(source,
                YamlNode.line(object, path), path));
    }

    private String at() {
        return source + ":" + object.line();
    }
}
