package org.sidecardemo.podplayer.manifest;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeDevice;
import io.fabric8.kubernetes.api.model.VolumeMount;

/** The API server's rules for volumes as devices. Source: ValidateVolumeDevices. */
final class VolumeDeviceValidation {

    private final Findings findings;
    private final List<Volume> volumes;

    /** @param volumes those of the pod */
    VolumeDeviceValidation(Findings findings, List<Volume> volumes) {
        this.findings = findings;
        this.volumes = volumes;
    }

    void validate(Container container, Path path) {
        Set<String> names = new HashSet<>();
        Set<String> paths = new HashSet<>();
        for (int i = 0; i < container.getVolumeDevices().size(); i++) {
            VolumeDevice device = container.getVolumeDevices().get(i);
            String name = device.getName() == null ? "" : device.getName();
            String at = device.getDevicePath() == null ? "" : device.getDevicePath();
            name(name, names, path.index(i).child("name"));
            path(at, paths, path.index(i).child("devicePath"));
            for (VolumeMount mount : container.getVolumeMounts()) {
                if (name.equals(mount.getName())) {
                    findings.invalid(path.index(i).child("name"), name, "must not already exist in volumeMounts");
                }
                if (at.equals(mount.getMountPath())) {
                    findings.invalid(path.index(i).child("devicePath"), at,
                            "must not already exist as a path in volumeMounts");
                }
            }
        }
    }

    private void name(String name, Set<String> names, Path path) {
        findings.given(path, name);
        if (!name.isEmpty() && !names.add(name)) {
            findings.invalid(path, name, "must be unique");
        }
        volumes.stream().filter(volume -> name.equals(volume.getName())).findFirst().ifPresentOrElse(volume -> {
            if (volume.getPersistentVolumeClaim() == null && volume.getEphemeral() == null) {
                findings.invalid(path, name,
                        "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode");
            }
        }, () -> findings.notFound(path, name));
    }

    private void path(String device, Set<String> paths, Path path) {
        findings.given(path, device);
        if (List.of(device.split("/")).contains("..")) {
            findings.invalid(path, device, "can not contain backsteps ('..')");
        } else if (!paths.add(device)) {
            findings.invalid(path, device, "must be unique");
        }
    }
}
