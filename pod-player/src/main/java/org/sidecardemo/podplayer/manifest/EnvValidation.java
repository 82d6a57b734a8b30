package org.sidecardemo.podplayer.manifest;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.FileKeySelector;
import org.sidecardemo.podplayer.release.Release;

/** The API server's rules for a container's variables. Source: ValidateEnv, ValidateEnvFrom. */
final class EnvValidation {

    private static final String MORE_THAN_ONE = "may not have more than one field specified at a time";

    private final Release release;
    private final Findings findings;

    EnvValidation(Release release, Findings findings) {
        this.release = release;
        this.findings = findings;
    }

    /** A name given twice is no error: the last one counts. */
    void env(List<EnvVar> env, Path path) {
        for (int i = 0; i < env.size(); i++) {
            EnvVar variable = env.get(i);
            Path at = path.index(i);
            if (isEmpty(variable.getName())) {
                findings.required(at.child("name"), "");
            } else {
                Names.environmentVariable(variable.getName())
                        .forEach(wrong -> findings.invalid(at.child("name"), variable.getName(), wrong));
            }
            if (variable.getValueFrom() != null) {
                valueFrom(variable.getValueFrom(), !isEmpty(variable.getValue()), at.child("valueFrom"));
            }
        }
    }

    private void valueFrom(EnvVarSource from, boolean hasValue, Path path) {
        if (from.getFieldRef() != null) {
            new FieldRefValidation(findings).field(from.getFieldRef(), FieldRefValidation.OF_VARIABLES,
                    path.child("fieldRef"));
        }
        if (from.getResourceFieldRef() != null) {
            new FieldRefValidation(findings).resource(from.getResourceFieldRef(), false,
                    path.child("resourceFieldRef"));
        }
        if (from.getConfigMapKeyRef() != null) {
            keyRef(from.getConfigMapKeyRef().getName(), from.getConfigMapKeyRef().getKey(),
                    path.child("configMapKeyRef"));
        }
        if (from.getSecretKeyRef() != null) {
            keyRef(from.getSecretKeyRef().getName(), from.getSecretKeyRef().getKey(), path.child("secretKeyRef"));
        }
        if (from.getFileKeyRef() != null) {
            fileKeyRef(from.getFileKeyRef(), path.child("fileKeyRef"));
        }
        long sources = Stream.of(from.getFieldRef(), from.getResourceFieldRef(), from.getConfigMapKeyRef(),
                from.getSecretKeyRef(), from.getFileKeyRef()).filter(Objects::nonNull).count();
        if (sources == 0) {
            findings.invalid(path, "", "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`"
                    + (release.hasFileKeyRefs() ? ", `secretKeyRef` or `fileKeyRef`" : " or `secretKeyRef`"));
        } else if (hasValue) {
            findings.invalid(path, "", "may not be specified when `value` is not empty");
        } else if (sources > 1) {
            findings.invalid(path, "", MORE_THAN_ONE);
        }
    }

    private void keyRef(String name, String key, Path path) {
        String given = name == null ? "" : name;
        Names.subdomain(given).forEach(wrong -> findings.invalid(path.child("name"), given, wrong));
        if (isEmpty(key)) {
            findings.required(path.child("key"), "");
        } else {
            Names.configKey(key).forEach(wrong -> findings.invalid(path.child("key"), key, wrong));
        }
    }

    private void fileKeyRef(FileKeySelector selector, Path path) {
        if (isEmpty(selector.getKey())) {
            findings.required(path.child("key"), "");
        } else {
            Names.environmentVariable(selector.getKey())
                    .forEach(wrong -> findings.invalid(path.child("key"), selector.getKey(), wrong));
        }
        if (isEmpty(selector.getVolumeName())) {
            findings.required(path.child("volumeName"), "");
        } else {
            Names.label(selector.getVolumeName())
                    .forEach(wrong -> findings.invalid(path.child("volumeName"), selector.getVolumeName(), wrong));
        }
        if (isEmpty(selector.getPath())) {
            findings.required(path.child("path"), "");
        } else {
            new PathValidation(findings).noBacksteps(selector.getPath(), path.child("path"));
        }
    }

    /** What is wrong with the number of sources is told of the whole list, as the API server does it. */
    void envFrom(List<EnvFromSource> envFrom, Path path) {
        for (int i = 0; i < envFrom.size(); i++) {
            EnvFromSource from = envFrom.get(i);
            Path at = path.index(i);
            if (!isEmpty(from.getPrefix())) {
                Names.environmentVariable(from.getPrefix())
                        .forEach(wrong -> findings.invalid(at.child("prefix"), from.getPrefix(), wrong));
            }
            if (from.getConfigMapRef() != null) {
                name(from.getConfigMapRef().getName(), at.child("configMapRef").child("name"));
            }
            if (from.getSecretRef() != null) {
                name(from.getSecretRef().getName(), at.child("secretRef").child("name"));
            }
            if (from.getConfigMapRef() == null && from.getSecretRef() == null) {
                findings.invalid(path, "", "must specify one of: `configMapRef` or `secretRef`");
            } else if (from.getConfigMapRef() != null && from.getSecretRef() != null) {
                findings.invalid(path, "", MORE_THAN_ONE);
            }
        }
    }

    private void name(String name, Path path) {
        if (isEmpty(name)) {
            findings.required(path, "");
        } else {
            Names.subdomain(Names.prefix(name)).forEach(wrong -> findings.invalid(path, name, wrong));
        }
    }

    private static boolean isEmpty(String value) {
        return value == null || value.isEmpty();
    }
}
