package org.sidecardemo.podplayer.report;

import java.util.List;
import java.util.Locale;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.Pod;

/** What has become of each container: the columns that {@code kubectl get pods -o custom-columns} could show. */
public final class StateTable {

    private static final String NONE = "-";

    private StateTable() {}

    /** The table with its header; every line ends with a line feed. */
    public static String of(List<Pod> pods) {
        var table = new TextTable(List.of("POD", "CONTAINER", "KIND", "STATE", "REASON", "EXIT", "RESTARTS"));
        for (var pod : pods) {
            for (var container : PodContainer.of(pod)) {
                table.add(List.of(pod.getMetadata().getName(), container.name(),
                        container.kind().name().toLowerCase(Locale.ROOT),
                        state(container),
                        reason(container),
                        container.terminated().map(end -> Integer.toString(end.getExitCode())).orElse(NONE),
                        Integer.toString(container.restarts())));
            }
        }
        return table.toString();
    }

    private static String state(PodContainer container) {
        if (container.running()) {
            return "running";
        }
        return container.terminated().isPresent() ? "terminated" : "waiting";
    }

    private static String reason(PodContainer container) {
        return container.terminated().map(ContainerStateTerminated::getReason)
                .or(() -> container.waiting().map(ContainerStateWaiting::getReason)).orElse(NONE);
    }
}
