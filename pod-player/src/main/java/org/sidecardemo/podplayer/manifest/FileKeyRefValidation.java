package org.sidecardemo.podplayer.manifest;

import java.util.List;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Volume;
import org.sidecardemo.podplayer.release.Release;

/** The API server's rules for the volumes whose files have a container's variables. Source: validateFileKeyRefVolumes. */
final class FileKeyRefValidation {

    private final Release release;
    private final Findings findings;
    private final List<Volume> volumes;

    /** @param volumes those of the pod */
    FileKeyRefValidation(Release release, Findings findings, List<Volume> volumes) {
        this.release = release;
        this.findings = findings;
        this.volumes = volumes;
    }

    /** To be asked after {@link DisabledFields} has dropped what the release takes no notice of. */
    void validate(List<EnvVar> env, Path path) {
        for (int i = 0; i < env.size(); i++) {
            EnvVar variable = env.get(i);
            if (variable.getValueFrom() == null || variable.getValueFrom().getFileKeyRef() == null) {
                continue;
            }
            Path at = path.index(i).child("valueFrom").child("fileKeyRef");
            if (!release.knowsFileKeyRefs()) {
                findings.undecodable(at, "unknown field \"" + at + '"');
            }
            volume(variable.getValueFrom().getFileKeyRef().getVolumeName(), at.child("volumeName"));
        }
    }

    private void volume(String name, Path path) {
        String given = name == null ? "" : name;
        volumes.stream().filter(volume -> given.equals(volume.getName())).findFirst().ifPresentOrElse(volume -> {
            if (volume.getEmptyDir() == null) {
                findings.invalid(path, given, "referenced volume must be of type emptyDir");
            }
        }, () -> findings.notFound(path, given));
    }
}
