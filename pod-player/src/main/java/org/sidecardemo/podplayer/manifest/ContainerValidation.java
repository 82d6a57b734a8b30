package org.sidecardemo.podplayer.manifest;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.ObjectFieldSelector;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.VolumeMount;

/** The API server's rules for a container of any kind. Source: validateContainerCommon. */
final class ContainerValidation {

    private static final List<String> PULL_POLICIES = List.of("Always", "IfNotPresent", "Never");
    private static final List<String> PROTOCOLS = List.of("SCTP", "TCP", "UDP");
    private static final List<String> MESSAGE_POLICIES = List.of("File", "FallbackToLogsOnError");
    private static final List<String> FIELD_PATHS = List.of("metadata.name", "metadata.namespace", "metadata.uid",
            "spec.nodeName", "spec.serviceAccountName", "status.hostIP", "status.hostIPs", "status.podIP",
            "status.podIPs");
    private static final List<String> SELECTABLE_FIELDS = List.of("metadata.annotations", "metadata.labels",
            "spec.restartPolicy", "spec.schedulerName", "status.phase");
    private static final List<String> STANDARD_RESOURCES = List.of("cpu", "memory", "ephemeral-storage");

    private final Findings findings;
    private final Set<String> volumes;

    /** @param volumes the names of the pod's valid volumes */
    ContainerValidation(Findings findings, Set<String> volumes) {
        this.findings = findings;
        this.volumes = volumes;
    }

    void validate(Container container, Path path) {
        if (isEmpty(container.getName())) {
            findings.required(path.child("name"), "");
        } else {
            Names.label(container.getName())
                    .forEach(wrong -> findings.invalid(path.child("name"), container.getName(), wrong));
        }
        if (isEmpty(container.getImage())) {
            findings.required(path.child("image"), "");
        }
        findings.supported(path.child("terminationMessagePolicy"), container.getTerminationMessagePolicy(),
                MESSAGE_POLICIES);
        ports(container.getPorts(), path.child("ports"));
        env(container.getEnv(), path.child("env"));
        volumeMounts(container.getVolumeMounts(), path.child("volumeMounts"));
        findings.supported(path.child("imagePullPolicy"), container.getImagePullPolicy(), PULL_POLICIES);
        resources(container.getResources(), path.child("resources"));
        new SecurityContextValidation(findings).container(container.getSecurityContext(),
                path.child("securityContext"));
    }

    private void ports(List<ContainerPort> ports, Path path) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < ports.size(); i++) {
            ContainerPort port = ports.get(i);
            Path at = path.index(i);
            if (!isEmpty(port.getName())) {
                List<String> wrong = Names.port(port.getName());
                wrong.forEach(each -> findings.invalid(at.child("name"), port.getName(), each));
                if (wrong.isEmpty() && !names.add(port.getName())) {
                    findings.duplicate(at.child("name"), port.getName());
                }
            }
            int number = port.getContainerPort() == null ? 0 : port.getContainerPort();
            if (number == 0) {
                findings.required(at.child("containerPort"), "");
            } else {
                Names.port(number).forEach(wrong -> findings.invalid(at.child("containerPort"), number, wrong));
            }
            findings.supported(at.child("protocol"), port.getProtocol(), PROTOCOLS);
        }
    }

    /** A name given twice is no error: the last one counts. */
    private void env(List<EnvVar> env, Path path) {
        for (int i = 0; i < env.size(); i++) {
            EnvVar variable = env.get(i);
            Path at = path.index(i);
            if (isEmpty(variable.getName())) {
                findings.required(at.child("name"), "");
            } else {
                Names.environmentVariable(variable.getName())
                        .forEach(wrong -> findings.invalid(at.child("name"), variable.getName(), wrong));
            }
            if (variable.getValueFrom() != null) {
                valueFrom(variable.getValueFrom(), !isEmpty(variable.getValue()), at.child("valueFrom"));
            }
        }
    }

    private void valueFrom(EnvVarSource from, boolean hasValue, Path path) {
        int sources = 0;
        for (Object source : new Object[]{from.getFieldRef(), from.getResourceFieldRef(), from.getConfigMapKeyRef(),
                from.getSecretKeyRef(), from.getFileKeyRef()}) {
            sources += source == null ? 0 : 1;
        }
        if (from.getFieldRef() != null) {
            fieldRef(from.getFieldRef(), path.child("fieldRef"));
        }
        if (sources == 0) {
            findings.invalid(path, "",
                    "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`");
        } else if (hasValue) {
            findings.invalid(path, "", "may not be specified when `value` is not empty");
        } else if (sources > 1) {
            findings.invalid(path, "", "may not have more than one field specified at a time");
        }
    }

    /** Source: validateObjectFieldSelector, ConvertDownwardAPIFieldLabel. */
    private void fieldRef(ObjectFieldSelector selector, Path path) {
        String field = selector.getFieldPath();
        if (isEmpty(field)) {
            findings.required(path.child("fieldPath"), "");
        } else if (!selector.getApiVersion().equals("v1")) {
            findings.invalid(path.child("fieldPath"), field,
                    "error converting fieldPath: unsupported pod version: " + selector.getApiVersion());
        } else if (SELECTABLE_FIELDS.contains(field)) {
            findings.supported(path.child("fieldPath"), field, FIELD_PATHS);
        } else if (!FIELD_PATHS.contains(field) && !field.startsWith("metadata.annotations['")
                && !field.startsWith("metadata.labels['")) {
            findings.invalid(path.child("fieldPath"), field,
                    "error converting fieldPath: field label not supported: " + field);
        }
    }

    private void volumeMounts(List<VolumeMount> mounts, Path path) {
        Set<String> paths = new HashSet<>();
        for (int i = 0; i < mounts.size(); i++) {
            VolumeMount mount = mounts.get(i);
            Path at = path.index(i);
            String name = mount.getName() == null ? "" : mount.getName();
            if (name.isEmpty()) {
                findings.required(at.child("name"), "");
            }
            if (!volumes.contains(name)) {
                findings.notFound(at.child("name"), name);
            }
            String mountPath = mount.getMountPath() == null ? "" : mount.getMountPath();
            if (mountPath.isEmpty()) {
                findings.required(at.child("mountPath"), "");
            }
            if (!paths.add(mountPath)) {
                findings.invalid(at.child("mountPath"), mountPath, "must be unique");
            }
        }
    }

    /** Source: validateResourceRequirements. */
    private void resources(ResourceRequirements resources, Path path) {
        Map<String, Quantity> limits = orEmpty(resources.getLimits());
        limits.forEach((name, limit) -> resource(name, limit, path.child("limits").key(name)));
        orEmpty(resources.getRequests()).forEach((name, request) -> {
            resource(name, request, path.child("requests").key(name));
            Quantity limit = limits.get(name);
            if (limit == null) {
                return;
            }
            int difference = Quantities.amount(request).compareTo(Quantities.amount(limit));
            if (difference != 0 && !isOvercommitAllowed(name)) {
                findings.invalid(path.child("requests"), request.toString(),
                        "must be equal to " + name + " limit of " + limit);
            } else if (difference > 0) {
                findings.invalid(path.child("requests"), request.toString(),
                        "must be less than or equal to " + name + " limit of " + limit);
            }
        });
    }

    private void resource(String name, Quantity quantity, Path path) {
        List<String> wrong = Names.qualified(name);
        wrong.forEach(each -> findings.invalid(path, name, each));
        if (wrong.isEmpty() && name.indexOf('/') < 0 && !isStandard(name)) {
            findings.invalid(path, name, "must be a standard resource type or fully qualified");
            findings.invalid(path, name, "must be a standard resource for containers");
        }
        if (Quantities.amount(quantity).compareTo(BigDecimal.ZERO) < 0) {
            findings.invalid(path, quantity.toString(), "must be greater than or equal to 0");
        }
    }

    private static boolean isStandard(String resource) {
        return STANDARD_RESOURCES.contains(resource) || resource.startsWith("hugepages-");
    }

    private static boolean isOvercommitAllowed(String resource) {
        return resource.indexOf('/') < 0 && !resource.startsWith("hugepages-");
    }

    private static Map<String, Quantity> orEmpty(Map<String, Quantity> amounts) {
        return amounts == null ? Map.of() : amounts;
    }

    static boolean isEmpty(String value) {
        return value == null || value.isEmpty();
    }
}
