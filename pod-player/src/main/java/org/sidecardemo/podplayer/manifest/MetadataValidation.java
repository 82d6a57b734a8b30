package org.sidecardemo.podplayer.manifest;

import java.util.List;
import java.util.function.Function;

import io.fabric8.kubernetes.api.model.ObjectMeta;

/** The API server's rules for every object's metadata. Source: ValidateObjectMeta. */
final class MetadataValidation {

    private final Findings findings;

    MetadataValidation(Findings findings) {
        this.findings = findings;
    }

    /** @param rule what is wrong with a name */
    void metadata(ObjectMeta metadata, Function<String, List<String>> rule) {
        Path path = Path.ROOT.child("metadata");
        String prefix = metadata.getGenerateName();
        if (prefix != null && !prefix.isEmpty()) {
            rule.apply(Names.prefix(prefix))
                    .forEach(wrong -> findings.invalid(path.child("generateName"), prefix, wrong));
        }
        String name = metadata.getName();
        if (name == null || name.isEmpty()) {
            findings.required(path.child("name"), "name or generateName is required");
        } else {
            rule.apply(name).forEach(wrong -> findings.invalid(path.child("name"), name, wrong));
        }
        String namespace = metadata.getNamespace();
        Names.label(namespace).forEach(wrong -> findings.invalid(path.child("namespace"), namespace, wrong));
        Names.labels(metadata.getLabels(), path.child("labels"), findings);
        Names.annotations(metadata.getAnnotations(), path.child("annotations"), findings);
    }
}
