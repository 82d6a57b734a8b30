package org.sidecardemo.podplayer.manifest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.fabric8.kubernetes.api.model.ObjectFieldSelector;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceFieldSelector;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobTemplateSpec;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyOnPodConditionsPattern;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRule;

/**
 * Completes objects as the API server does before it validates them. They are filled in place: each has only just been
 * bound, and nobody else knows it yet. Source: SetDefaults_* in pkg/apis/core/v1 and pkg/apis/batch/v1.
 */
final class Defaults {

    private Defaults() {}

    static void of(Pod pod) {
        pod.setMetadata(metadataOf(pod.getMetadata()));
        fill(pod.getSpec(), PodSpec::new, pod::setSpec);
        pod.setStatus(null);
        spec(pod.getSpec());
        fill(pod.getSpec().getEnableServiceLinks(), () -> true, pod.getSpec()::setEnableServiceLinks);
        if (Boolean.TRUE.equals(pod.getSpec().getHostNetwork())) {
            pod.getSpec().getInitContainers().forEach(Defaults::hostPorts);
            pod.getSpec().getContainers().forEach(Defaults::hostPorts);
        }
        pod.getSpec().getInitContainers().forEach(Defaults::requests);
        pod.getSpec().getContainers().forEach(Defaults::requests);
    }

    static void of(Job job) {
        job.setMetadata(metadataOf(job.getMetadata()));
        fill(job.getSpec(), JobSpec::new, job::setSpec);
        job.setStatus(null);
        template(job.getSpec());
        JobSpec spec = job.getSpec();
        if (spec.getCompletions() == null && spec.getParallelism() == null) {
            spec.setCompletions(1);
        }
        fill(spec.getParallelism(), () -> 1, spec::setParallelism);
        int backoffLimit = spec.getBackoffLimitPerIndex() == null ? 6 : Integer.MAX_VALUE;
        fill(spec.getBackoffLimit(), () -> backoffLimit, spec::setBackoffLimit);
        fill(spec.getCompletionMode(), () -> "NonIndexed", spec::setCompletionMode);
        fill(spec.getSuspend(), () -> false, spec::setSuspend);
        fill(spec.getManualSelector(), () -> false, spec::setManualSelector);
        String replacement = spec.getPodFailurePolicy() == null ? "TerminatingOrFailed" : "Failed";
        fill(spec.getPodReplacementPolicy(), () -> replacement, spec::setPodReplacementPolicy);
        if (!Boolean.TRUE.equals(spec.getManualSelector())) {
            labels(job.getMetadata(), spec.getTemplate().getMetadata());
        }
    }

    /**
     * The template gets the Job's name, and a Job without labels the template's. Those with the Job's uid come with
     * the uid. Source: SetDefaults_Job, and generateSelector in pkg/registry/batch/job.
     */
    private static void labels(ObjectMeta job, ObjectMeta template) {
        Map<String, String> labels = new LinkedHashMap<>();
        boolean labelled = !isEmpty(template.getLabels());
        if (labelled) {
            labels.putAll(template.getLabels());
        }
        if (job.getName() != null) {
            labels.putIfAbsent("batch.kubernetes.io/job-name", job.getName());
            labels.putIfAbsent("job-name", job.getName());
        }
        template.setLabels(labels);
        if (isEmpty(job.getLabels()) && labelled) {
            job.setLabels(new LinkedHashMap<>(labels));
        }
    }

    /** The Job within is completed only when it is created. */
    static void of(CronJob cronJob) {
        cronJob.setMetadata(metadataOf(cronJob.getMetadata()));
        fill(cronJob.getSpec(), CronJobSpec::new, cronJob::setSpec);
        CronJobSpec spec = cronJob.getSpec();
        fillText(spec.getConcurrencyPolicy(), "Allow", spec::setConcurrencyPolicy);
        fill(spec.getJobTemplate(), JobTemplateSpec::new, spec::setJobTemplate);
        fill(spec.getJobTemplate().getMetadata(), ObjectMeta::new, spec.getJobTemplate()::setMetadata);
        fill(spec.getJobTemplate().getSpec(), JobSpec::new, spec.getJobTemplate()::setSpec);
        template(spec.getJobTemplate().getSpec());
    }

    /** The metadata of an object that is created. */
    static ObjectMeta metadataOf(ObjectMeta given) {
        ObjectMeta metadata = given == null ? new ObjectMeta() : given;
        metadata.setUid(null);
        metadata.setGeneration(null);
        metadata.setCreationTimestamp(null);
        metadata.setSelfLink(null);
        metadata.setManagedFields(List.of());
        fillText(metadata.getNamespace(), "default", metadata::setNamespace);
        String prefix = metadata.getGenerateName();
        if (prefix != null && !prefix.isEmpty()) {
            fillText(metadata.getName(), NameSuffix.appendedTo(prefix), metadata::setName);
        }
        return metadata;
    }

    static PodTemplateSpec templateOf(PodTemplateSpec given) {
        PodTemplateSpec template = given == null ? new PodTemplateSpec() : given;
        fill(template.getMetadata(), ObjectMeta::new, template::setMetadata);
        fill(template.getSpec(), PodSpec::new, template::setSpec);
        spec(template.getSpec());
        return template;
    }

    private static void template(JobSpec spec) {
        spec.setTemplate(templateOf(spec.getTemplate()));
        if (spec.getPodFailurePolicy() != null) {
            for (PodFailurePolicyRule rule : spec.getPodFailurePolicy().getRules()) {
                for (PodFailurePolicyOnPodConditionsPattern pattern : rule.getOnPodConditions()) {
                    fillText(pattern.getStatus(), "True", pattern::setStatus);
                }
            }
        }
    }

    private static void spec(PodSpec spec) {
        fillText(spec.getDnsPolicy(), "ClusterFirst", spec::setDnsPolicy);
        fillText(spec.getRestartPolicy(), "Always", spec::setRestartPolicy);
        fillText(spec.getSchedulerName(), "default-scheduler", spec::setSchedulerName);
        fill(spec.getSecurityContext(), PodSecurityContext::new, spec::setSecurityContext);
        fill(spec.getTerminationGracePeriodSeconds(), () -> 30L, spec::setTerminationGracePeriodSeconds);
        if (spec.getTerminationGracePeriodSeconds() < 0) {
            spec.setTerminationGracePeriodSeconds(1L);
        }
        spec.getVolumes().forEach(VolumeDefaults::of);
        spec.getInitContainers().forEach(Defaults::container);
        spec.getContainers().forEach(Defaults::container);
    }

    private static void container(Container container) {
        fillText(container.getImagePullPolicy(), isLatest(container.getImage()) ? "Always" : "IfNotPresent",
                container::setImagePullPolicy);
        fillText(container.getTerminationMessagePath(), "/dev/termination-log", container::setTerminationMessagePath);
        fillText(container.getTerminationMessagePolicy(), "File", container::setTerminationMessagePolicy);
        fill(container.getResources(), ResourceRequirements::new, container::setResources);
        for (ContainerPort port : container.getPorts()) {
            fillText(port.getProtocol(), "TCP", port::setProtocol);
        }
        for (EnvVar variable : container.getEnv()) {
            if (variable.getValueFrom() != null) {
                reference(variable.getValueFrom().getFieldRef());
                reference(variable.getValueFrom().getResourceFieldRef());
            }
        }
        probe(container.getStartupProbe());
        probe(container.getLivenessProbe());
        probe(container.getReadinessProbe());
        if (container.getLifecycle() != null) {
            hook(container.getLifecycle().getPostStart());
            hook(container.getLifecycle().getPreStop());
        }
    }

    static void reference(ObjectFieldSelector selector) {
        if (selector != null) {
            fillText(selector.getApiVersion(), "v1", selector::setApiVersion);
        }
    }

    static void reference(ResourceFieldSelector selector) {
        if (selector != null) {
            fill(selector.getDivisor(), () -> new Quantity("0"), selector::setDivisor);
        }
    }

    /** An image without tag and digest is the latest. */
    static boolean isLatest(String image) {
        if (image == null || image.contains("@")) {
            return false;
        }
        int colon = image.indexOf(':', image.lastIndexOf('/') + 1);
        return colon < 0 || image.substring(colon).equals(":latest");
    }

    private static void probe(Probe probe) {
        if (probe != null) {
            fillNumber(probe.getInitialDelaySeconds(), 0, probe::setInitialDelaySeconds);
            fillNumber(probe.getTimeoutSeconds(), 1, probe::setTimeoutSeconds);
            fillNumber(probe.getPeriodSeconds(), 10, probe::setPeriodSeconds);
            fillNumber(probe.getSuccessThreshold(), 1, probe::setSuccessThreshold);
            fillNumber(probe.getFailureThreshold(), 3, probe::setFailureThreshold);
            httpGet(probe.getHttpGet());
            if (probe.getGrpc() != null) {
                fill(probe.getGrpc().getService(), () -> "", probe.getGrpc()::setService);
            }
        }
    }

    private static void hook(LifecycleHandler hook) {
        if (hook != null) {
            httpGet(hook.getHttpGet());
        }
    }

    private static void httpGet(HTTPGetAction action) {
        if (action != null) {
            fillText(action.getPath(), "/", action::setPath);
            fillText(action.getScheme(), "HTTP", action::setScheme);
        }
    }

    /** In the host's network a port is the host's. */
    private static void hostPorts(Container container) {
        for (ContainerPort port : container.getPorts()) {
            fillNumber(port.getHostPort(), port.getContainerPort() == null ? 0 : port.getContainerPort(),
                    port::setHostPort);
        }
    }

    /** What is limited and not requested is requested as limited: of Pods only. */
    private static void requests(Container container) {
        if (container.getResources().getLimits() != null) {
            Map<String, Quantity> requests = new LinkedHashMap<>(container.getResources().getLimits());
            if (container.getResources().getRequests() != null) {
                requests.putAll(container.getResources().getRequests());
            }
            container.getResources().setRequests(requests);
        }
    }

    private static boolean isEmpty(Map<?, ?> map) {
        return map == null || map.isEmpty();
    }

    static <T> void fill(T value, Supplier<T> otherwise, Consumer<T> setter) {
        if (value == null) {
            setter.accept(otherwise.get());
        }
    }

    static void fillText(String value, String otherwise, Consumer<String> setter) {
        if (value == null || value.isEmpty()) {
            setter.accept(otherwise);
        }
    }

    /** Of a field that can't be told from 0 when it isn't given. */
    private static void fillNumber(Integer value, int otherwise, Consumer<Integer> setter) {
        if (value == null || value == 0) {
            setter.accept(otherwise);
        }
    }
}
