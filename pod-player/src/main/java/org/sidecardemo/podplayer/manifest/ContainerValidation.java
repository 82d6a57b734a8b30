package org.sidecardemo.podplayer.manifest;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;

/** The API server's rules for a container of any kind. Source: validateContainerCommon. */
final class ContainerValidation {

    private static final List<String> PULL_POLICIES = List.of("Always", "IfNotPresent", "Never");
    private static final List<String> PROTOCOLS = List.of("SCTP", "TCP", "UDP");
    private static final List<String> MESSAGE_POLICIES = List.of("File", "FallbackToLogsOnError");
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
        new EnvValidation(findings).env(container.getEnv(), path.child("env"));
        new EnvValidation(findings).envFrom(container.getEnvFrom(), path.child("envFrom"));
        new VolumeMountValidation(findings, volumes).validate(container, path.child("volumeMounts"));
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
            if (port.getHostPort() != null && port.getHostPort() != 0) {
                Names.port(port.getHostPort())
                        .forEach(wrong -> findings.invalid(at.child("hostPort"), port.getHostPort(), wrong));
            }
            findings.supported(at.child("protocol"), port.getProtocol(), PROTOCOLS);
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
