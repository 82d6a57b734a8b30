package org.sidecardemo.podplayer.runtime;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.DownwardAPIVolumeFile;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceFieldSelector;

/**
 * What a pod may be told of itself. Source: podFieldSelectorRuntimeValue, ExtractFieldPathAsString,
 * ExtractContainerResourceValue.
 *
 * @param ip the pod's address
 * @param hostIp the address of this machine, as the pod sees it
 */
record DownwardApi(Pod pod, String ip, String hostIp) {

    private static final Pattern SUBSCRIPT = Pattern.compile("(metadata\\.(?:labels|annotations))\\['(.*)'\\]",
            Pattern.DOTALL);
    private static final BigDecimal MILLI = BigDecimal.valueOf(1000);

    String namespace() {
        return orElse(pod.getMetadata().getNamespace(), "default");
    }

    /** The value of a field that the API allows. */
    String field(String path) {
        ObjectMeta metadata = pod.getMetadata();
        var subscript = SUBSCRIPT.matcher(path);
        if (subscript.matches()) {
            return map(subscript.group(1)).getOrDefault(subscript.group(2), "");
        }
        return switch (path) {
            case "metadata.name" -> metadata.getName();
            case "metadata.namespace" -> namespace();
            case "metadata.uid" -> orElse(metadata.getUid(), "");
            case "metadata.labels", "metadata.annotations" -> lines(map(path));
            case "spec.nodeName", "spec.host" -> orElse(pod.getSpec().getNodeName(), Node.NAME);
            case "spec.serviceAccountName" ->
                orElse(pod.getSpec().getServiceAccountName(), orElse(pod.getSpec().getServiceAccount(), "default"));
            case "status.hostIP", "status.hostIPs" -> hostIp;
            case "status.podIP", "status.podIPs" -> ip;
            default -> throw new RuntimeFailure("fieldRef %s: unsupported fieldPath".formatted(path));
        };
    }

    /** The value of a container's resource, in units of the divisor, rounded up. */
    String resource(ResourceFieldSelector selector, Container container) {
        var resource = selector.getResource().substring(selector.getResource().indexOf('.') + 1);
        boolean cpu = resource.equals("cpu");
        var amount = selector.getResource().startsWith("limits.")
                ? limit(container, resource)
                : request(container, resource);
        var divisor = selector.getDivisor() == null ? BigDecimal.ZERO : amount(selector.getDivisor());
        var unit = divisor.signum() == 0 ? BigDecimal.ONE : divisor;
        return whole(amount, cpu).divide(whole(unit, cpu), 0, RoundingMode.CEILING).toPlainString();
    }

    /** The content of a file of a volume. */
    String file(DownwardAPIVolumeFile file) {
        if (file.getFieldRef() != null) {
            return field(file.getFieldRef().getFieldPath());
        }
        var name = file.getResourceFieldRef().getContainerName();
        return Stream.concat(pod.getSpec().getContainers().stream(), pod.getSpec().getInitContainers().stream())
                .filter(container -> container.getName().equals(name)).findFirst()
                .map(container -> resource(file.getResourceFieldRef(), container))
                .orElseThrow(() -> new RuntimeFailure("container %s not found".formatted(name)));
    }

    private static BigDecimal limit(Container container, String resource) {
        var limits = container.getResources() == null ? null : container.getResources().getLimits();
        var limit = of(limits, resource);
        return limit.signum() == 0 ? Node.allocatable(resource) : limit;
    }

    /** What is limited and not requested is requested as limited. */
    private static BigDecimal request(Container container, String resource) {
        if (container.getResources() == null) {
            return BigDecimal.ZERO;
        }
        Map<String, Quantity> requests = container.getResources().getRequests();
        return requests != null && requests.containsKey(resource)
                ? of(requests, resource)
                : of(container.getResources().getLimits(), resource);
    }

    private static BigDecimal of(Map<String, Quantity> amounts, String resource) {
        return amounts == null || !amounts.containsKey(resource) ? BigDecimal.ZERO : amount(amounts.get(resource));
    }

    private static BigDecimal amount(Quantity quantity) {
        return Quantity.getAmountInBytes(quantity);
    }

    /** In thousandths of a core, or in bytes. */
    private static BigDecimal whole(BigDecimal amount, boolean cpu) {
        return (cpu ? amount.multiply(MILLI) : amount).setScale(0, RoundingMode.CEILING);
    }

    private Map<String, String> map(String path) {
        var metadata = pod.getMetadata();
        var map = path.equals("metadata.labels") ? metadata.getLabels() : metadata.getAnnotations();
        return Objects.requireNonNullElse(map, Map.of());
    }

    /** {@code key="value"}, sorted, as Go quotes a text. Source: FormatMap. */
    private static String lines(Map<String, String> map) {
        return new TreeMap<>(map).entrySet().stream()
                .map(entry -> entry.getKey() + "=" + GoText.quoted(entry.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private static String orElse(String value, String otherwise) {
        return value == null || value.isEmpty() ? otherwise : value;
    }
}
