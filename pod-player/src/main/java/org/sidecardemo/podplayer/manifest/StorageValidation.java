package org.sidecardemo.podplayer.manifest;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.AWSElasticBlockStoreVolumeSource;
import io.fabric8.kubernetes.api.model.AzureDiskVolumeSource;
import io.fabric8.kubernetes.api.model.AzureFileVolumeSource;
import io.fabric8.kubernetes.api.model.CSIVolumeSource;
import io.fabric8.kubernetes.api.model.CephFSVolumeSource;
import io.fabric8.kubernetes.api.model.CinderVolumeSource;
import io.fabric8.kubernetes.api.model.EphemeralVolumeSource;
import io.fabric8.kubernetes.api.model.FCVolumeSource;
import io.fabric8.kubernetes.api.model.FlexVolumeSource;
import io.fabric8.kubernetes.api.model.FlockerVolumeSource;
import io.fabric8.kubernetes.api.model.GCEPersistentDiskVolumeSource;
import io.fabric8.kubernetes.api.model.GitRepoVolumeSource;
import io.fabric8.kubernetes.api.model.GlusterfsVolumeSource;
import io.fabric8.kubernetes.api.model.HostPathVolumeSource;
import io.fabric8.kubernetes.api.model.ISCSIVolumeSource;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.NFSVolumeSource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.QuobyteVolumeSource;
import io.fabric8.kubernetes.api.model.RBDVolumeSource;
import io.fabric8.kubernetes.api.model.ScaleIOVolumeSource;
import io.fabric8.kubernetes.api.model.StorageOSVolumeSource;

/**
 * The API server's rules for volumes of a node's own or of some storage. Source: validateHostPathVolumeSource and its
 * like.
 */
final class StorageValidation {

    private static final List<String> HOST_PATH_TYPES = List.of("", "BlockDevice", "CharDevice", "Directory",
            "DirectoryOrCreate", "File", "FileOrCreate", "Socket");
    private static final Map<String, Pattern> ISCSI_NAMES = Map.of("iqn",
            Pattern.compile("iqn\\.\\d{4}-\\d{2}\\.([\\p{Alnum}.-]+)(:[^,;*&$|\\s]+)$"), "eui",
            Pattern.compile("^eui.\\p{Alnum}{16}$"), "naa", Pattern.compile("^naa.\\p{Alnum}{32}$"));
    private static final String HOST_AND_PORT = "must be a host:port pair or multiple pairs separated by commas";

    private final Findings findings;
    private final PathValidation paths;

    StorageValidation(Findings findings) {
        this.findings = findings;
        paths = new PathValidation(findings);
    }

    void hostPath(HostPathVolumeSource hostPath, Path path) {
        findings.given(path.child("path"), hostPath.getPath());
        if (hostPath.getPath() != null && !hostPath.getPath().isEmpty()) {
            paths.noBacksteps(hostPath.getPath(), path.child("path"));
            findings.supported(path.child("type"), hostPath.getType(), HOST_PATH_TYPES);
        }
    }

    void gitRepo(GitRepoVolumeSource gitRepo, Path path) {
        findings.given(path.child("repository"), gitRepo.getRepository());
        paths.descending(gitRepo.getDirectory() == null ? "" : gitRepo.getDirectory(), path.child("directory"));
    }

    void gcePersistentDisk(GCEPersistentDiskVolumeSource disk, Path path) {
        findings.given(path.child("pdName"), disk.getPdName());
        partition(disk.getPartition(), path.child("partition"));
    }

    void awsElasticBlockStore(AWSElasticBlockStoreVolumeSource disk, Path path) {
        findings.given(path.child("volumeID"), disk.getVolumeID());
        partition(disk.getPartition(), path.child("partition"));
    }

    /** 0, which means none, is let through, but not told to be allowed. */
    private void partition(Integer partition, Path path) {
        if (partition != null && (partition < 0 || partition > 255)) {
            findings.between(path, partition, 1, 255);
        }
    }

    void nfs(NFSVolumeSource nfs, Path path) {
        findings.given(path.child("server"), nfs.getServer());
        findings.given(path.child("path"), nfs.getPath());
        if (nfs.getPath() == null || !nfs.getPath().startsWith("/")) {
            findings.invalid(path.child("path"), nfs.getPath() == null ? "" : nfs.getPath(),
                    "must be an absolute path");
        }
    }

    void iscsi(ISCSIVolumeSource iscsi, String name, Path volume, Path path) {
        findings.given(path.child("targetPortal"), iscsi.getTargetPortal());
        findings.given(path.child("iqn"), iscsi.getIqn());
        if (iscsi.getIqn() != null && !iscsi.getIqn().isEmpty()) {
            iscsiName(iscsi.getIqn(), path.child("iqn"));
        }
        findings.between(path.child("lun"), iscsi.getLun(), 0, 255);
        boolean chap = Boolean.TRUE.equals(iscsi.getChapAuthDiscovery())
                || Boolean.TRUE.equals(iscsi.getChapAuthSession());
        if (chap && iscsi.getSecretRef() == null) {
            findings.required(path.child("secretRef"), "");
        }
        if (iscsi.getInitiatorName() != null) {
            iscsiName(iscsi.getInitiatorName(), path.child("initiatorname"));
            if ((name + ":" + iscsi.getTargetPortal()).length() > 64) {
                findings.invalid(volume.child("name"), name, "Total length of <volume name>:<iscsi.targetPortal> must"
                        + " be under 64 characters if iscsi.initiatorName is specified.");
            }
        }
    }

    private void iscsiName(String name, Path path) {
        Pattern pattern = ISCSI_NAMES.get(name.substring(0, Math.min(3, name.length())));
        if (pattern == null) {
            findings.invalid(path, name, "must be valid format starting with iqn, eui, or naa");
        } else if (!pattern.matcher(name).find()) {
            findings.invalid(path, name, "must be valid format");
        }
    }

    void glusterfs(GlusterfsVolumeSource glusterfs, Path path) {
        findings.given(path.child("endpoints"), glusterfs.getEndpoints());
        findings.given(path.child("path"), glusterfs.getPath());
    }

    void flocker(FlockerVolumeSource flocker, Path path) {
        boolean name = flocker.getDatasetName() != null && !flocker.getDatasetName().isEmpty();
        boolean uuid = flocker.getDatasetUUID() != null && !flocker.getDatasetUUID().isEmpty();
        if (!name && !uuid) {
            findings.required(path, "one of datasetName and datasetUUID is required");
        } else if (name && uuid) {
            findings.invalid(path, "resource", "datasetName and datasetUUID can not be specified simultaneously");
        }
        if (name && flocker.getDatasetName().contains("/")) {
            findings.invalid(path.child("datasetName"), flocker.getDatasetName(), "must not contain '/'");
        }
    }

    void rbd(RBDVolumeSource rbd, Path path) {
        monitors(rbd.getMonitors(), path);
        findings.given(path.child("image"), rbd.getImage());
    }

    void cephfs(CephFSVolumeSource cephfs, Path path) {
        monitors(cephfs.getMonitors(), path);
    }

    private void monitors(List<String> monitors, Path path) {
        if (monitors.isEmpty()) {
            findings.required(path.child("monitors"), "");
        }
    }

    void cinder(CinderVolumeSource cinder, Path path) {
        findings.given(path.child("volumeID"), cinder.getVolumeID());
        secretRef(cinder.getSecretRef(), path);
    }

    void storageOs(StorageOSVolumeSource storageOs, Path path) {
        findings.given(path.child("volumeName"), storageOs.getVolumeName());
        label(storageOs.getVolumeName(), path.child("volumeName"));
        label(storageOs.getVolumeNamespace(), path.child("volumeNamespace"));
        secretRef(storageOs.getSecretRef(), path);
    }

    private void label(String name, Path path) {
        if (name != null && !name.isEmpty()) {
            Names.label(name).forEach(wrong -> findings.invalid(path, name, wrong));
        }
    }

    private void secretRef(LocalObjectReference secret, Path path) {
        if (secret != null) {
            findings.given(path.child("secretRef").child("name"), secret.getName());
        }
    }

    void quobyte(QuobyteVolumeSource quobyte, Path path) {
        String registry = quobyte.getRegistry() == null ? "" : quobyte.getRegistry();
        if (registry.isEmpty()) {
            findings.required(path.child("registry"), HOST_AND_PORT);
        } else if (quobyte.getTenant() != null && quobyte.getTenant().length() >= 65) {
            findings.required(path.child("tenant"), "must be a UUID and may not exceed a length of 64 characters");
        } else if (Stream.of(registry.split(",", -1)).anyMatch(pair -> pair.indexOf(':') < 0)) {
            findings.invalid(path.child("registry"), registry, HOST_AND_PORT);
        }
        findings.given(path.child("volume"), quobyte.getVolume());
    }

    void fc(FCVolumeSource fc, Path path) {
        boolean names = !fc.getTargetWWNs().isEmpty();
        if (!names && fc.getWwids().isEmpty()) {
            findings.required(path.child("targetWWNs"), "must specify either targetWWNs or wwids, but not both");
        }
        if (names && !fc.getWwids().isEmpty()) {
            findings.add(path.child("targetWWNs"),
                    "Invalid value: [" + Findings.quoted(fc.getTargetWWNs()).replace(", ", ",") + "]",
                    "targetWWNs and wwids can not be specified simultaneously");
        }
        if (names && fc.getLun() == null) {
            findings.required(path.child("lun"), "lun is required if targetWWNs is specified");
        } else if (names) {
            findings.between(path.child("lun"), fc.getLun(), 0, 255);
        }
    }

    void flexVolume(FlexVolumeSource flexVolume, Path path) {
        findings.given(path.child("driver"), flexVolume.getDriver());
        if (flexVolume.getOptions() != null) {
            flexVolume.getOptions().keySet().forEach(key -> option(key, path.child("options").key(key)));
        }
    }

    private void option(String key, Path path) {
        String namespace = "." + key.replaceFirst("/.*", "").toLowerCase(Locale.ROOT);
        if (namespace.endsWith(".kubernetes.io") || namespace.endsWith(".k8s.io")) {
            findings.invalid(path, key, "kubernetes.io and k8s.io namespaces are reserved");
        }
    }

    void azureFile(AzureFileVolumeSource azureFile, Path path) {
        findings.given(path.child("secretName"), azureFile.getSecretName());
        findings.given(path.child("shareName"), azureFile.getShareName());
    }

    void azureDisk(AzureDiskVolumeSource disk, Path path) {
        String uri = disk.getDiskURI() == null ? "" : disk.getDiskURI();
        findings.given(path.child("diskName"), disk.getDiskName());
        findings.given(path.child("diskURI"), uri);
        findings.supported(path.child("cachingMode"), disk.getCachingMode(), List.of("None", "ReadOnly", "ReadWrite"));
        findings.supported(path.child("kind"), disk.getKind(), List.of("Dedicated", "Managed", "Shared"));
        boolean managed = "Managed".equals(disk.getKind());
        if (!uri.startsWith(managed ? "/subscriptions/" : "https://")) {
            findings.supported(path.child("diskURI"), uri, List.of(managed
                    ? "/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}"
                    : "https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd"));
        }
    }

    void scaleIo(ScaleIOVolumeSource scaleIo, Path path) {
        findings.given(path.child("gateway"), scaleIo.getGateway());
        findings.given(path.child("system"), scaleIo.getSystem());
        findings.given(path.child("volumeName"), scaleIo.getVolumeName());
    }

    void csi(CSIVolumeSource csi, Path path) {
        String driver = csi.getDriver() == null ? "" : csi.getDriver();
        findings.given(path.child("driver"), driver);
        if (driver.length() > 63) {
            findings.tooLong(path.child("driver"), 63);
        }
        if (!driver.isEmpty()) {
            Names.subdomain(driver.toLowerCase(Locale.ROOT))
                    .forEach(wrong -> findings.invalid(path.child("driver"), driver, wrong));
        }
        if (csi.getNodePublishSecretRef() != null) {
            String secret = csi.getNodePublishSecretRef().getName();
            findings.given(path.child("nodePublishSecretRef").child("name"), secret);
            if (secret != null && !secret.isEmpty()) {
                Names.subdomain(secret).forEach(wrong -> findings.invalid(path.child("name"), secret, wrong));
            }
        }
    }

    void ephemeral(EphemeralVolumeSource ephemeral, String name, String podName, Path volume, Path path) {
        Path template = path.child("volumeClaimTemplate");
        if (ephemeral.getVolumeClaimTemplate() == null) {
            findings.required(template, "");
        } else {
            templateMetadata(ephemeral.getVolumeClaimTemplate().getMetadata(), template.child("metadata"));
            new ClaimValidation(findings).spec(ephemeral.getVolumeClaimTemplate().getSpec(), template.child("spec"));
        }
        if (!podName.isEmpty() && name != null && !name.isEmpty()) {
            String claim = podName + "-" + name;
            Names.subdomain(claim).forEach(wrong -> findings.invalid(volume.child("name"), name,
                    "PVC name " + Findings.shown(claim) + ": " + wrong));
        }
    }

    /** Only labels and annotations may be given. Source: ValidateTemplateObjectMeta. */
    private void templateMetadata(ObjectMeta metadata, Path path) {
        if (metadata != null) {
            Names.annotations(metadata.getAnnotations(), path.child("annotations"), findings);
            Names.labels(metadata.getLabels(), path.child("labels"), findings);
            notSet(metadata.getName(), path.child("name"));
            notSet(metadata.getGenerateName(), path.child("generateName"));
            notSet(metadata.getNamespace(), path.child("namespace"));
        }
    }

    private void notSet(String value, Path path) {
        if (value != null && !value.isEmpty()) {
            findings.forbidden(path, "cannot be set");
        }
    }
}
