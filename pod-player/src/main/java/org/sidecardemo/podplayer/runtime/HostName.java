package org.sidecardemo.podplayer.runtime;

import io.fabric8.kubernetes.api.model.Pod;

/** What a pod's containers are told that their host is called. Source: GeneratePodHostNameAndDomain. */
final class HostName {

    private static final int MAX_LENGTH = 63;

    private HostName() {}

    static String of(Pod pod) {
        if (isSet(pod.getSpec().getHostnameOverride())) {
            return pod.getSpec().getHostnameOverride();
        }
        var name = isSet(pod.getSpec().getHostname()) ? pod.getSpec().getHostname() : pod.getMetadata().getName();
        return name.length() <= MAX_LENGTH ? name : name.substring(0, MAX_LENGTH).replaceFirst("[-.]+$", "");
    }

    private static boolean isSet(String name) {
        return name != null && !name.isEmpty();
    }
}
