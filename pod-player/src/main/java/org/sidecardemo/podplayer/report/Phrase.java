package org.sidecardemo.podplayer.report;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;

/** Containers as the subject of a sentence. */
final class Phrase {

    private static final Set<String> OWN_ENDS = Set.of("Completed", "Error", "OOMKilled");
    private static final int MAX_MESSAGE = 80;

    private Phrase() {}

    /** "app is done (Completed, 0)", or "app and web are done". */
    static String withEnd(List<PodContainer> containers, String one, String many) {
        return say(containers, one, many) + (containers.size() == 1 ? end(containers.getFirst()) : "");
    }

    /** "app never starts", or "app and web never start". */
    static String say(List<PodContainer> containers, String one, String many) {
        return names(containers) + " " + (containers.size() == 1 ? one : many);
    }

    static String names(List<PodContainer> containers) {
        return containers.stream().map(PodContainer::name).collect(Collectors.joining(" and "));
    }

    /** " (Error, 1)", or " (Error, 1: out of luck)": how a container ended the last time, and what it says of it. */
    static String end(PodContainer container) {
        return container.lastEnd()
                .map(end -> " (" + end.getReason() + ", " + end.getExitCode() + ownMessage(end) + ")").orElse("");
    }

    /** Its termination message, if that is short; what a runtime has to say isn't the container's. */
    private static String ownMessage(ContainerStateTerminated end) {
        var message = end.getMessage() == null || !OWN_ENDS.contains(end.getReason()) ? "" : end.getMessage().strip();
        return message.isEmpty() || message.length() > MAX_MESSAGE || message.contains("\n")
                ? ""
                : ": " + Visible.text(message);
    }
}
