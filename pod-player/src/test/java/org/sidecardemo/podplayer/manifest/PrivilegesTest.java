package org.sidecardemo.podplayer.manifest;

import java.util.List;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Rules that the recorded answers can't show: a server whose policy forbids privileged containers, as that one's does, says
 * that too.
 */
class PrivilegesTest {

    private final Findings findings = new Findings();

    @Test
    void privilegedContainerMayNotForbidItsEscalation() {
        var container = new ContainerBuilder().withNewSecurityContext().withPrivileged(true)
                .withAllowPrivilegeEscalation(false).withNewCapabilities().withDrop("ALL").endCapabilities()
                .endSecurityContext().build();
        new SecurityContextValidation(findings).container(container.getSecurityContext(), false,
                Path.ROOT.child("securityContext"));
        assertThat(texts()).singleElement().asString().endsWith("""
                Invalid value: {"Capabilities":{"Add":null,"Drop":["ALL"]},"Privileged":true,"SELinuxOptions":null,\
                "WindowsOptions":null,"RunAsUser":null,"RunAsGroup":null,"RunAsNonRoot":null,\
                "ReadOnlyRootFilesystem":null,"AllowPrivilegeEscalation":false,"ProcMount":null,"SeccompProfile":null,\
                "AppArmorProfile":null}: cannot set `allowPrivilegeEscalation` to false and `privileged` to true""");
    }

    @Test
    void processesOfAWindowsHostComeAloneAndInItsNetwork() {
        windows(false, hostProcess("a", true), hostProcess("b", null));
        assertThat(texts()).containsExactly(
                "spec.containers[0].securityContext.windowsOptions.hostProcess: Invalid value: true: "
                        + "pod hostProcess value must be identical if both are specified, was false",
                "spec: Invalid value: \"\": If pod contains any hostProcess containers then all containers must be "
                        + "HostProcess containers",
                "spec.hostNetwork: Invalid value: false: hostNetwork must be true if pod contains any hostProcess containers");
    }

    @Test
    void containersTakeItFromTheirPod() {
        windows(true, hostProcess("a", null), hostProcess("b", true));
        assertThat(texts()).singleElement().asString().startsWith("spec.hostNetwork: ");
    }

    private void windows(boolean ofPod, Container... containers) {
        PodSpec spec = new PodSpecBuilder().withContainers(containers).withNewSecurityContext().withNewWindowsOptions()
                .withHostProcess(ofPod).endWindowsOptions().endSecurityContext().build();
        new WindowsValidation(findings).spec(spec, Path.ROOT.child("spec"));
    }

    private static Container hostProcess(String name, Boolean own) {
        return new ContainerBuilder().withName(name).withNewSecurityContext().withNewWindowsOptions()
                .withHostProcess(own).endWindowsOptions().endSecurityContext().build();
    }

    private List<String> texts() {
        return findings.list().stream().map(Finding::text).toList();
    }
}
