package org.sidecardemo.podplayer.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sidecardemo.podplayer.release.Release;

/** ConfigMaps and Secrets are read as the API server keeps them, and what pods need of them is known. */
class ConfigTest {

    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata: {name: demo, namespace: shop}
            spec:
              containers:
              - name: app
                image: none
            """;

    private static Manifest manifest(String text) throws IOException, InvalidManifest {
        return new ManifestReader(Release.NEWEST).read("demo.yaml",
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Map<String, String> values(String text, String kind) throws Exception {
        return manifest(text).config().find(new Config.Key(kind, "default", "a")).orElseThrow().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().toString()));
    }

    /** The messages of what is missing of a pod with further fields, beside these objects. */
    private static List<MissingConfig> missing(String inContainer, String inSpec, String objects) throws Exception {
        Manifest manifest = manifest(POD + inContainer.indent(4) + inSpec.indent(2) + "---\n" + objects);
        return MissingConfig.of(manifest.config(), manifest.workloads().getFirst().playability().references());
    }

    /** Text and bytes are both values; only text can become a variable. */
    @Test
    void configMap() throws Exception {
        String text = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, immutable: true,"
                + " data: {b: 'c d', e: null}, binaryData: {f: \"Zw==\\n\"}}";
        assertThat(values(text, "ConfigMap")).isEqualTo(Map.of("b", "c d", "e", "", "f", "g"));
        assertThat(manifest(text).config().find(new Config.Key("ConfigMap", "default", "a")).orElseThrow().get("f")
                .text()).isFalse();
    }

    /** Plain text takes the place of what is given in base64 under the same key. */
    @Test
    void secret() throws Exception {
        assertThat(values(
                "{apiVersion: v1, kind: Secret, metadata: {name: a}, type: any, data: {b: Yw==, d: ZQ==, none: null},"
                        + " stringData: {d: f}}",
                "Secret")).isEqualTo(Map.of("b", "c", "d", "f", "none", ""));
    }

    /** As json.Unmarshal of Go refuses it, without telling what it is. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            hello      | invalid character 'h' looking for beginning of value
            ''         | unexpected end of JSON input
            {"a": 1    | unexpected end of JSON input
            []         | json: cannot unmarshal array into Go value of type map[string]interface {}
            1          | json: cannot unmarshal number into Go value of type map[string]interface {}
            {} {}      | invalid character after top-level value
            {"a": b}   | invalid character in JSON
            """)
    void badCredentials(String json, String message) {
        for (String kind : List.of("dockerconfigjson", "dockercfg")) {
            InvalidManifest refused = catchThrowableOfType(InvalidManifest.class,
                    () -> manifest(credentials(kind, json)));
            assertThat(refused.messages()).containsExactly("demo.yaml:1: data[." + kind
                    + "]: Invalid value: \"<secret contents redacted>\": " + message);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", " {\"auths\": {\"a\": [{}]}} ", "null"})
    void goodCredentials(String json) throws Exception {
        assertThat(values(credentials("dockerconfigjson", json), "Secret")).containsEntry(".dockerconfigjson", json);
    }

    private static String credentials(String kind, String json) {
        return "{apiVersion: v1, kind: Secret, metadata: {name: a}, type: kubernetes.io/%s, data: {.%s: \"%s\"}}"
                .formatted(kind, kind, Base64Text.encode(json.getBytes(StandardCharsets.UTF_8)));
    }

    /** They may be items of a List. */
    @Test
    void inAList() throws Exception {
        assertThat(values("{apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: ConfigMap, metadata: {name: a},"
                + " data: {b: c}}]}", "ConfigMap")).isEqualTo(Map.of("b", "c"));
    }

    /** Each place that needs one, or one of its keys, is found, and told with its line. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            env: [{name: A, valueFrom: {secretKeyRef: {name: a, key: b}}}] |  | 8 | Secret shop/a | b
            env: [{name: A, valueFrom: {configMapKeyRef: {name: a, key: b}}}] |  | 8 | ConfigMap shop/a | b
            envFrom: [{secretRef: {name: a}}] |  | 8 | Secret shop/a |
            envFrom: [{configMapRef: {name: a}}] |  | 8 | ConfigMap shop/a |
             | volumes: [{name: v, configMap: {name: a}}] | 8 | ConfigMap shop/a |
             | volumes: [{name: v, configMap: {name: a, items: [{key: b, path: p}]}}] | 8 | ConfigMap shop/a | b
             | volumes: [{name: v, secret: {secretName: a, items: [{key: c, path: p}, {key: b, path: q}]}}] | 8 | Secret shop/a | b, c
             | volumes: [{name: v, projected: {sources: [{secret: {name: a, items: [{key: b, path: p}]}}]}}] | 8 | Secret shop/a | b
             | volumes: [{name: v, projected: {sources: [{configMap: {name: a}}]}}] | 8 | ConfigMap shop/a |
            """)
    void missing(String inContainer, String inSpec, int line, String key, String keys) throws Exception {
        String container = inContainer == null ? "" : inContainer;
        String spec = inSpec == null ? "" : inSpec;
        assertThat(missing(container, spec, "")).extracting(MissingConfig::message)
                .containsExactly("demo.yaml:%d: %s is in none of the files: add the file that holds it%s, or use"
                        .formatted(line, key, keys == null ? "" : ", with " + keys)
                        + " --stand-in for a placeholder");
        assertThat(missing(container.replace("name: a,", "name: a, optional: true,").replace("name: a}",
                "name: a, optional: true}"), spec.replaceAll("([nN])ame: a", "$1ame: a, optional: true"), ""))
                .isEmpty();
    }

    /** It has to be in the pod's own namespace, and to have the key, as text for a variable. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {name: a}                  | data: {b: c}             | is in none of the files
            {name: a, namespace: shop} | data: {c: b}             | ConfigMap shop/a has no key b: add it
            {name: a, namespace: shop} | binaryData: {b: Yw==}    | ConfigMap shop/a has no key b: add it
            """)
    void notWhatIsNeeded(String metadata, String data, String message) throws Exception {
        assertThat(missing("env: [{name: A, valueFrom: {configMapKeyRef: {name: a, key: b}}}]", "",
                "{apiVersion: v1, kind: ConfigMap, metadata: %s, %s}".formatted(metadata, data)))
                .extracting(MissingConfig::message).singleElement().asString().contains(message);
    }

    /** All that is missing of one is told once, and a placeholder has it all, beside what is there. */
    @Test
    void placeholders() throws Exception {
        List<MissingConfig> missing = missing("""
                env: [{name: A, valueFrom: {secretKeyRef: {name: a, key: b}}}]
                envFrom: [{secretRef: {name: a}}, {configMapRef: {name: whole}}]
                """, "volumes: [{name: v, secret: {secretName: a, items: [{key: c, path: p}]}}]",
                "{apiVersion: v1, kind: Secret, metadata: {name: a, namespace: shop}, stringData: {d: e}}");
        assertThat(missing).extracting(MissingConfig::placeholder).containsExactly("Secret shop/a (b, c)",
                "ConfigMap shop/whole (empty, as no key is named)");
        assertThat(missing.getFirst().withPlaceholders().find(missing.getFirst().key()).orElseThrow()).hasToString(
                "{b=stand-in, c=stand-in, d=e}");
    }

    /** Those of a template are found at their lines too. */
    @Test
    void inATemplate() throws Exception {
        Manifest manifest = manifest("""
                apiVersion: batch/v1
                kind: CronJob
                metadata: {name: demo}
                spec:
                  schedule: "* * * * *"
                  jobTemplate:
                    spec:
                      template:
                        spec:
                          restartPolicy: Never
                          containers:
                          - name: app
                            image: none
                            envFrom:
                            - configMapRef: {name: a}
                """);
        assertThat(manifest.workloads().getFirst().playability().references()).singleElement()
                .satisfies(reference -> {
                    assertThat(reference.source()).isEqualTo("demo.yaml:15");
                    assertThat(reference.key()).hasToString("ConfigMap a");
                });
    }

    /** Base64 is refused where and as Go refuses it. */
    @ParameterizedTest
    @CsvSource({"YQ=, 3", "YQ, 0", "Y, 0", "=, 0", "Y===, 1", "YQ=x, 2", "YQ==x, 4", "YQ==YQ==, 4", "YWI, 0",
            "YWJj!, 4", "YWJjZ, 4", "-_, 0"})
    void notBase64(String text, int at) {
        InvalidManifest refused = catchThrowableOfType(InvalidManifest.class,
                () -> manifest("{apiVersion: v1, kind: Secret, metadata: {name: a}, data: {b: '" + text + "'}}"));
        assertThat(refused.messages())
                .containsExactly("demo.yaml:1: data[b]: illegal base64 data at input byte " + at);
    }
}
