package org.sidecardemo.podplayer.manifest;

import java.util.stream.Stream;

import org.sidecardemo.podplayer.manifest.YamlNode.Mapping;

/** What people mean by YAML that holds no object of Kubernetes: a file of another tool. */
final class OtherFormat {

    static final String KUSTOMIZATION = "this is a kustomization: render it first, by kubectl kustomize";

    private OtherFormat() {}

    /** The step for an object without kind or apiVersion; empty where nothing is known. */
    static String mend(YamlNode object) {
        if (has(object, "services")) {
            return "this is a compose file: turn it into manifests first, by kompose for example";
        }
        if (has(object, "apiVersion") && has(object, "version")) {
            return "this is a chart: render it first, by helm template";
        }
        return Stream.of("resources", "bases", "configMapGenerator", "patches", "images")
                .anyMatch(key -> has(object, key))
                        ? KUSTOMIZATION
                        : "";
    }

    private static boolean has(YamlNode object, String key) {
        return object instanceof Mapping mapping && mapping.entries().containsKey(key);
    }
}
