package org.sidecardemo.podplayer.runtime;

import java.util.LinkedHashMap;
import java.util.Map;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;

/** A container's variables in the order of their declaration, and the expansion of references to them. */
public record Variables(Map<String, String> values) {

    /** Of an expanded text: no more fits into one of a program's arguments or variables (Linux's MAX_ARG_STRLEN). */
    private static final int MAX_LENGTH = 128 * 1024;

    /**
     * The variables that a container's {@code env} declares, as the kubelet's makeEnvironmentVariables does: a value
     * sees the variables declared before it.
     *
     * @throws RuntimeFailure for a source of values that isn't supported
     */
    static Variables of(Pod pod, Container container, String podIp) {
        var values = new LinkedHashMap<String, String>();
        var declaredSoFar = new Variables(values);
        for (var variable : container.getEnv()) {
            var value = isSet(variable.getValue())
                    ? declaredSoFar.expand(variable.getValue())
                    : fromSource(variable, pod, podIp);
            values.put(variable.getName(), value);
        }
        return declaredSoFar;
    }

    /** The variables with their declared values as they stand, as the kubelet's ExpandContainerCommandOnlyStatic. */
    public static Variables declared(Container container) {
        var values = new LinkedHashMap<String, String>();
        for (var variable : container.getEnv()) {
            values.put(variable.getName(), isSet(variable.getValue()) ? variable.getValue() : "");
        }
        return new Variables(values);
    }

    /**
     * Replaces {@code $(NAME)} by the variable's value and {@code $$} by {@code $}. A reference to an unknown variable
     * stays as it is. (Kubernetes' third_party/forked/golang/expansion)
     *
     * @throws RuntimeFailure if that gets longer than any program may be given: variables that refer to one another
     *         could grow without bounds
     */
    public String expand(String text) {
        var expanded = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '$' || at == text.length()) {
                expanded.append(c);
                continue;
            }
            int end = text.charAt(at) == '(' ? text.indexOf(')', at) : -1;
            if (end >= 0) {
                var name = text.substring(at + 1, end);
                expanded.append(values.getOrDefault(name, "$(" + name + ")"));
                at = end + 1;
                if (expanded.length() > MAX_LENGTH) {
                    throw new RuntimeFailure("$(%s) expands to more than %d characters: argument list too long"
                            .formatted(name, MAX_LENGTH));
                }
            } else {
                if (text.charAt(at) != '$') {
                    expanded.append('$');
                }
                expanded.append(text.charAt(at++));
            }
        }
        return expanded.toString();
    }

    private static String fromSource(EnvVar variable, Pod pod, String podIp) {
        var source = variable.getValueFrom();
        if (source == null) {
            return "";
        }
        var field = source.getFieldRef() == null ? "" : source.getFieldRef().getFieldPath();
        return switch (field) {
            case "metadata.name" -> pod.getMetadata().getName();
            case "metadata.namespace" -> isSet(pod.getMetadata().getNamespace())
                    ? pod.getMetadata().getNamespace()
                    : "default";
            case "status.podIP" -> podIp;
            default -> throw new RuntimeFailure("env %s: valueFrom must be a fieldRef of metadata.name, "
                    .formatted(variable.getName()) + "metadata.namespace or status.podIP");
        };
    }

    private static boolean isSet(String value) {
        return value != null && !value.isEmpty();
    }
}
