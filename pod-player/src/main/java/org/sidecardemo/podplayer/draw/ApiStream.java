package org.sidecardemo.podplayer.draw;

import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.SequencedSet;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import org.sidecardemo.podplayer.report.ApiEvents;
import org.sidecardemo.podplayer.report.Visible;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * The Jobs, Pods and Events of what {@code kubectl get -o json} prints: a List, or with {@code --watch} one document after
 * another, each with an object as it was then.
 *
 * @param jobs in the order in which they were read, of each as many versions as there were
 * @param pods likewise
 * @param events likewise
 */
public record ApiStream(SequencedSet<Job> jobs, SequencedSet<Pod> pods, SequencedSet<Event> events) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    public ApiStream() {
        this(new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
    }

    /**
     * Adds all documents of a stream, up to its end.
     *
     * @throws NotObjects if it isn't JSON, or an object isn't what its kind says
     */
    public void add(InputStream in) throws NotObjects {
        try (var documents = JSON.readerFor(JsonNode.class).<JsonNode>readValues(in)) {
            while (documents.hasNextValue()) {
                add(documents.nextValue());
            }
        } catch (JacksonException e) {
            var at = e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
            throw new NotObjects("not what kubectl get -o json prints" + at + ": "
                    + e.getOriginalMessage().lines().findFirst().orElse(""));
        }
    }

    private void add(JsonNode document) throws NotObjects {
        // --output-watch-events puts each into one that says what was done to it
        var object = document.has("object") ? document.get("object") : document;
        var kind = object.path("kind").asString("");
        if (kind.endsWith("List")) {
            for (var item : object.path("items")) {
                add(item);
            }
        }
        switch (kind) {
            case "Job" -> jobs.add(created(JSON.treeToValue(object, Job.class)));
            case "Pod" -> {
                var pod = created(JSON.treeToValue(object, Pod.class));
                if (pod.getSpec() == null) {
                    throw new NotObjects("Pod " + pod.getMetadata().getName() + " has no spec");
                }
                pods.add(pod);
            }
            case "Event" -> {
                var event = JSON.treeToValue(object, Event.class);
                if (event.getInvolvedObject() != null && event.getReason() != null) {
                    events.add(withAttempt(event));
                }
            }
            default -> {
                // nothing of it can be drawn
            }
        }
    }

    private static Event withAttempt(Event event) throws NotObjects {
        var attempt = ApiEvents.attempt(event);
        if (!attempt.matches("\\d{1,9}")) {
            throw new NotObjects("Event %s: annotation %s: '%s' is not a number".formatted(
                    event.getMetadata().getName(), ApiEvents.ATTEMPT, Visible.text(attempt)));
        }
        return event;
    }

    private static <T extends HasMetadata> T created(T object) throws NotObjects {
        var metadata = object.getMetadata();
        if (metadata == null || metadata.getName() == null || metadata.getCreationTimestamp() == null) {
            throw new NotObjects("a " + object.getKind() + " without a name or creationTimestamp is of no cluster");
        }
        return object;
    }
}
