package org.sidecardemo.podplayer.runtime;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

import io.fabric8.kubernetes.api.model.Container;

/** A container's variables in the order of their declaration, and the expansion of references to them. */
public record Variables(Map<String, String> values) {

    /** Of an expanded text: no more fits into one of a program's arguments or variables (Linux's MAX_ARG_STRLEN). */
    private static final int MAX_LENGTH = 128 * 1024;

    /**
     * The variables that a container's {@code envFrom} and {@code env} declare, as the kubelet's makeEnvironmentVariables
     * does: a value sees the variables declared before it.
     *
     * @throws RuntimeFailure in the kubelet's words for a ConfigMap, a Secret or a key of theirs that isn't there
     * @throws InvalidConfig in the kubelet's words for a file in a volume that hasn't got the variable
     */
    static Variables of(VariableSources sources) {
        var values = sources.envFrom();
        var declaredSoFar = new Variables(values);
        for (var variable : sources.container().getEnv()) {
            if (isSet(variable.getValue()) || variable.getValueFrom() == null) {
                values.put(variable.getName(),
                        declaredSoFar.expand(isSet(variable.getValue()) ? variable.getValue() : ""));
            } else {
                sources.value(variable.getValueFrom()).ifPresent(value -> values.put(variable.getName(), value));
            }
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
        return expand(text, name -> values.getOrDefault(name, "$(" + name + ")"));
    }

    /**
     * Replaces references as {@link #expand} does.
     *
     * @throws RuntimeFailure also if a variable is unknown or empty (ExpandContainerVolumeMounts)
     */
    String expandKnown(String text) {
        return expand(text, name -> {
            if (!isSet(values.get(name))) {
                throw new RuntimeFailure("missing value for " + name);
            }
            return values.get(name);
        });
    }

    private static String expand(String text, UnaryOperator<String> valueOf) {
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
                expanded.append(valueOf.apply(name));
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

    private static boolean isSet(String value) {
        return value != null && !value.isEmpty();
    }
}
