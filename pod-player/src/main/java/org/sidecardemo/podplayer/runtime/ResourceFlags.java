package org.sidecardemo.podplayer.runtime;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;

/**
 * The engine's flags for a container's limits, and for the weight that its request of CPU gives it; as on a node, there is
 * no swap on top of the memory.
 */
final class ResourceFlags {

    /** Source: MilliCPUToShares in pkg/kubelet/cm. */
    private static final BigDecimal SHARES_OF_A_CORE = BigDecimal.valueOf(1024);
    private static final long MIN_SHARES = 2;
    private static final long MAX_SHARES = 262144;

    private ResourceFlags() {}

    static List<String> of(Container container) {
        var flags = new ArrayList<String>();
        Map<String, Quantity> limits = amounts(container, ResourceRequirements::getLimits);
        Map<String, Quantity> requests = amounts(container, ResourceRequirements::getRequests);
        if (limits.containsKey("memory")) {
            var bytes = limits.get("memory").getNumericalAmount().toBigInteger().toString();
            flags.addAll(List.of("--memory", bytes, "--memory-swap", bytes));
        }
        if (limits.containsKey("cpu")) {
            flags.addAll(List.of("--cpus", limits.get("cpu").getNumericalAmount().toPlainString()));
        }
        if (requests.containsKey("cpu")) {
            long shares = requests.get("cpu").getNumericalAmount().multiply(SHARES_OF_A_CORE).longValue();
            flags.addAll(List.of("--cpu-shares", Long.toString(Math.clamp(shares, MIN_SHARES, MAX_SHARES))));
        }
        return flags;
    }

    private static Map<String, Quantity> amounts(Container container,
            Function<ResourceRequirements, Map<String, Quantity>> kind) {
        return Optional.ofNullable(container.getResources()).map(kind).orElse(Map.of());
    }
}
