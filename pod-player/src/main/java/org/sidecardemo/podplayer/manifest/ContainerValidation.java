package org.sidecardemo.podplayer.manifest;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import org.sidecardemo.podplayer.release.Release;

/** The API server's rules for a container of any kind. Source: validateContainerCommon. */
final class ContainerValidation {

    private static final List<String> PULL_POLICIES = List.of("Always", "IfNotPresent", "Never");
    private static final List<String> PROTOCOLS = List.of("SCTP", "TCP", "UDP");
    private static final List<String> MESSAGE_POLICIES = List.of("File", "FallbackToLogsOnError");

    private final Release release;
    private final Findings findings;
    private final Set<String> volumes;
    private final boolean ownUsers;

    /**
     * @param volumes the names of the pod's valid volumes
     * @param ownUsers whether the pod has users of its own, which aren't the host's
     */
    ContainerValidation(Release release, Findings findings, Set<String> volumes, boolean ownUsers) {
        this.release = release;
        this.findings = findings;
        this.volumes = volumes;
        this.ownUsers = ownUsers;
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
        EnvValidation env = new EnvValidation(release, findings);
        env.env(container.getEnv(), path.child("env"));
        env.envFrom(container.getEnvFrom(), path.child("envFrom"));
        new VolumeMountValidation(findings, volumes).validate(container, path.child("volumeMounts"));
        findings.supported(path.child("imagePullPolicy"), container.getImagePullPolicy(), PULL_POLICIES);
        new ResourceValidation(findings).container(container.getResources(), path.child("resources"));
        new SecurityContextValidation(findings).container(container.getSecurityContext(), ownUsers,
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

    static boolean isEmpty(String value) {
        return value == null || value.isEmpty();
    }
}
