package org.sidecardemo.podplayer.manifest;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An object of a kind that isn't played: a Service, a custom resource, a workload in a version of old.
 *
 * @param source where it was read: {@code FILE:LINE}
 * @param name empty where it has none
 */
public record OtherObject(String source, String version, String kind, String name) {

    /** One line that names them all, those of one kind together: {@code Service web, 3 of ClusterRole}. */
    public static String named(Collection<OtherObject> objects) {
        Map<String, List<OtherObject>> ofKind = objects.stream()
                .collect(Collectors.groupingBy(OtherObject::type, LinkedHashMap::new, Collectors.toList()));
        return ofKind.entrySet().stream()
                .map(each -> each.getValue().size() == 1
                        ? (each.getKey() + " " + each.getValue().getFirst().name()).strip()
                        : each.getValue().size() + " of " + each.getKey())
                .map(Findings::printable).collect(Collectors.joining(", "));
    }

    /** What to do where there is nothing but these, as {@link Mend#with} writes it; empty where nothing is known. */
    public static String mend(Collection<OtherObject> objects) {
        if (objects.stream().anyMatch(each -> each.version.startsWith("kustomize.config.k8s.io/"))) {
            return Mend.with("", OtherFormat.KUSTOMIZATION);
        }
        return Mend.with("", objects.stream()
                .flatMap(each -> ObjectReader.versionOf(each.kind)
                        .map(version -> "a %s has the apiVersion %s now".formatted(each.kind, version)).stream())
                .findFirst().orElse(""));
    }

    /** The kind, and of one that is played in another version, this version too. */
    private String type() {
        return ObjectReader.versionOf(kind).isPresent() ? version + " " + kind : kind;
    }
}
