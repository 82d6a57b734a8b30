package org.sidecardemo.podplayer.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.sidecardemo.podplayer.lifecycle.ContainerKind;
import org.sidecardemo.podplayer.lifecycle.Event;

/**
 * One of RULES.md.
 *
 * @param text its sentences, without the function that decides it
 */
record Rule(int number, String text) {

    private static final String FILE = "RULES.md";
    private static final Pattern ENTRY = Pattern
            .compile("(?ms)^(\\d+)\\. <a id=\"rule-\\d+\"></a>(.*?)(?=^\\d+\\. |^## |\\z)");

    /** All of them by their numbers. */
    static Map<Integer, Rule> all() {
        try (var file = Rule.class.getResourceAsStream(FILE)) {
            var text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return ENTRY.matcher(text).results().map(entry -> new Rule(Integer.parseInt(entry.group(1)),
                    plain(entry.group(2)))).collect(Collectors.toMap(Rule::number, rule -> rule, (one, _) -> one,
                            TreeMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String plain(String markdown) {
        return markdown.strip().replaceAll("\\s+", " ").replaceFirst(" \\[[^\\]]*\\]$", "").replaceAll("[`*]", "");
    }

    /**
     * The number of the rule that made an event so; empty where none did.
     *
     * @param previous the container's event before it
     */
    static Optional<Integer> of(Event event, ContainerKind kind, Optional<Event> previous) {
        boolean main = kind == ContainerKind.MAIN;
        boolean sidecar = kind == ContainerKind.SIDECAR;
        return switch (event.type()) {
            case WAITING -> waiting(event.detail(), main);
            case STARTING, STARTED -> Optional.of(event.container().attempt() > 0
                    ? switch (kind) {
                        case INIT -> 7;
                        case SIDECAR -> 8;
                        case MAIN -> 9;
                    }
                    : main ? 5 : 1);
            case STARTUP_PROBE_SUCCEEDED -> Optional.of(sidecar ? 2 : 14);
            case STARTUP_PROBE_FAILED, LIVENESS_PROBE_FAILED -> Optional.of(14);
            case TERMINATING -> Optional.of(previous.map(before -> switch (before.type()) {
                case STARTUP_PROBE_FAILED, LIVENESS_PROBE_FAILED -> 14;
                case HOOK_ENDED -> before.detail().startsWith("postStart failed") ? 3 : end(sidecar);
                default -> end(sidecar);
            }).orElse(end(sidecar)));
            case KILLED -> Optional.of(end(sidecar));
            case ENDED -> Optional.of(event.detail().contains("StartError") ? 23 : 21);
            case BACK_OFF -> Optional.of(11);
            case POD_CREATED, PROBE_ERROR, READINESS_PROBE_FAILED, READY, NOT_READY, HOOK_STARTED, HOOK_ENDED,
                    POD_PHASE, JOB_CONDITION ->
                Optional.empty();
        };
    }

    private static int end(boolean sidecar) {
        return sidecar ? 20 : 19;
    }

    private static Optional<Integer> waiting(String reason, boolean main) {
        return switch (reason) {
            case "PodInitializing" -> Optional.of(main ? 5 : 1);
            case "ContainerCreating" -> Optional.of(5);
            case "RunContainerError" -> Optional.of(23);
            case "RestartingAllContainers" -> Optional.of(35);
            default -> Optional.empty();
        };
    }

    /** The number of the rule that made a run turn out so. */
    static int of(Verdict verdict, boolean isJob, boolean mainsBegan) {
        return switch (verdict.outcome()) {
            case COMPLETE -> isJob ? 26 : 22;
            case FAILED -> isJob ? 27 : 22;
            case RUNNING -> 9;
            case NOT_READY -> 14;
            case STUCK -> mainsBegan ? 18 : 1;
        };
    }
}
