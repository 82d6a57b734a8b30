package org.sidecardemo.podplayer.manifest;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import org.sidecardemo.podplayer.lifecycle.ContainerKind;

/** The API server's rules for resources. Source: validateResourceRequirements, validatePodResources, validateOverhead. */
final class ResourceValidation {

    private static final List<String> STANDARD = List.of("cpu", "memory", "ephemeral-storage");
    private static final List<String> OF_PODS = List.of("cpu", "hugepages-", "memory");
    private static final String HUGE_PAGES = "hugepages-";

    private final Findings findings;

    ResourceValidation(Findings findings) {
        this.findings = findings;
    }

    void container(ResourceRequirements resources, Path path) {
        requirements(orEmpty(resources.getLimits()), orEmpty(resources.getRequests()), false, path);
    }

    void overhead(Map<String, Quantity> overhead, Path path) {
        requirements(overhead, Map.of(), false, path);
    }

    /** The pod's own, which bound those of its containers. */
    void pod(PodSpec spec, Path path) {
        Map<String, Quantity> limits = orEmpty(spec.getResources().getLimits());
        Map<String, Quantity> requests = orEmpty(spec.getResources().getRequests());
        if (!spec.getResources().getClaims().isEmpty()) {
            findings.forbidden(path.child("claims"), "claims may not be set for Resources at pod-level");
        }
        requirements(limits, requests, true, path);
        requests.forEach((name, request) -> {
            Quantity needed = aggregated(spec, name);
            if (needed != null && exceeds(needed, request)) {
                findings.invalid(path.child("requests").key(name), request.toString(),
                        "must be greater than or equal to aggregate container requests of " + needed);
            }
        });
        for (int i = 0; i < spec.getContainers().size(); i++) {
            Path at = path.child("containers").index(i);
            orEmpty(spec.getContainers().get(i).getResources().getLimits()).forEach((name, limit) -> {
                if (limits.containsKey(name) && exceeds(limit, limits.get(name))) {
                    findings.invalid(at.key(name).child("limits"), limit.toString(),
                            "must be less than or equal to pod limits of " + limits.get(name));
                }
            });
        }
    }

    /** What runs at once at the most: the mains and sidecars, or an init container and the sidecars before it. */
    private static Quantity aggregated(PodSpec spec, String name) {
        Quantity mains = null;
        for (Container container : spec.getContainers()) {
            mains = sum(mains, request(container, name));
        }
        Quantity sidecars = null;
        Quantity most = null;
        for (Container container : spec.getInitContainers()) {
            Quantity request = request(container, name);
            if (ContainerKind.ofInit(container) == ContainerKind.SIDECAR) {
                sidecars = sum(sidecars, request);
            } else {
                most = greater(most, sum(sidecars, request));
            }
        }
        return greater(most, sum(mains, sidecars));
    }

    private static Quantity request(Container container, String name) {
        return orEmpty(container.getResources().getRequests()).get(name);
    }

    private static Quantity sum(Quantity one, Quantity other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.add(other);
    }

    private static Quantity greater(Quantity one, Quantity other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return exceeds(one, other) ? one : other;
    }

    private void requirements(Map<String, Quantity> limits, Map<String, Quantity> requests, boolean ofPod, Path path) {
        limits.forEach((name, limit) -> resource(name, limit, ofPod, path.child("limits").key(name)));
        requests.forEach((name, request) -> {
            resource(name, request, ofPod, path.child("requests").key(name));
            Quantity limit = limits.get(name);
            if (limit == null) {
                if (!isOvercommitAllowed(name)) {
                    findings.required(path.child("limits"), "Limit must be set for non overcommitable resources");
                }
            } else if (!isOvercommitAllowed(name)
                    && Quantities.amount(request).compareTo(Quantities.amount(limit)) != 0) {
                findings.invalid(path.child("requests"), request.toString(),
                        "must be equal to " + name + " limit of " + limit);
            } else if (exceeds(request, limit)) {
                findings.invalid(path.child("requests"), request.toString(),
                        "must be less than or equal to " + name + " limit of " + limit);
            }
        });
        boolean hugePages = named(limits, requests, HUGE_PAGES);
        if (hugePages && !named(limits, requests, "cpu") && !named(limits, requests, "memory")) {
            findings.forbidden(path, "HugePages require cpu or memory");
        }
    }

    private static boolean named(Map<String, Quantity> limits, Map<String, Quantity> requests, String beginning) {
        return limits.keySet().stream().anyMatch(name -> name.startsWith(beginning))
                || requests.keySet().stream().anyMatch(name -> name.startsWith(beginning));
    }

    private void resource(String name, Quantity quantity, boolean ofPod, Path path) {
        List<String> wrong = Names.qualified(name);
        wrong.forEach(each -> findings.invalid(path, name, each));
        if (wrong.isEmpty()) {
            name(name, ofPod, path);
        }
        BigDecimal amount = Quantities.amount(quantity);
        if (amount.signum() < 0) {
            findings.invalid(path, quantity.toString(), "must be greater than or equal to 0");
        }
        if (isExtended(name) && amount.stripTrailingZeros().scale() > 0) {
            findings.invalid(path, quantity.toString(), "must be an integer");
        }
        if (name.startsWith(HUGE_PAGES) && !isMultiple(amount, name.substring(HUGE_PAGES.length()))) {
            findings.invalid(path, quantity.toString(),
                    quantity + " is not positive integer multiple of " + name);
        }
    }

    private void name(String name, boolean ofPod, Path path) {
        boolean standard = STANDARD.contains(name) || name.startsWith(HUGE_PAGES);
        if (name.indexOf('/') < 0 && !standard) {
            findings.invalid(path, name, "must be a standard resource type or fully qualified");
            if (!ofPod) {
                findings.invalid(path, name, "must be a standard resource for containers");
            }
        } else if (ofPod && OF_PODS.stream().noneMatch(
                each -> each.equals(HUGE_PAGES) ? name.startsWith(HUGE_PAGES) : name.equals(each))) {
            findings.supported(path, name, OF_PODS);
        }
    }

    private static boolean isMultiple(BigDecimal amount, String pageSize) {
        if (!Quantities.isValid(pageSize)) {
            return false;
        }
        BigDecimal size = Quantities.amount(new Quantity(pageSize));
        return size.signum() > 0 && amount.remainder(size).signum() == 0;
    }

    private static boolean exceeds(Quantity one, Quantity other) {
        return Quantities.amount(one).compareTo(Quantities.amount(other)) > 0;
    }

    /** Those that are Kubernetes' own. */
    private static boolean isNative(String name) {
        return name.indexOf('/') < 0 || name.contains("kubernetes.io/");
    }

    private static boolean isExtended(String name) {
        return !isNative(name) && !name.startsWith("requests.");
    }

    private static boolean isOvercommitAllowed(String name) {
        return isNative(name) && !name.startsWith(HUGE_PAGES);
    }

    private static Map<String, Quantity> orEmpty(Map<String, Quantity> amounts) {
        return amounts == null ? Map.of() : amounts;
    }
}
