package org.sidecardemo.podplayer.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import org.sidecardemo.podplayer.lifecycle.ContainerId;
import org.sidecardemo.podplayer.lifecycle.Event.Type;

/**
 * A recording's events and printed lines as Events of the API, to the microsecond, and back again: with them the objects of
 * a play are all that its picture needs.
 */
public final class ApiEvents {

    private static final String REPORTER = "pod-player";
    /** The annotation of a run that isn't its container's first. */
    public static final String ATTEMPT = "pod-player/attempt";
    private static final String PRINTED = "Printed";
    private static final String WATCHED_FROM = "WatchedFrom";
    private static final String WATCHED_UNTIL = "WatchedUntil";
    private static final Map<String, Type> TYPES = Arrays
            .stream(Type.values())
            .collect(Collectors.toMap(ApiEvents::reason, type -> type));

    private final Recording recording;
    private final List<Event> events = new ArrayList<>();

    private ApiEvents(Recording recording) {
        this.recording = recording;
    }

    /** All of a recording, in order of time but for the printed lines, which come last. */
    static List<Event> of(Recording recording) {
        return new ApiEvents(recording).write();
    }

    private List<Event> write() {
        var owner = reference(recording.name(), Optional.empty());
        add(recording.begin(), owner, WATCHED_FROM, "", 0);
        for (var event : recording.events()) {
            var container = Optional.ofNullable(event.container());
            add(event.at(), reference(event.pod(), container.map(ContainerId::name)), reason(event.type()),
                    event.detail(), container.map(ContainerId::attempt).orElse(0));
        }
        for (var printed : recording.printed()) {
            add(printed.at(), reference(printed.pod(), Optional.of(printed.container())), PRINTED, printed.line(), 0);
        }
        add(recording.end(), owner, WATCHED_UNTIL, "", 0);
        return events;
    }

    private void add(Instant at, ObjectReference about, String reason, String message, int attempt) {
        events.add(new EventBuilder().withNewMetadata().withName(about.getName() + "." + events.size())
                .withNamespace(about.getNamespace())
                .withAnnotations(attempt == 0 ? null : Map.of(ATTEMPT, Integer.toString(attempt))).endMetadata()
                .withInvolvedObject(about).withReason(reason).withAction(reason).withMessage(message)
                .withType("Normal").withEventTime(new MicroTime(at.toString())).withReportingComponent(REPORTER)
                .withReportingInstance(REPORTER).build());
    }

    /** The pod of this name, or else the Job. */
    private ObjectReference reference(String name, Optional<String> container) {
        var pod = recording.pods().stream().filter(p -> p.getMetadata().getName().equals(name)).findFirst();
        HasMetadata object = pod.<HasMetadata>map(p -> p).orElseGet(() -> recording.job().orElseThrow());
        return new ObjectReferenceBuilder().withApiVersion(object.getApiVersion()).withKind(object.getKind())
                .withName(object.getMetadata().getName()).withNamespace(object.getMetadata().getNamespace())
                .withUid(object.getMetadata().getUid())
                .withFieldPath(container.map(c -> fieldPath(pod.orElseThrow(), c)).orElse(null)).build();
    }

    private static String fieldPath(Pod pod, String container) {
        boolean init = pod.getSpec().getInitContainers().stream().anyMatch(c -> c.getName().equals(container));
        return "spec." + (init ? "initContainers" : "containers") + "{" + container + "}";
    }

    private static String reason(Type type) {
        return Arrays.stream(type.name().split("_"))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT)).collect(Collectors.joining());
    }

    /** Whether a player wrote this event. */
    public static boolean isPlayers(Event event) {
        return REPORTER.equals(event.getReportingComponent()) && event.getEventTime() != null;
    }

    /** The container that an event of the API is about. */
    public static Optional<String> container(Event event) {
        return Optional.ofNullable(event.getInvolvedObject().getFieldPath()).filter(path -> path.endsWith("}"))
                .map(path -> path.substring(path.indexOf('{') + 1, path.length() - 1));
    }

    /**
     * The recording again.
     *
     * @param objects its Job, if it has one, and its pods, without its events
     * @param events those that a player wrote of them, in their order, each with a number as its attempt
     */
    public static Recording read(Recording objects, List<Event> events) {
        var happened = new ArrayList<org.sidecardemo.podplayer.lifecycle.Event>();
        var printed = new ArrayList<Printed>();
        var begin = objects.begin();
        var end = objects.end();
        for (var event : events) {
            var at = Instant.parse(event.getEventTime().getTime());
            var object = event.getInvolvedObject().getName();
            var message = Optional.ofNullable(event.getMessage()).orElse("");
            switch (event.getReason()) {
                case WATCHED_FROM -> begin = at;
                case WATCHED_UNTIL -> end = at;
                case PRINTED -> printed.add(new Printed(at, object, container(event).orElse(""), message));
                default -> Optional.ofNullable(TYPES.get(event.getReason())).ifPresent(type -> happened
                        .add(new org.sidecardemo.podplayer.lifecycle.Event(at, object,
                                container(event).map(c -> new ContainerId(c, Integer.parseInt(attempt(event))))
                                        .orElse(null),
                                type,
                                message)));
            }
        }
        return new Recording(objects.job(), objects.pods(), happened, printed, begin, end);
    }

    /** Which run of the container an event is about, from 0, as it stands there. */
    public static String attempt(Event event) {
        return Optional.ofNullable(event.getMetadata()).map(ObjectMeta::getAnnotations).map(a -> a.get(ATTEMPT))
                .orElse("0");
    }
}
