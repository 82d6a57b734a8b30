package org.sidecardemo.podplayer.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sidecardemo.podplayer.lifecycle.Event.Type;
import org.sidecardemo.podplayer.report.Recording;
import org.sidecardemo.podplayer.report.TimelineFormat;
import org.sidecardemo.podplayer.report.Verdict.Outcome;

class ClusterTest {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private static final String POD = """
            {"apiVersion": "v1", "kind": "Pod",
             "metadata": {"name": "web", "namespace": "default", "uid": "a", "creationTimestamp": "2026-01-01T00:00:00Z"},
             "spec": {"restartPolicy": "%s", "containers": [{"name": "app", "image": "app"}]},
             "status": {"phase": "Running", "containerStatuses": [{"name": "app", "restartCount": %d, "ready": false,
               "state": {%s}, "lastState": {%s}}]}}
            """;
    private static final String EVENT = """
            {"apiVersion": "v1", "kind": "Event", "type": "Normal", "reason": "%s", "message": "%s",
             "metadata": {"name": "web.%3$s", "namespace": "default"},
             "involvedObject": {"kind": "Pod", "name": "web", "namespace": "default", "uid": "a",
               "fieldPath": "spec.containers{app}"},
             "firstTimestamp": "2026-01-01T00:00:%3$sZ", "lastTimestamp": "2026-01-01T00:00:%3$sZ", "eventTime": null}
            """;

    /** A native sidecar: its probe succeeded when the app, which waited for it, started; a signal has its event. */
    @Test
    void nativeSidecar() throws IOException, NotObjects {
        try (var json = ClusterTest.class.getResourceAsStream("native-sidecar.json")) {
            var stream = new ApiStream();
            stream.add(json);
            var recording = new Cluster(stream, BEGIN.plusSeconds(3600)).recordings().getFirst();
            assertThat(recording.name()).isEqualTo("report-29400000");
            assertThat(recording.verdict().outcome()).isEqualTo(Outcome.COMPLETE);
            assertThat(recording.duration()).isEqualTo(Duration.ofSeconds(12));
            assertThat(happened(recording, "proxy")).containsExactly("0 WAITING", "1 STARTED", "2 STARTUP_PROBE_FAILED",
                    "5 STARTUP_PROBE_FAILED", "7 STARTUP_PROBE_SUCCEEDED", "9 TERMINATING", "10 ENDED");
            assertThat(happened(recording, "app")).containsExactly("0 WAITING", "7 STARTED", "8 ENDED");
            assertThat(TimelineFormat.SVG.write(recording)).contains(
                    "proxy: waiting 0.0 s to 1.0 s, starting 1.0 s to 7.0 s, running 7.0 s to 9.0 s, "
                            + "terminating 9.0 s to 10.0 s, Completed 0.");
        }
    }

    /** The last run but one by lastState, the one before by its event, which doesn't tell how long it ran. */
    @Test
    void restarts() throws NotObjects {
        var recording = one(POD.formatted("Always", 2, running(40), terminated(1, "Error", 15, 20))
                + EVENT.formatted("Started", "Container started", "02")
                + EVENT.formatted("Started", "Container started", "16"));
        assertThat(happened(recording, "app")).containsExactly("0 WAITING", "2 STARTED", "2 BACK_OFF", "15 STARTED",
                "20 ENDED", "20 BACK_OFF", "40 STARTED");
        assertThat(recording.events()).filteredOn(event -> event.type() == Type.STARTED)
                .extracting(event -> event.container().attempt()).containsExactly(0, 1, 2);
        assertThat(recording.end()).isEqualTo(BEGIN.plusSeconds(60));
    }

    /** Documents one after another, as --watch prints them: each run that was ever seen is drawn. */
    @Test
    void watch() throws NotObjects {
        var recording = one(POD.formatted("Always", 0, running(1), "")
                + POD.formatted("Always", 1, running(6), terminated(1, "Error", 1, 5))
                + "{\"type\": \"MODIFIED\", \"object\": "
                + POD.formatted("Always", 2, waiting("CrashLoopBackOff"), terminated(2, "Error", 6, 9)) + "}");
        assertThat(happened(recording, "app")).containsExactly("0 WAITING", "1 STARTED", "5 ENDED", "5 BACK_OFF",
                "6 STARTED", "9 ENDED", "9 BACK_OFF");
    }

    /** A run within one second has a bar. */
    @Test
    void shorterThanASecond() throws NotObjects {
        assertThat(TimelineFormat.SVG.write(one(POD.formatted("Never", 0, terminated(1, "Error", 3, 3), ""))))
                .contains("app: waiting 0.0 s to 3.0 s, running 3.0 s to 3.0 s, Error 1.");
    }

    /** A command that can't be run has no start, a container that is lost has no times at all. */
    @Test
    void withoutTimes() throws NotObjects {
        var startError = one(POD.formatted("Always", 1, waiting("CrashLoopBackOff"),
                terminated(128, "StartError", 5, 5).replace("2026-01-01T00:00:05Z\", \"finishedAt",
                        "1970-01-01T00:00:00Z\", "
                                + "\"finishedAt")));
        assertThat(happened(startError, "app")).containsExactly("0 WAITING", "5 ENDED", "5 BACK_OFF");
        var lost = one(POD.formatted("Never", 0, "\"terminated\": {\"exitCode\": 137, \"reason\": "
                + "\"ContainerStatusUnknown\", \"startedAt\": null, \"finishedAt\": null}", ""));
        assertThat(happened(lost, "app")).containsExactly("0 WAITING");
    }

    /** A liveness probe's failure and the kill that follows. */
    @Test
    void livenessProbe() throws NotObjects {
        assertThat(happened(one(POD.formatted("Always", 1, running(12), terminated(137, "Error", 1, 11))
                + EVENT.formatted("Unhealthy", "Liveness probe failed: no", "08")
                + EVENT.formatted("Killing", "Container app failed liveness probe, will be restarted", "09")), "app"))
                .containsExactly("0 WAITING", "1 STARTED", "8 LIVENESS_PROBE_FAILED", "9 TERMINATING", "11 ENDED",
                        "11 BACK_OFF", "12 STARTED");
    }

    /** Jobs alone, whose pods are gone or weren't asked for, are drawn without a row. */
    @ParameterizedTest
    @ValueSource(strings = {"Complete", "Failed", "Suspended"})
    void jobWithoutPods(String condition) throws NotObjects {
        var recording = one("""
                {"apiVersion": "batch/v1", "kind": "Job", "metadata": {"name": "job", "namespace": "default", "uid": "j",
                 "creationTimestamp": "2026-01-01T00:00:00Z"}, "spec": {"backoffLimit": 0},
                 "status": {"conditions": [{"type": "%s", "status": "True", "reason": "BackoffLimitExceeded", "message": "why",
                   "lastTransitionTime": "2026-01-01T00:00:09Z"}]}}
                """.formatted(condition));
        assertThat(TimelineFormat.SVG.write(recording)).contains("<title>job: ");
        assertThat(TimelineFormat.MERMAID.write(recording)).startsWith("gantt\n");
        assertThat(recording.duration()).isEqualTo(Duration.ofSeconds(condition.equals("Suspended") ? 60 : 9));
    }

    /** Each start that failed has its end, though none of them tells when it began. */
    @Test
    void startErrors() throws NotObjects {
        var recording = one(POD.formatted("Always", 1, startError(9), startError(3)));
        assertThat(happened(recording, "app")).containsExactly("0 WAITING", "3 ENDED", "3 BACK_OFF", "9 ENDED");
    }

    private static String startError(int second) {
        return terminated(128, "StartError", 0, second).replace("\"startedAt\": \"2026", "\"startedAt\": \"1970");
    }

    /** Each pod without a Job is a recording of its own. */
    @Test
    void twoPods() throws NotObjects {
        assertThat(recordings(POD.formatted("Always", 0, running(1), "") + POD.formatted("Always", 0, running(1), "")
                .replace("web", "db").replace("\"a\"", "\"b\""))).extracting(Recording::name)
                .containsExactly("web", "db");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "kind: Pod | not what kubectl get -o json prints at line 1: ",
            "{\"kind\": \"Pod\" | not what kubectl get -o json prints at line 1: ",
            "{\"kind\": \"Pod\", \"metadata\": 7} | not what kubectl get -o json prints",
            "{\"kind\": \"Pod\", \"metadata\": {\"name\": \"x\"}} | a Pod without a name or creationTimestamp",
            "{\"kind\": \"Pod\", \"metadata\": {\"name\": \"x\", \"creationTimestamp\": \"2026-01-01T00:00:00Z\"}} | Pod x has no spec",
            "{\"kind\": \"Event\", \"metadata\": {\"name\": \"e\", \"annotations\": {\"pod-player/attempt\": \"x\"}}, \"involvedObject\": {}, \"reason\": \"Started\"} | Event e: annotation pod-player/attempt: 'x' is not a number"})
    void notObjects(String text, String message) {
        assertThatThrownBy(() -> recordings(text)).isInstanceOf(NotObjects.class).hasMessageStartingWith(message);
    }

    /** Other kinds, and nothing at all, are nothing to draw. */
    @ParameterizedTest
    @ValueSource(strings = {"", "{\"kind\": \"Service\"}", "{\"kind\": \"List\", \"items\": []}", "[]", "7"})
    void nothing(String text) throws NotObjects {
        assertThat(recordings(text)).isEmpty();
    }

    /** What an API server wouldn't leave out is done without. */
    @Test
    void incomplete() throws NotObjects {
        assertThat(recordings("""
                {"kind": "Pod", "metadata": {"name": "x", "creationTimestamp": "2026-01-01T00:00:00Z",
                  "ownerReferences": [{"name": "y"}]}, "spec": {"containers": [{"name": "app"}]}}
                {"kind": "Job", "metadata": {"name": "z", "creationTimestamp": "2026-01-01T00:00:00Z"},
                  "status": {"conditions": [{"type": "Complete", "status": "True"}]}}
                {"kind": "Event", "involvedObject": {"kind": "Pod", "name": "x"}, "reportingComponent": "pod-player",
                  "eventTime": "2026-01-01T00:00:01.000000Z"}""")).hasSize(2);
    }

    private static List<String> happened(Recording recording, String container) {
        return recording.events().stream()
                .filter(event -> event.container() != null && event.container().name().equals(container))
                .map(event -> Duration.between(BEGIN, event.at()).toSeconds() + " " + event.type()).toList();
    }

    private static String running(int second) {
        return "\"running\": {\"startedAt\": \"2026-01-01T00:00:%02dZ\"}".formatted(second);
    }

    private static String waiting(String reason) {
        return "\"waiting\": {\"reason\": \"" + reason + "\"}";
    }

    private static String terminated(int exitCode, String reason, int from, int to) {
        return ("\"terminated\": {\"exitCode\": %d, \"reason\": \"%s\", \"startedAt\": \"2026-01-01T00:00:%02dZ\", "
                + "\"finishedAt\": \"2026-01-01T00:00:%02dZ\"}").formatted(exitCode, reason, from, to);
    }

    private static Recording one(String documents) throws NotObjects {
        return recordings(documents).getFirst();
    }

    private static List<Recording> recordings(String documents) throws NotObjects {
        var stream = new ApiStream();
        stream.add(new ByteArrayInputStream(documents.getBytes(StandardCharsets.UTF_8)));
        return new Cluster(stream, BEGIN.plusSeconds(60)).recordings();
    }
}
