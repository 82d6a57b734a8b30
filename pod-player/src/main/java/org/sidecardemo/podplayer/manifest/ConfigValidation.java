package org.sidecardemo.podplayer.manifest;

import java.util.Map;
import java.util.Objects;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The API server's rules for ConfigMaps and Secrets. Source: ValidateConfigMap, ValidateSecret. */
final class ConfigValidation {

    /** Of all values together. */
    private static final int MAX_BYTES = 1024 * 1024;

    private static final Path DATA = Path.ROOT.child("data");
    private static final Path BINARY_DATA = Path.ROOT.child("binaryData");

    private final Findings findings;

    ConfigValidation(Findings findings) {
        this.findings = findings;
    }

    void configMap(ConfigMap configMap) {
        new MetadataValidation(findings).metadata(configMap.getMetadata(), Names::subdomain);
        Map<String, String> data = Objects.requireNonNullElse(configMap.getData(), Map.of());
        Map<String, String> binaryData = Objects.requireNonNullElse(configMap.getBinaryData(), Map.of());
        long size = 0;
        for (Map.Entry<String, String> entry : data.entrySet()) {
            key(entry.getKey(), DATA);
            if (binaryData.containsKey(entry.getKey())) {
                findings.invalid(DATA.key(entry.getKey()), entry.getKey(), "duplicate of key present in binaryData");
            }
            size += entry.getValue().getBytes(UTF_8).length;
        }
        for (Map.Entry<String, String> entry : binaryData.entrySet()) {
            key(entry.getKey(), BINARY_DATA);
            size += Base64Text.decode(entry.getValue()).length;
        }
        if (size > MAX_BYTES) {
            // of the object as a whole
            findings.tooLong(Path.ROOT.child("[]"), MAX_BYTES);
        }
    }

    void secret(Secret secret) {
        new MetadataValidation(findings).metadata(secret.getMetadata(), Names::subdomain);
        Map<String, String> data = secret.getData();
        data.keySet().forEach(key -> key(key, DATA));
        if (data.values().stream().mapToLong(value -> Base64Text.decode(value).length).sum() > MAX_BYTES) {
            findings.tooLong(DATA, MAX_BYTES);
        }
        switch (Objects.requireNonNullElse(secret.getType(), "")) {
            case "kubernetes.io/service-account-token" -> accountOfToken(secret);
            case "kubernetes.io/dockercfg" -> credentials(data, ".dockercfg");
            case "kubernetes.io/dockerconfigjson" -> credentials(data, ".dockerconfigjson");
            case "kubernetes.io/tls" -> {
                required(data, "tls.crt");
                required(data, "tls.key");
            }
            case "kubernetes.io/basic-auth" -> {
                if (!data.containsKey("username") && !data.containsKey("password")) {
                    required(data, "username");
                    required(data, "password");
                }
            }
            case "kubernetes.io/ssh-auth" -> {
                if (data.getOrDefault("ssh-privatekey", "").isEmpty()) {
                    findings.required(DATA.key("ssh-privatekey"), "");
                }
            }
            default -> {
                // any other type may hold anything
            }
        }
    }

    private void accountOfToken(Secret secret) {
        String key = "kubernetes.io/service-account.name";
        Map<String, String> annotations = Objects.requireNonNullElse(secret.getMetadata().getAnnotations(), Map.of());
        if (annotations.getOrDefault(key, "").isEmpty()) {
            findings.required(Path.ROOT.child("metadata").child("annotations").key(key), "");
        }
    }

    private void required(Map<String, String> data, String key) {
        if (!data.containsKey(key)) {
            findings.required(DATA.key(key), "");
        }
    }

    private void credentials(Map<String, String> data, String key) {
        required(data, key);
        if (data.containsKey(key)) {
            JsonText.refusal(Base64Text.decode(data.get(key))).ifPresent(
                    wrong -> findings.invalid(DATA.key(key), "<secret contents redacted>", wrong));
        }
    }

    private void key(String key, Path data) {
        Names.configKey(key).forEach(wrong -> findings.invalid(data.key(key), key, wrong));
    }
}
