package org.sidecardemo.podplayer.lifecycle;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;

/** How well a pod's resources are guaranteed (ComputePodQOS). */
final class QosClass {

    private static final String BEST_EFFORT = "BestEffort";
    private static final String BURSTABLE = "Burstable";
    private static final Quantity ZERO = new Quantity("0");
    private static final List<String> RESOURCES = List.of("cpu", "memory");

    private QosClass() {}

    /** The class that all containers share in both resources; where they differ, Burstable. */
    static String of(PodSpec spec) {
        Stream<ResourceRequirements> all = spec.getResources() != null
                ? Stream.of(spec.getResources())
                : Stream.concat(spec.getInitContainers().stream(), spec.getContainers().stream())
                        .map(Container::getResources);
        List<String> classes = all.flatMap(each -> RESOURCES.stream().map(name -> of(each, name))).distinct()
                .toList();
        return switch (classes.size()) {
            case 0 -> BEST_EFFORT;
            case 1 -> classes.getFirst();
            default -> BURSTABLE;
        };
    }

    private static String of(ResourceRequirements resources, String name) {
        if (resources == null) {
            return BEST_EFFORT;
        }
        Quantity request = amount(resources.getRequests(), name);
        // they are equal by their amounts, however they are written
        if (!request.equals(amount(resources.getLimits(), name))) {
            return BURSTABLE;
        }
        return request.equals(ZERO) ? BEST_EFFORT : "Guaranteed";
    }

    private static Quantity amount(Map<String, Quantity> amounts, String name) {
        return amounts == null ? ZERO : amounts.getOrDefault(name, ZERO);
    }
}
