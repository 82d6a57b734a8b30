package org.sidecardemo.podplayer.manifest;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ClusterTrustBundleProjection;
import io.fabric8.kubernetes.api.model.ConfigMapVolumeSource;
import io.fabric8.kubernetes.api.model.DownwardAPIVolumeFile;
import io.fabric8.kubernetes.api.model.DownwardAPIVolumeSource;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.ProjectedVolumeSource;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.api.model.ServiceAccountTokenProjection;
import io.fabric8.kubernetes.api.model.VolumeProjection;

/**
 * The API server's rules for volumes whose files come from the API's own objects. Source: validateSecretVolumeSource,
 * validateConfigMapVolumeSource, validateDownwardAPIVolumeSource, validateProjectedVolumeSource.
 */
final class ProjectionValidation {

    private static final long MIN_EXPIRATION = 10 * 60;
    private static final long MAX_EXPIRATION = 1L << 32;

    private final Findings findings;
    private final PathValidation paths;

    ProjectionValidation(Findings findings) {
        this.findings = findings;
        paths = new PathValidation(findings);
    }

    void secret(SecretVolumeSource secret, Path path) {
        findings.given(path.child("secretName"), secret.getSecretName());
        mode(secret.getDefaultMode(), path.child("defaultMode"));
        items(secret.getItems(), path.child("items"));
    }

    void configMap(ConfigMapVolumeSource configMap, Path path) {
        findings.given(path.child("name"), configMap.getName());
        mode(configMap.getDefaultMode(), path.child("defaultMode"));
        items(configMap.getItems(), path.child("items"));
    }

    /** The files have no place of their own in the messages, as the API server has it. */
    void downwardApi(DownwardAPIVolumeSource downwardApi, Path path) {
        mode(downwardApi.getDefaultMode(), path.child("defaultMode"));
        downwardApi.getItems().forEach(file -> file(file, path));
    }

    void projected(ProjectedVolumeSource projected, Path path) {
        mode(projected.getDefaultMode(), path.child("defaultMode"));
        Set<String> all = new HashSet<>();
        for (int i = 0; i < projected.getSources().size(); i++) {
            source(projected.getSources().get(i), path, path.child("sources").index(i), all);
        }
    }

    private void source(VolumeProjection source, Path volume, Path path, Set<String> all) {
        if (source.getSecret() != null) {
            projection(source.getSecret().getName(), source.getSecret().getItems(), volume, path.child("secret"), all);
        }
        if (source.getConfigMap() != null) {
            projection(source.getConfigMap().getName(), source.getConfigMap().getItems(), volume,
                    path.child("configMap"), all);
        }
        if (source.getDownwardAPI() != null) {
            source.getDownwardAPI().getItems().forEach(file -> {
                file(file, path.child("downwardAPI"));
                unique(file.getPath(), file.getPath(), volume, all);
            });
        }
        if (source.getServiceAccountToken() != null) {
            token(source.getServiceAccountToken(), volume, path.child("serviceAccountToken"));
        }
        if (source.getClusterTrustBundle() != null) {
            trustBundle(source.getClusterTrustBundle(), volume, path.child("clusterTrustBundle"), all);
        }
        if (Stream.of(source.getSecret(), source.getConfigMap(), source.getDownwardAPI(),
                source.getServiceAccountToken(), source.getClusterTrustBundle(), source.getPodCertificate())
                .filter(Objects::nonNull).count() > 1) {
            findings.forbidden(path, "may not specify more than 1 volume type per source");
        }
    }

    private void projection(String name, List<KeyToPath> items, Path volume, Path path, Set<String> all) {
        findings.given(path.child("name"), name);
        items(items, path.child("items"));
        items.forEach(item -> unique(item.getPath(), name == null ? "" : name, volume, all));
    }

    private void unique(String file, String shown, Path volume, Set<String> all) {
        if (file != null && !file.isEmpty() && !all.add(file)) {
            findings.invalid(volume, shown, "conflicting duplicate paths");
        }
    }

    private void token(ServiceAccountTokenProjection token, Path volume, Path path) {
        long expiration = token.getExpirationSeconds();
        if (expiration < MIN_EXPIRATION) {
            findings.invalid(path.child("expirationSeconds"), expiration,
                    "may not specify a duration less than 10 minutes");
        } else if (expiration > MAX_EXPIRATION) {
            findings.invalid(path.child("expirationSeconds"), expiration,
                    "may not specify a duration larger than 2^32 seconds");
        }
        requiredFile(token.getPath(), volume.child("path"));
    }

    /** What else is to be said of its names and selector doesn't matter: it can't be played. */
    private void trustBundle(ClusterTrustBundleProjection bundle, Path volume, Path path, Set<String> all) {
        if (bundle.getName() == null && bundle.getSignerName() == null) {
            findings.required(path, "either name or signerName must be specified");
        }
        requiredFile(bundle.getPath(), path.child("path"));
        unique(bundle.getPath(), bundle.getPath(), volume, all);
    }

    private void items(List<KeyToPath> items, Path path) {
        for (int i = 0; i < items.size(); i++) {
            findings.given(path.index(i).child("key"), items.get(i).getKey());
            requiredFile(items.get(i).getPath(), path.index(i).child("path"));
            mode(items.get(i).getMode(), path.index(i).child("mode"));
        }
    }

    private void file(DownwardAPIVolumeFile file, Path path) {
        requiredFile(file.getPath(), path.child("path"));
        if (file.getFieldRef() != null) {
            new FieldRefValidation(findings).field(file.getFieldRef(), FieldRefValidation.OF_VOLUMES,
                    path.child("fieldRef"));
            if (file.getResourceFieldRef() != null) {
                findings.invalid(path, "resource",
                        "fieldRef and resourceFieldRef can not be specified simultaneously");
            }
        } else if (file.getResourceFieldRef() != null) {
            new FieldRefValidation(findings).resource(file.getResourceFieldRef(), true,
                    path.child("resourceFieldRef"));
        } else {
            findings.required(path, "one of fieldRef and resourceFieldRef is required");
        }
        mode(file.getMode(), path.child("mode"));
    }

    private void requiredFile(String file, Path path) {
        findings.given(path, file);
        paths.notReserved(file == null ? "" : file, path);
    }

    private void mode(Integer mode, Path path) {
        if (mode != null && (mode < 0 || mode > 0777)) {
            findings.invalid(path, mode, "must be a number between 0 and 0777 (octal), both inclusive");
        }
    }
}
