package org.sidecardemo.podplayer.manifest;

import static org.sidecardemo.podplayer.manifest.Defaults.fill;
import static org.sidecardemo.podplayer.manifest.Defaults.fillText;

import java.util.List;

import io.fabric8.kubernetes.api.model.AzureDiskVolumeSource;
import io.fabric8.kubernetes.api.model.DownwardAPIVolumeFile;
import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpec;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimTemplate;
import io.fabric8.kubernetes.api.model.ProjectedVolumeSource;
import io.fabric8.kubernetes.api.model.RBDVolumeSource;
import io.fabric8.kubernetes.api.model.ScaleIOVolumeSource;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;

/** Completes volumes as the API server does. Source: SetDefaults_* and +default in k8s.io/api/core/v1. */
final class VolumeDefaults {

    private static final int FILE_MODE = 0644;
    private static final long TOKEN_SECONDS = 3600;

    private VolumeDefaults() {}

    static void of(Volume volume) {
        Volume named = new Volume();
        named.setName(volume.getName());
        if (volume.equals(named)) {
            volume.setEmptyDir(new EmptyDirVolumeSource());
        }
        if (volume.getSecret() != null) {
            fill(volume.getSecret().getDefaultMode(), () -> FILE_MODE, volume.getSecret()::setDefaultMode);
        }
        if (volume.getConfigMap() != null) {
            fill(volume.getConfigMap().getDefaultMode(), () -> FILE_MODE, volume.getConfigMap()::setDefaultMode);
        }
        if (volume.getDownwardAPI() != null) {
            fill(volume.getDownwardAPI().getDefaultMode(), () -> FILE_MODE, volume.getDownwardAPI()::setDefaultMode);
            files(volume.getDownwardAPI().getItems());
        }
        if (volume.getProjected() != null) {
            projected(volume.getProjected());
        }
        if (volume.getHostPath() != null) {
            fill(volume.getHostPath().getType(), () -> "", volume.getHostPath()::setType);
        }
        if (volume.getEphemeral() != null && volume.getEphemeral().getVolumeClaimTemplate() != null) {
            claim(volume.getEphemeral().getVolumeClaimTemplate());
        }
        if (volume.getImage() != null) {
            fillText(volume.getImage().getPullPolicy(),
                    Defaults.isLatest(volume.getImage().getReference()) ? "Always" : "IfNotPresent",
                    volume.getImage()::setPullPolicy);
        }
        if (volume.getIscsi() != null) {
            fillText(volume.getIscsi().getIscsiInterface(), "default", volume.getIscsi()::setIscsiInterface);
        }
        rbd(volume.getRbd());
        azureDisk(volume.getAzureDisk());
        scaleIo(volume.getScaleIO());
    }

    private static void projected(ProjectedVolumeSource projected) {
        fill(projected.getDefaultMode(), () -> FILE_MODE, projected::setDefaultMode);
        for (VolumeProjection source : projected.getSources()) {
            if (source.getDownwardAPI() != null) {
                files(source.getDownwardAPI().getItems());
            }
            if (source.getServiceAccountToken() != null) {
                fill(source.getServiceAccountToken().getExpirationSeconds(), () -> TOKEN_SECONDS,
                        source.getServiceAccountToken()::setExpirationSeconds);
            }
        }
    }

    private static void files(List<DownwardAPIVolumeFile> files) {
        for (DownwardAPIVolumeFile file : files) {
            Defaults.reference(file.getFieldRef());
            Defaults.reference(file.getResourceFieldRef());
        }
    }

    private static void claim(PersistentVolumeClaimTemplate template) {
        fill(template.getSpec(), PersistentVolumeClaimSpec::new, template::setSpec);
        fillText(template.getSpec().getVolumeMode(), "Filesystem", template.getSpec()::setVolumeMode);
    }

    private static void rbd(RBDVolumeSource rbd) {
        if (rbd != null) {
            fillText(rbd.getPool(), "rbd", rbd::setPool);
            fillText(rbd.getUser(), "admin", rbd::setUser);
            fillText(rbd.getKeyring(), "/etc/ceph/keyring", rbd::setKeyring);
        }
    }

    private static void azureDisk(AzureDiskVolumeSource disk) {
        if (disk != null) {
            fillText(disk.getCachingMode(), "ReadWrite", disk::setCachingMode);
            fillText(disk.getKind(), "Shared", disk::setKind);
            fillText(disk.getFsType(), "ext4", disk::setFsType);
            fill(disk.getReadOnly(), () -> false, disk::setReadOnly);
        }
    }

    private static void scaleIo(ScaleIOVolumeSource scaleIo) {
        if (scaleIo != null) {
            fillText(scaleIo.getStorageMode(), "ThinProvisioned", scaleIo::setStorageMode);
            fillText(scaleIo.getFsType(), "xfs", scaleIo::setFsType);
        }
    }
}
