package org.sidecardemo.podplayer.manifest;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.AppArmorProfile;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import org.sidecardemo.podplayer.lifecycle.ContainerKind;
import org.sidecardemo.podplayer.release.Release;

/** The API server's rules for Pods and pod templates. Source: ValidatePodCreate, ValidatePodSpec. */
final class PodValidation {

    private static final List<String> RESTART_POLICIES = List.of("Always", "OnFailure", "Never");
    private static final List<String> DNS_POLICIES = List.of("ClusterFirstWithHostNet", "ClusterFirst", "Default",
            "None");
    private static final String NOT_A_SIDECAR = "may not be set for init containers without restartPolicy=Always";

    private final Release release;
    private final Findings findings;

    /** @param release whose rules they are */
    PodValidation(Release release, Findings findings) {
        this.release = release;
        this.findings = findings;
    }

    void pod(Pod pod) {
        new MetadataValidation(findings).metadata(pod.getMetadata(), Names::subdomain);
        String name = pod.getMetadata().getName();
        appArmor(pod.getMetadata(), pod.getSpec(), Path.ROOT.child("metadata").child("annotations"));
        // the server first makes fields of annotations, so that they count more than the pod's own profile
        appArmorFields(pod.getMetadata(), pod.getSpec(), null, Path.ROOT.child("spec"));
        spec(pod.getSpec(), name == null ? "" : name, Path.ROOT.child("spec"));
        if (!pod.getSpec().getEphemeralContainers().isEmpty()) {
            findings.forbidden(Path.ROOT.child("spec").child("ephemeralContainers"), "cannot be set on create");
        }
        if (!ContainerValidation.isEmpty(pod.getSpec().getNodeName())
                && !pod.getSpec().getSchedulingGates().isEmpty()) {
            findings.forbidden(Path.ROOT.child("spec").child("nodeName"),
                    "cannot be set until all schedulingGates have been cleared");
        }
        priority(pod.getSpec(), Path.ROOT.child("spec").child("priority"));
        images(pod.getSpec().getContainers(), Path.ROOT.child("spec").child("containers"));
        images(pod.getSpec().getInitContainers(), Path.ROOT.child("spec").child("initContainers"));
    }

    /** The path of a template's labels lacks "metadata", as the API server has it. */
    void template(PodTemplateSpec template, Path path) {
        appArmor(template.getMetadata(), template.getSpec(), path.child("annotations"));
        Names.labels(template.getMetadata().getLabels(), path.child("labels"), findings);
        Names.annotations(template.getMetadata().getAnnotations(), path.child("annotations"), findings);
        appArmorFields(template.getMetadata(), template.getSpec(),
                template.getSpec().getSecurityContext().getAppArmorProfile(), path.child("spec"));
        spec(template.getSpec(), "", path.child("spec"));
        if (!template.getSpec().getEphemeralContainers().isEmpty()) {
            findings.forbidden(path.child("spec").child("ephemeralContainers"),
                    "ephemeral containers not allowed in pod template");
        }
    }

    private void appArmorFields(ObjectMeta metadata, PodSpec spec, AppArmorProfile inherited, Path path) {
        Map<String, String> annotations = Objects.requireNonNullElse(metadata.getAnnotations(), Map.of());
        each(spec, path, (container, at) -> new SecurityContextValidation(findings).appArmor(annotations, container,
                inherited, at.child("securityContext").child("appArmorProfile")));
    }

    private static void each(PodSpec spec, Path path, BiConsumer<Container, Path> visit) {
        for (int i = 0; i < spec.getInitContainers().size(); i++) {
            visit.accept(spec.getInitContainers().get(i), path.child("initContainers").index(i));
        }
        for (int i = 0; i < spec.getContainers().size(); i++) {
            visit.accept(spec.getContainers().get(i), path.child("containers").index(i));
        }
    }

    private void appArmor(ObjectMeta metadata, PodSpec spec, Path path) {
        new SecurityContextValidation(findings).appArmor(
                Objects.requireNonNullElse(metadata.getAnnotations(), Map.of()),
                Stream.concat(spec.getInitContainers().stream(), spec.getContainers().stream())
                        .map(Container::getName).collect(Collectors.toSet()),
                path);
    }

    /** @param podName empty for a template */
    private void spec(PodSpec spec, String podName, Path path) {
        Set<String> volumes = new VolumeValidation(findings).volumes(spec.getVolumes(), podName, path.child("volumes"));
        ContainerValidation container = new ContainerValidation(release, findings, volumes,
                Boolean.FALSE.equals(spec.getHostUsers()));
        ProbeValidation probes = new ProbeValidation(findings, spec.getTerminationGracePeriodSeconds());
        Set<String> names = new HashSet<>();
        containers(spec.getContainers(), path.child("containers"), container, probes, names);
        initContainers(spec.getInitContainers(), path.child("initContainers"), container, probes, names);
        each(spec, path, (each, at) -> new VolumeDeviceValidation(findings, spec.getVolumes()).validate(each,
                at.child("volumeDevices")));
        each(spec, path, (each, at) -> new FileKeyRefValidation(release, findings, spec.getVolumes())
                .validate(each.getEnv(), at.child("env")));
        new RestartValidation(release, findings).spec(spec, path);
        if (release.resizesContainers()) {
            new ResizeValidation(findings).spec(spec, path);
        }
        new HostValidation(release, findings).spec(spec, !podName.isEmpty(), path);
        findings.supported(path.child("restartPolicy"), spec.getRestartPolicy(), RESTART_POLICIES);
        findings.supported(path.child("dnsPolicy"), spec.getDnsPolicy(), DNS_POLICIES);
        Names.labels(spec.getNodeSelector(), path.child("nodeSelector"), findings);
        new SecurityContextValidation(findings).pod(spec, path);
        new SchedulingValidation(findings).spec(spec, path);
        new WindowsValidation(findings).spec(spec, path);
        new ResourceClaimValidation(findings).spec(spec, path);
        if (spec.getResources() != null && release.hasPodLevelResources()) {
            new ResourceValidation(findings).pod(spec, path.child("resources"));
        }
        if (spec.getOverhead() != null) {
            new ResourceValidation(findings).overhead(spec.getOverhead(), path.child("overhead"));
        }
        String account = spec.getServiceAccountName();
        if (account != null && !account.isEmpty()) {
            Names.subdomain(account)
                    .forEach(wrong -> findings.invalid(path.child("serviceAccountName"), account, wrong));
        }
        Long deadline = spec.getActiveDeadlineSeconds();
        if (deadline != null && (deadline < 1 || deadline > Integer.MAX_VALUE)) {
            findings.invalid(path.child("activeDeadlineSeconds"), deadline,
                    "must be between 1 and " + Integer.MAX_VALUE + ", inclusive");
        }
    }

    private void containers(List<Container> containers, Path path, ContainerValidation common, ProbeValidation probes,
            Set<String> names) {
        if (containers.isEmpty()) {
            findings.required(path, "");
        }
        for (int i = 0; i < containers.size(); i++) {
            Container container = containers.get(i);
            Path at = path.index(i);
            common.validate(container, at);
            unique(container, at, names);
            probes(container, at, probes);
        }
    }

    private void initContainers(List<Container> containers, Path path, ContainerValidation common,
            ProbeValidation probes, Set<String> names) {
        for (int i = 0; i < containers.size(); i++) {
            Container container = containers.get(i);
            Path at = path.index(i);
            common.validate(container, at);
            unique(container, at, names);
            if (ContainerKind.ofInit(container) == ContainerKind.SIDECAR) {
                probes(container, at, probes);
            } else {
                forbidden(container.getLifecycle(), at.child("lifecycle"));
                forbidden(container.getLivenessProbe(), at.child("livenessProbe"));
                forbidden(container.getReadinessProbe(), at.child("readinessProbe"));
                forbidden(container.getStartupProbe(), at.child("startupProbe"));
            }
        }
    }

    private void unique(Container container, Path path, Set<String> names) {
        String name = container.getName();
        if (name != null && !name.isEmpty() && !names.add(name)) {
            findings.duplicate(path.child("name"), name);
        }
    }

    private static void probes(Container container, Path path, ProbeValidation probes) {
        probes.lifecycle(container.getLifecycle(), path.child("lifecycle"));
        probes.liveness(container.getLivenessProbe(), path.child("livenessProbe"));
        probes.readiness(container.getReadinessProbe(), path.child("readinessProbe"));
        probes.startup(container.getStartupProbe(), path.child("startupProbe"));
    }

    private void forbidden(Object value, Path path) {
        if (value != null) {
            findings.forbidden(path, NOT_A_SIDECAR);
        }
    }

    /** A Pod that names no PriorityClass has priority 0, and may say nothing else. Source: the admission plugin Priority. */
    private void priority(PodSpec spec, Path path) {
        Integer priority = spec.getPriority();
        if (priority != null && priority != 0 && ContainerValidation.isEmpty(spec.getPriorityClassName())) {
            findings.forbidden(path,
                    "the integer value of priority (" + priority + ") must not be provided in pod spec;"
                            + " priority admission controller computed 0 from the given PriorityClass name");
        }
    }

    /** Only of Pods: templates have always been let through. Source: validateContainerOnlyForPod. */
    private void images(List<Container> containers, Path path) {
        for (int i = 0; i < containers.size(); i++) {
            String image = containers.get(i).getImage();
            if (image != null && !image.equals(image.strip())) {
                findings.invalid(path.index(i).child("image"), image, "must not have leading or trailing whitespace");
            }
        }
    }
}
