package org.sidecardemo.podplayer.runtime;

import java.util.ArrayList;
import java.util.List;

import io.fabric8.kubernetes.api.model.Container;

/** The engine's flags for a container's limits; as on a node, there is no swap on top of the memory. */
final class ResourceFlags {

    private ResourceFlags() {}

    static List<String> of(Container container) {
        var flags = new ArrayList<String>();
        if (container.getResources() == null || container.getResources().getLimits() == null) {
            return flags;
        }
        var limits = container.getResources().getLimits();
        if (limits.containsKey("memory")) {
            var bytes = limits.get("memory").getNumericalAmount().toBigInteger().toString();
            flags.addAll(List.of("--memory", bytes, "--memory-swap", bytes));
        }
        if (limits.containsKey("cpu")) {
            flags.addAll(List.of("--cpus", limits.get("cpu").getNumericalAmount().toPlainString()));
        }
        return flags;
    }
}
