package org.sidecardemo.podplayer.manifest;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.VolumeDevice;
import io.fabric8.kubernetes.api.model.VolumeMount;

/** The API server's rules for where a container finds the volumes. Source: ValidateVolumeMounts. */
final class VolumeMountValidation {

    private static final List<String> PROPAGATIONS = List.of("Bidirectional", "HostToContainer", "None");
    private static final List<String> RECURSIVE = List.of("Disabled", "Enabled", "IfPossible");

    private final Findings findings;
    private final Set<String> volumes;

    /** @param volumes the names of the pod's valid volumes */
    VolumeMountValidation(Findings findings, Set<String> volumes) {
        this.findings = findings;
        this.volumes = volumes;
    }

    void validate(Container container, Path path) {
        Map<String, String> devices = new HashMap<>();
        for (VolumeDevice device : container.getVolumeDevices()) {
            devices.put(device.getName(), device.getDevicePath());
        }
        Set<String> paths = new HashSet<>();
        for (int i = 0; i < container.getVolumeMounts().size(); i++) {
            VolumeMount mount = container.getVolumeMounts().get(i);
            Path at = path.index(i);
            String name = mount.getName() == null ? "" : mount.getName();
            String mountPath = mount.getMountPath() == null ? "" : mount.getMountPath();
            findings.given(at.child("name"), name);
            if (!volumes.contains(name)) {
                findings.notFound(at.child("name"), name);
            }
            findings.given(at.child("mountPath"), mountPath);
            if (!paths.add(mountPath)) {
                findings.invalid(at.child("mountPath"), mountPath, "must be unique");
            }
            if (devices.containsKey(name)) {
                findings.invalid(at.child("name"), name, "must not already exist in volumeDevices");
            }
            if (devices.containsValue(mountPath)) {
                findings.invalid(at.child("mountPath"), mountPath, "must not already exist as a path in volumeDevices");
            }
            // the API server names the list here, not the mount
            subPath(mount, at, path);
            propagation(mount, isPrivileged(container), path.child("mountPropagation"));
            recursiveReadOnly(mount, path.child("recursiveReadOnly"));
        }
    }

    private void subPath(VolumeMount mount, Path path, Path list) {
        boolean subPath = mount.getSubPath() != null && !mount.getSubPath().isEmpty();
        if (subPath) {
            new PathValidation(findings).descending(mount.getSubPath(), list.child("subPath"));
        }
        if (mount.getSubPathExpr() != null && !mount.getSubPathExpr().isEmpty()) {
            if (subPath) {
                findings.invalid(path.child("subPathExpr"), mount.getSubPathExpr(),
                        "subPathExpr and subPath are mutually exclusive");
            }
            new PathValidation(findings).descending(mount.getSubPathExpr(), list.child("subPathExpr"));
        }
    }

    private void propagation(VolumeMount mount, boolean privileged, Path path) {
        findings.supported(path, mount.getMountPropagation(), PROPAGATIONS);
        if ("Bidirectional".equals(mount.getMountPropagation()) && !privileged) {
            findings.forbidden(path, "Bidirectional mount propagation is available only to privileged containers");
        }
    }

    private void recursiveReadOnly(VolumeMount mount, Path path) {
        String recursive = mount.getRecursiveReadOnly();
        findings.supported(path, recursive, RECURSIVE);
        if ("Enabled".equals(recursive) || "IfPossible".equals(recursive)) {
            if (!Boolean.TRUE.equals(mount.getReadOnly())) {
                findings.forbidden(path, "may only be specified when readOnly is true");
            }
            if (mount.getMountPropagation() != null && !mount.getMountPropagation().equals("None")) {
                findings.forbidden(path, "may only be specified when mountPropagation is None or not specified");
            }
        }
    }

    private static boolean isPrivileged(Container container) {
        return container.getSecurityContext() != null
                && Boolean.TRUE.equals(container.getSecurityContext().getPrivileged());
    }
}
