package org.sidecardemo.podplayer.manifest;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Makes a ConfigMap or a Secret of one object, in the API server's order: decoding, defaults, validation. */
final class ConfigReader {

    private final YamlNode object;
    private final Findings findings = new Findings();

    ConfigReader(YamlNode object) {
        this.object = object;
    }

    /** Why the API server would refuse the object that was read; empty if it would take it. */
    Findings findings() {
        return findings;
    }

    /** Empty where there are findings. */
    Optional<HasMetadata> read(String kind) {
        Class<? extends HasMetadata> type = kind.equals("Secret") ? Secret.class : ConfigMap.class;
        HasMetadata config = new Binder(findings).bind(object, type);
        if (findings.undecodable()) {
            return Optional.empty();
        }
        config.setMetadata(Defaults.metadataOf(config.getMetadata()));
        if (config instanceof Secret secret) {
            secret.setData(data(secret));
            secret.setStringData(null);
            new ConfigValidation(findings).secret(secret);
        } else {
            new ConfigValidation(findings).configMap((ConfigMap) config);
        }
        return findings.isEmpty() ? Optional.of(config) : Optional.empty();
    }

    /** What is given as plain text takes the place of what isn't. Source: Convert_v1_Secret_To_core_Secret. */
    private static Map<String, String> data(Secret secret) {
        Map<String, String> data = new LinkedHashMap<>();
        if (secret.getData() != null) {
            data.putAll(secret.getData());
        }
        if (secret.getStringData() != null) {
            secret.getStringData().forEach((key, text) -> data.put(key, Base64Text.encode(text.getBytes(UTF_8))));
        }
        return data;
    }
}
