package org.sidecardemo.podplayer.manifest;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.ImageVolumeSource;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimVolumeSource;
import io.fabric8.kubernetes.api.model.Volume;

/** The API server's rules for a pod's volumes. Source: ValidateVolumes, validateVolumeSource. */
final class VolumeValidation {

    private static final List<String> PULL_POLICIES = List.of("Always", "IfNotPresent", "Never");

    private final Findings findings;

    VolumeValidation(Findings findings) {
        this.findings = findings;
    }

    /**
     * Looks at all volumes.
     *
     * @param podName empty where it isn't known yet
     * @return the names of the volumes that are as they must be: others can't be mounted
     */
    Set<String> volumes(List<Volume> volumes, String podName, Path path) {
        Set<String> names = new HashSet<>();
        Set<String> madeClaims = podName.isEmpty()
                ? Set.of()
                : volumes.stream().filter(volume -> volume.getEphemeral() != null)
                        .map(volume -> podName + "-" + volume.getName()).collect(Collectors.toSet());
        for (int i = 0; i < volumes.size(); i++) {
            Volume volume = volumes.get(i);
            Path at = path.index(i);
            Findings own = new Findings();
            new OneVolume(own, at).validate(volume, podName);
            name(volume.getName(), at.child("name"), own);
            if (names.contains(volume.getName())) {
                own.duplicate(at.child("name"), volume.getName());
            }
            if (own.isEmpty()) {
                names.add(volume.getName());
            }
            findings.addAll(own);
            PersistentVolumeClaimVolumeSource claim = volume.getPersistentVolumeClaim();
            if (claim != null && claim.getClaimName() != null && madeClaims.contains(claim.getClaimName())) {
                findings.invalid(at.child("persistentVolumeClaim").child("claimName"), claim.getClaimName(),
                        "must not reference a PVC that gets created for an ephemeral volume");
            }
        }
        return names;
    }

    private static void name(String name, Path path, Findings findings) {
        findings.given(path, name);
        if (name != null && !name.isEmpty()) {
            Names.label(name).forEach(wrong -> findings.invalid(path, name, wrong));
        }
    }

    /** Looks at the source of one volume, which may be of one kind only. */
    private static final class OneVolume {

        private final Findings findings;
        private final Path path;
        private boolean found;

        OneVolume(Findings findings, Path path) {
            this.findings = findings;
            this.path = path;
        }

        void validate(Volume volume, String podName) {
            var projections = new ProjectionValidation(findings);
            var storage = new StorageValidation(findings);
            kind("emptyDir", volume.getEmptyDir(), this::emptyDir);
            kind("hostPath", volume.getHostPath(), storage::hostPath);
            kind("gitRepo", volume.getGitRepo(), storage::gitRepo);
            kind("gcePersistentDisk", "persistentDisk", volume.getGcePersistentDisk(), storage::gcePersistentDisk);
            kind("awsElasticBlockStore", volume.getAwsElasticBlockStore(), storage::awsElasticBlockStore);
            kind("secret", volume.getSecret(), projections::secret);
            kind("nfs", volume.getNfs(), storage::nfs);
            kind("iscsi", volume.getIscsi(), (iscsi, at) -> storage.iscsi(iscsi, volume.getName(), path, at));
            kind("glusterfs", volume.getGlusterfs(), storage::glusterfs);
            kind("flocker", volume.getFlocker(), storage::flocker);
            kind("persistentVolumeClaim", volume.getPersistentVolumeClaim(),
                    (claim, at) -> findings.given(at.child("claimName"), claim.getClaimName()));
            kind("rbd", volume.getRbd(), storage::rbd);
            kind("cinder", volume.getCinder(), storage::cinder);
            kind("cephFS", "cephfs", volume.getCephfs(), storage::cephfs);
            kind("quobyte", volume.getQuobyte(), storage::quobyte);
            kind("downwarAPI", "downwardAPI", volume.getDownwardAPI(), projections::downwardApi);
            kind("fc", volume.getFc(), storage::fc);
            kind("flexVolume", volume.getFlexVolume(), storage::flexVolume);
            kind("configMap", volume.getConfigMap(), projections::configMap);
            kind("azureFile", volume.getAzureFile(), storage::azureFile);
            kind("vsphereVolume", volume.getVsphereVolume(),
                    (disk, at) -> findings.given(at.child("volumePath"), disk.getVolumePath()));
            kind("photonPersistentDisk", volume.getPhotonPersistentDisk(),
                    (disk, at) -> findings.given(at.child("pdID"), disk.getPdID()));
            kind("portworxVolume", volume.getPortworxVolume(),
                    (portworx, at) -> findings.given(at.child("volumeID"), portworx.getVolumeID()));
            kind("azureDisk", volume.getAzureDisk(), storage::azureDisk);
            kind("storageos", volume.getStorageos(), storage::storageOs);
            kind("projected", volume.getProjected(), projections::projected);
            kind("scaleIO", volume.getScaleIO(), storage::scaleIo);
            kind("csi", volume.getCsi(), storage::csi);
            kind("ephemeral", volume.getEphemeral(),
                    (ephemeral, at) -> storage.ephemeral(ephemeral, volume.getName(), podName, path, at));
            kind("image", volume.getImage(), this::image);
        }

        private <S> void kind(String field, S source, BiConsumer<S, Path> rules) {
            kind(field, field, source, rules);
        }

        /** @param second what the API server calls the field where it comes second, which isn't always its name */
        private <S> void kind(String second, String field, S source, BiConsumer<S, Path> rules) {
            if (source != null && found) {
                findings.forbidden(path.child(second), "may not specify more than 1 volume type");
            } else if (source != null) {
                found = true;
                rules.accept(source, path.child(field));
            }
        }

        private void emptyDir(EmptyDirVolumeSource emptyDir, Path path) {
            if (emptyDir.getSizeLimit() != null && Quantities.amount(emptyDir.getSizeLimit()).signum() < 0) {
                findings.forbidden(path.child("sizeLimit"), "SizeLimit field must be a valid resource quantity");
            }
        }

        private void image(ImageVolumeSource image, Path path) {
            findings.given(path.child("reference"), image.getReference());
            findings.supported(path.child("pullPolicy"), image.getPullPolicy(), PULL_POLICIES);
        }
    }
}
