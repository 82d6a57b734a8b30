package org.sidecardemo.podplayer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.sidecardemo.podplayer.lifecycle.ContainerId;
import org.sidecardemo.podplayer.lifecycle.Event;
import org.sidecardemo.podplayer.lifecycle.Event.Type;

class ApiEventsTest {

    /** Events of every type, of first runs and of restarts, and printed lines: all come back as they were. */
    @Test
    void roundTrip() {
        var recording = Samples.classicSidecar();
        var events = new ArrayList<>(recording.events());
        for (var type : Type.values()) {
            boolean ofJob = type == Type.JOB_CONDITION;
            events.add(new Event(Samples.at(7.654321), ofJob ? "job" : "job-x",
                    ofJob || type == Type.POD_PHASE ? null : new ContainerId("app", 3), type, "why"));
        }
        var whole = new Recording(recording.job(), recording.pods(), events, recording.printed(), recording.begin(),
                recording.end());
        var bare = new Recording(recording.job(), recording.pods(), List.of(), Samples.at(99), Samples.at(99));
        var objects = ApiEvents.of(whole);
        assertThat(objects).allMatch(ApiEvents::isPlayers);
        assertThat(ApiEvents.read(bare, objects)).isEqualTo(whole);
    }

    /** They are about the pod's container, or about what was played, as the kubelet's are. */
    @Test
    void about() {
        var recording = Samples.nativeSidecar();
        var objects = ApiEvents.of(new Recording(Optional.empty(), recording.pods(), recording.events(),
                recording.begin(), recording.end()));
        assertThat(objects).extracting(event -> event.getInvolvedObject().getKind()).containsOnly("Pod");
        assertThat(objects).extracting(event -> event.getInvolvedObject().getFieldPath())
                .contains("spec.initContainers{sidecar}", "spec.containers{app}");
    }
}
