package org.sidecardemo.podplayer.runtime;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.FileKeySelector;

import org.sidecardemo.podplayer.manifest.Config;
import org.sidecardemo.podplayer.manifest.Config.Value;

/** Where a container's variables come from other than from its own text. Source: makeEnvironmentVariables. */
record VariableSources(Container container, DownwardApi downwardApi, Config config, Volumes volumes) {

    /** All values of the objects that envFrom names; of one that comes twice, the last. */
    Map<String, String> envFrom() {
        var variables = new LinkedHashMap<String, String>();
        for (var from : container.getEnvFrom()) {
            var prefix = from.getPrefix() == null ? "" : from.getPrefix();
            values(from).forEach((key, value) -> {
                if (value.text()) {
                    variables.put(prefix + key, value.toString());
                }
            });
        }
        return variables;
    }

    private Map<String, Value> values(EnvFromSource from) {
        return from.getConfigMapRef() != null
                ? find(Config.CONFIG_MAP, from.getConfigMapRef().getName(), from.getConfigMapRef().getOptional())
                : find(Config.SECRET, from.getSecretRef().getName(), from.getSecretRef().getOptional());
    }

    /** Nothing where what is optional isn't there: then there is no such variable. */
    Optional<String> value(EnvVarSource from) {
        if (from.getFieldRef() != null) {
            return Optional.of(downwardApi.field(from.getFieldRef().getFieldPath()));
        }
        if (from.getResourceFieldRef() != null) {
            return Optional.of(downwardApi.resource(from.getResourceFieldRef(), container));
        }
        if (from.getConfigMapKeyRef() != null) {
            var ref = from.getConfigMapKeyRef();
            return value(Config.CONFIG_MAP, ref.getName(), ref.getKey(), ref.getOptional());
        }
        if (from.getFileKeyRef() != null) {
            return value(from.getFileKeyRef());
        }
        var ref = from.getSecretKeyRef();
        return value(Config.SECRET, ref.getName(), ref.getKey(), ref.getOptional());
    }

    /** An empty value is as good as none. */
    private Optional<String> value(FileKeySelector ref) {
        var file = volumes.file(ref.getVolumeName(), ref.getPath());
        var value = EnvFile.read(file).value(ref.getKey()).filter(text -> !text.isEmpty());
        if (value.isEmpty() && !Boolean.TRUE.equals(ref.getOptional())) {
            throw new InvalidConfig(
                    "environment variable key \"%s\" not found in file \"%s\"".formatted(ref.getKey(), file));
        }
        return value;
    }

    private Optional<String> value(String kind, String name, String key, Boolean optional) {
        var value = Optional.ofNullable(find(kind, name, optional).get(key)).filter(Value::text);
        if (value.isEmpty() && !Boolean.TRUE.equals(optional)) {
            throw new RuntimeFailure(
                    "couldn't find key %s in %s %s/%s".formatted(key, kind, downwardApi.namespace(), name));
        }
        return value.map(Value::toString);
    }

    private Map<String, Value> find(String kind, String name, Boolean optional) {
        var key = new Config.Key(kind, downwardApi.namespace(), name);
        var found = config.find(key);
        if (found.isEmpty() && !Boolean.TRUE.equals(optional)) {
            throw new RuntimeFailure("%s not found".formatted(key));
        }
        return found.orElse(Map.of());
    }
}
