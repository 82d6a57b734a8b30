package org.sidecardemo.podplayer.runtime;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContext;

/**
 * Whom a container runs as. What it leaves open itself, the pod tells, then the image.
 *
 * @param user null if neither the container nor the pod tells
 * @param group null if neither the container nor the pod tells
 * @param nonRoot whether it may not be root
 * @param names the pod and the container, as the kubelet's messages name them
 */
record RunAs(Long user, Long group, boolean nonRoot, String names) {

    static RunAs of(Pod pod, Container container) {
        var metadata = pod.getMetadata();
        var names = "(pod: \"%s_%s(%s)\", container: %s)".formatted(metadata.getName(),
                Objects.requireNonNullElse(metadata.getNamespace(), "default"),
                Objects.requireNonNullElse(metadata.getUid(), ""), container.getName());
        var contexts = new SecurityContexts(pod, container);
        return new RunAs(
                contexts.first(SecurityContext::getRunAsUser, PodSecurityContext::getRunAsUser).orElse(null),
                contexts.first(SecurityContext::getRunAsGroup, PodSecurityContext::getRunAsGroup).orElse(null),
                contexts.first(SecurityContext::getRunAsNonRoot, PodSecurityContext::getRunAsNonRoot).orElse(false),
                names);
    }

    /**
     * The engine's flags for it.
     *
     * @param imageUser what the image says, such as {@code 1000:1000}; asked for only if it matters
     * @throws InvalidConfig if it is, or may be, root against {@code runAsNonRoot} (verifyRunAsNonRoot)
     */
    List<String> flags(Supplier<String> imageUser) {
        if (user != null) {
            if (nonRoot && user == 0) {
                throw new InvalidConfig("container's runAsUser breaks non-root policy " + names);
            }
            return List.of("--user", withGroup(user.toString()));
        }
        if (!nonRoot && group == null) {
            return List.of();
        }
        var ofImage = imageUser.get().split(":")[0];
        if (nonRoot) {
            verify(ofImage);
        }
        return group == null ? List.of() : List.of("--user", withGroup(ofImage.isEmpty() ? "0" : ofImage));
    }

    private void verify(String ofImage) {
        if (ofImage.isEmpty() || ofImage.matches("[+-]?0+")) {
            throw new InvalidConfig("container has runAsNonRoot and image will run as root " + names);
        }
        if (!ofImage.matches("[+-]?\\d+")) {
            throw new InvalidConfig(
                    ("container has runAsNonRoot and image has non-numeric user (%s), cannot verify user"
                            + " is non-root %s").formatted(ofImage, names));
        }
    }

    private String withGroup(String who) {
        return group == null ? who : who + ":" + group;
    }
}
