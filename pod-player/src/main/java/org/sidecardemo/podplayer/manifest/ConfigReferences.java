package org.sidecardemo.podplayer.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;

/** Finds the places where a valid pod needs ConfigMaps and Secrets, but for those that are optional. */
final class ConfigReferences {

    private final String namespace;
    private final Function<Path, String> source;
    private final List<ConfigReference> found = new ArrayList<>();

    /**
     * @param namespace the pod's, and so that of all that it needs
     * @param source tells where something is: {@code FILE:LINE}
     */
    ConfigReferences(String namespace, Function<Path, String> source) {
        this.namespace = namespace;
        this.source = source;
    }

    /** @param path of the pod's spec */
    List<ConfigReference> of(PodSpec spec, Path path) {
        for (int i = 0; i < spec.getVolumes().size(); i++) {
            volume(spec.getVolumes().get(i), path.child("volumes").index(i));
        }
        containers(spec.getInitContainers(), path.child("initContainers"));
        containers(spec.getContainers(), path.child("containers"));
        return List.copyOf(found);
    }

    private void volume(Volume volume, Path path) {
        if (volume.getConfigMap() != null) {
            add(Config.CONFIG_MAP, volume.getConfigMap().getName(), keys(volume.getConfigMap().getItems()),
                    volume.getConfigMap().getOptional(), false, path.child("configMap"));
        }
        if (volume.getSecret() != null) {
            add(Config.SECRET, volume.getSecret().getSecretName(), keys(volume.getSecret().getItems()),
                    volume.getSecret().getOptional(), false, path.child("secret"));
        }
        if (volume.getProjected() != null) {
            for (int i = 0; i < volume.getProjected().getSources().size(); i++) {
                projection(volume.getProjected().getSources().get(i),
                        path.child("projected").child("sources").index(i));
            }
        }
    }

    private void projection(VolumeProjection source, Path path) {
        if (source.getConfigMap() != null) {
            add(Config.CONFIG_MAP, source.getConfigMap().getName(), keys(source.getConfigMap().getItems()),
                    source.getConfigMap().getOptional(), false, path.child("configMap"));
        }
        if (source.getSecret() != null) {
            add(Config.SECRET, source.getSecret().getName(), keys(source.getSecret().getItems()),
                    source.getSecret().getOptional(), false, path.child("secret"));
        }
    }

    private void containers(List<Container> containers, Path path) {
        for (int i = 0; i < containers.size(); i++) {
            Container container = containers.get(i);
            for (int j = 0; j < container.getEnvFrom().size(); j++) {
                envFrom(container.getEnvFrom().get(j), path.index(i).child("envFrom").index(j));
            }
            for (int j = 0; j < container.getEnv().size(); j++) {
                EnvVarSource from = container.getEnv().get(j).getValueFrom();
                if (from != null) {
                    valueFrom(from, path.index(i).child("env").index(j).child("valueFrom"));
                }
            }
        }
    }

    private void envFrom(EnvFromSource from, Path path) {
        if (from.getConfigMapRef() != null) {
            add(Config.CONFIG_MAP, from.getConfigMapRef().getName(), Set.of(), from.getConfigMapRef().getOptional(),
                    true, path.child("configMapRef"));
        }
        if (from.getSecretRef() != null) {
            add(Config.SECRET, from.getSecretRef().getName(), Set.of(), from.getSecretRef().getOptional(), true,
                    path.child("secretRef"));
        }
    }

    private void valueFrom(EnvVarSource from, Path path) {
        if (from.getConfigMapKeyRef() != null) {
            add(Config.CONFIG_MAP, from.getConfigMapKeyRef().getName(), Set.of(from.getConfigMapKeyRef().getKey()),
                    from.getConfigMapKeyRef().getOptional(), true, path.child("configMapKeyRef"));
        }
        if (from.getSecretKeyRef() != null) {
            add(Config.SECRET, from.getSecretKeyRef().getName(), Set.of(from.getSecretKeyRef().getKey()),
                    from.getSecretKeyRef().getOptional(), true, path.child("secretKeyRef"));
        }
    }

    private static Set<String> keys(List<KeyToPath> items) {
        return items.stream().map(KeyToPath::getKey).collect(Collectors.toSet());
    }

    private void add(String kind, String name, Set<String> keys, Boolean optional, boolean text, Path path) {
        if (!Boolean.TRUE.equals(optional)) {
            found.add(new ConfigReference(source.apply(path), new Config.Key(kind, namespace, name), keys, text));
        }
    }
}
