package org.sidecardemo.podplayer.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ConfigMapVolumeSource;
import io.fabric8.kubernetes.api.model.DownwardAPIVolumeFile;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;

import org.sidecardemo.podplayer.manifest.Config;
import org.sidecardemo.podplayer.manifest.Config.Value;

/**
 * The files of volumes whose content comes from ConfigMaps, Secrets and the pod itself. Source: collectData and
 * MakePayload in the kubelet's volume plugins.
 */
final class VolumeFiles {

    /** The kubelet's too, where the API server hasn't filled it in. */
    private static final int DEFAULT_MODE = 0644;
    private static final String NO_TOKEN = "pod-player has no token";
    private static final String NO_CERTIFICATE = "pod-player has no certificate";

    private final DownwardApi downwardApi;
    private final Config config;
    private final String namespace;

    VolumeFiles(DownwardApi downwardApi, Config config) {
        this.downwardApi = downwardApi;
        this.config = config;
        namespace = downwardApi.namespace();
    }

    /** Nothing for a volume of another kind, which the containers fill themselves. */
    Optional<List<VolumeFile>> of(Volume volume) {
        if (volume.getConfigMap() != null) {
            ConfigMapVolumeSource source = volume.getConfigMap();
            return Optional.of(ofConfig(Config.CONFIG_MAP, source.getName(), source.getItems(), source.getOptional(),
                    mode(source.getDefaultMode())));
        }
        if (volume.getSecret() != null) {
            SecretVolumeSource source = volume.getSecret();
            return Optional.of(ofConfig(Config.SECRET, source.getSecretName(), source.getItems(), source.getOptional(),
                    mode(source.getDefaultMode())));
        }
        if (volume.getDownwardAPI() != null) {
            return Optional.of(ofPod(volume.getDownwardAPI().getItems(),
                    mode(volume.getDownwardAPI().getDefaultMode())));
        }
        return Optional.ofNullable(volume.getProjected()).map(projected -> projected.getSources().stream()
                .flatMap(source -> ofProjection(source, mode(projected.getDefaultMode())).stream()).toList());
    }

    private List<VolumeFile> ofProjection(VolumeProjection source, int mode) {
        if (source.getConfigMap() != null) {
            return ofConfig(Config.CONFIG_MAP, source.getConfigMap().getName(), source.getConfigMap().getItems(),
                    source.getConfigMap().getOptional(), mode);
        }
        if (source.getSecret() != null) {
            return ofConfig(Config.SECRET, source.getSecret().getName(), source.getSecret().getItems(),
                    source.getSecret().getOptional(), mode);
        }
        if (source.getDownwardAPI() != null) {
            return ofPod(source.getDownwardAPI().getItems(), mode);
        }
        if (source.getClusterTrustBundle() != null) {
            return withoutContent(NO_CERTIFICATE, mode, source.getClusterTrustBundle().getPath());
        }
        if (source.getPodCertificate() != null) {
            return withoutContent(NO_CERTIFICATE, mode, source.getPodCertificate().getCredentialBundlePath(),
                    source.getPodCertificate().getKeyPath(), source.getPodCertificate().getCertificateChainPath());
        }
        return source.getServiceAccountToken() == null
                ? List.of()
                : withoutContent(NO_TOKEN, mode, source.getServiceAccountToken().getPath());
    }

    /** @param paths null for those that aren't asked for */
    private static List<VolumeFile> withoutContent(String instead, int mode, String... paths) {
        return Stream.of(paths).filter(path -> path != null && !path.isEmpty())
                .map(path -> new VolumeFile(path, instead.getBytes(UTF_8), mode)).toList();
    }

    /** All keys, or those that items name, under the names that they give them. */
    private List<VolumeFile> ofConfig(String kind, String name, List<KeyToPath> items, Boolean optional, int mode) {
        var key = new Config.Key(kind, namespace, name);
        Optional<Map<String, Value>> found = config.find(key);
        boolean needed = !Boolean.TRUE.equals(optional);
        if (found.isEmpty() && needed) {
            throw new RuntimeFailure("%s not found".formatted(key));
        }
        Map<String, Value> values = found.orElse(Map.of());
        var files = new ArrayList<VolumeFile>();
        if (items.isEmpty()) {
            values.forEach((each, value) -> files.add(new VolumeFile(each, value.bytes(), mode)));
        }
        for (var item : items) {
            Value value = values.get(item.getKey());
            if (value != null) {
                files.add(new VolumeFile(item.getPath(), value.bytes(), mode(item.getMode(), mode)));
            } else if (needed) {
                throw new RuntimeFailure("%s has no key %s".formatted(key, item.getKey()));
            }
        }
        return files;
    }

    private List<VolumeFile> ofPod(List<DownwardAPIVolumeFile> items, int mode) {
        return items.stream().map(item -> new VolumeFile(item.getPath(), downwardApi.file(item).getBytes(UTF_8),
                mode(item.getMode(), mode))).toList();
    }

    private static int mode(Integer given) {
        return mode(given, DEFAULT_MODE);
    }

    private static int mode(Integer given, int otherwise) {
        return Objects.requireNonNullElse(given, otherwise);
    }
}
