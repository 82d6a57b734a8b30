package org.sidecardemo.podplayer.manifest;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.fabric8.kubernetes.api.model.ObjectFieldSelector;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceFieldSelector;

/**
 * The API server's rules for references to fields of the pod and to resources of a container. Source:
 * validateObjectFieldSelector, validateContainerResourceFieldSelector, ConvertDownwardAPIFieldLabel.
 */
final class FieldRefValidation {

    static final List<String> OF_VARIABLES = List.of("metadata.name", "metadata.namespace", "metadata.uid",
            "spec.nodeName", "spec.serviceAccountName", "status.hostIP", "status.hostIPs", "status.podIP",
            "status.podIPs");
    static final List<String> OF_VOLUMES = List.of("metadata.annotations", "metadata.labels", "metadata.name",
            "metadata.namespace", "metadata.uid");

    /** Those that exist, whether a variable or a volume may have them or not. */
    private static final List<String> FIELDS = List.of("metadata.annotations", "metadata.labels", "metadata.name",
            "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.restartPolicy", "spec.serviceAccountName",
            "spec.schedulerName", "status.phase", "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs");
    private static final Pattern SUBSCRIPT = Pattern.compile("(.+?)\\['(.*)'\\]", Pattern.DOTALL);

    private static final List<String> RESOURCES = List.of("limits.cpu", "limits.ephemeral-storage", "limits.memory",
            "requests.cpu", "requests.ephemeral-storage", "requests.memory");
    private static final List<String> CPU_DIVISORS = List.of("1m", "1");
    private static final List<String> DIVISORS = List.of("1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi",
            "1Ti", "1Pi", "1Ei");

    private final Findings findings;

    FieldRefValidation(Findings findings) {
        this.findings = findings;
    }

    /** @param allowed the fields without a subscript that may be referred to */
    void field(ObjectFieldSelector selector, List<String> allowed, Path path) {
        Path at = path.child("fieldPath");
        String field = selector.getFieldPath();
        if (field == null || field.isEmpty()) {
            findings.required(at, "");
            return;
        }
        if (!selector.getApiVersion().equals("v1")) {
            findings.invalid(at, field,
                    "error converting fieldPath: unsupported pod version: " + selector.getApiVersion());
            return;
        }
        Matcher subscript = SUBSCRIPT.matcher(field);
        if (subscript.matches()) {
            subscript(subscript.group(1), subscript.group(2), field, path);
            return;
        }
        // an old name of that field
        String known = field.equals("spec.host") ? "spec.nodeName" : field;
        if (FIELDS.contains(known)) {
            findings.supported(at, known, allowed);
        } else {
            findings.invalid(at, field, "error converting fieldPath: field label not supported: " + field);
        }
    }

    private void subscript(String map, String key, String field, Path path) {
        switch (map) {
            case "metadata.labels" -> Names.qualified(key).forEach(wrong -> findings.invalid(path, key, wrong));
            case "metadata.annotations" -> {
                String lower = key.toLowerCase(Locale.ROOT);
                Names.qualified(lower).forEach(wrong -> findings.invalid(path, lower, wrong));
            }
            default -> findings.invalid(path.child("fieldPath"), field,
                    "error converting fieldPath: field label does not support subscript: " + field);
        }
    }

    /** @param volume whether it is of a volume, which has to name the container */
    void resource(ResourceFieldSelector selector, boolean volume, Path path) {
        String resource = selector.getResource() == null ? "" : selector.getResource();
        if (volume && (selector.getContainerName() == null || selector.getContainerName().isEmpty())) {
            findings.required(path.child("containerName"), "");
        } else if (resource.isEmpty()) {
            findings.required(path.child("resource"), "");
        } else if (!isHugePages(resource)) {
            findings.supported(path.child("resource"), resource, RESOURCES);
        }
        divisor(resource, selector.getDivisor(), path.child("divisor"));
    }

    private void divisor(String resource, Quantity divisor, Path path) {
        if (divisor == null || Quantities.amount(divisor).compareTo(BigDecimal.ZERO) == 0) {
            return;
        }
        boolean cpu = resource.endsWith(".cpu");
        if (cpu && !isOneOf(CPU_DIVISORS, divisor)) {
            findings.invalid(path, resource, "only divisor's values 1m and 1 are supported with the cpu resource");
        } else if (!cpu && (RESOURCES.contains(resource) || isHugePages(resource)) && !isOneOf(DIVISORS, divisor)) {
            findings.invalid(path, resource, "only divisor's values " + String.join(", ", DIVISORS)
                    + " are supported with the " + kind(resource) + " resource");
        }
    }

    private static String kind(String resource) {
        return isHugePages(resource)
                ? "hugepages"
                : resource.endsWith(".memory") ? "memory" : "local ephemeral storage";
    }

    /** The server compares texts, the given one as it writes it itself: 1000 is 1k, 1024Ki is 1Mi, but 1024 isn't 1Ki. */
    private static boolean isOneOf(List<String> divisors, Quantity divisor) {
        String format = divisor.getFormat() == null ? "" : divisor.getFormat();
        boolean exponent = format.startsWith("e") || format.startsWith("E") && format.length() > 1;
        return divisors.stream()
                .filter(each -> each.equals("1") || !exponent && each.endsWith("i") == format.endsWith("i"))
                .anyMatch(each -> Quantities.amount(new Quantity(each)).compareTo(Quantities.amount(divisor)) == 0);
    }

    private static boolean isHugePages(String resource) {
        return resource.startsWith("limits.hugepages-") || resource.startsWith("requests.hugepages-");
    }
}
