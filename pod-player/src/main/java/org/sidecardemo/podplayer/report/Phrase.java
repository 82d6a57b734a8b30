package org.sidecardemo.podplayer.report;

import java.util.List;
import java.util.stream.Collectors;

/** Containers as the subject of a sentence. */
final class Phrase {

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

    /** " (Error, 1)": how a container ended the last time. */
    static String end(PodContainer container) {
        return container.lastEnd().map(end -> " (" + end.getReason() + ", " + end.getExitCode() + ")").orElse("");
    }
}
