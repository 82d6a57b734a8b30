package org.sidecardemo.podplayer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sidecardemo.podplayer.report.Samples.at;
import static org.sidecardemo.podplayer.report.Samples.container;
import static org.sidecardemo.podplayer.report.Samples.event;
import static org.sidecardemo.podplayer.report.Samples.pod;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.sidecardemo.podplayer.lifecycle.Event;
import org.sidecardemo.podplayer.lifecycle.Event.Type;
import org.sidecardemo.podplayer.report.Track.Bar;
import org.sidecardemo.podplayer.report.Track.Phase;
import org.sidecardemo.podplayer.report.Track.Sign;

class TrackTest {

    /** A container with a startup probe is starting until the probe succeeds. */
    @Test
    void startupProbe() {
        var recording = Samples.nativeSidecar();
        var sidecar = Track.of(recording).getFirst().getFirst();
        assertThat(sidecar.bars()).containsExactly(
                new Bar(Phase.WAITING, at(0), at(0.02), false, "", Optional.empty()),
                new Bar(Phase.STARTING, at(0.02), at(5.1), false, "", Optional.of(1)),
                new Bar(Phase.RUNNING, at(5.1), at(5.8), false, "", Optional.of(2)),
                new Bar(Phase.TERMINATING, at(5.8), at(6.1), false, "", Optional.of(20)));
        assertThat(sidecar.marks()).extracting(Track.Mark::sign).containsExactly(Sign.PROBE_FAILED, Sign.PROBE_FAILED,
                Sign.PROBE_FAILED, Sign.PROBE_FAILED, Sign.PROBE_SUCCEEDED, Sign.SIGTERM, Sign.ENDED);
    }

    /** What goes on when the recording ends has an open bar. */
    @Test
    void open() {
        var recording = Samples.classicSidecar();
        var tracks = Track.of(recording.pods().getFirst(), recording.events(), recording.end());
        assertThat(tracks.getFirst().bars()).last()
                .isEqualTo(new Bar(Phase.RUNNING, at(0.05), at(8), true, "", Optional.of(5)));
        assertThat(tracks.getLast().bars()).last()
                .isEqualTo(new Bar(Phase.RUNNING, at(0.1), at(0.6), false, "", Optional.of(5)));
    }

    /** Between an end and a restart a container waits. */
    @Test
    void restart() {
        var events = List.of(event(0, null, Type.POD_CREATED, ""), event(1, "app", Type.STARTED, ""),
                event(2, "app", Type.ENDED, "1 Error"), event(2, "app", Type.BACK_OFF, ""),
                event(12, "app", Type.STARTED, ""));
        assertThat(Track.of(pod("OnFailure", List.of(), List.of(container("app"))), events, at(15)).getFirst().bars())
                .extracting(Bar::phase).containsExactly(Phase.WAITING, Phase.RUNNING, Phase.WAITING, Phase.RUNNING);
    }

    /** What a container prints is a mark in its place among the others, without the time that the line itself tells. */
    @Test
    void printed() {
        assertThat(Track.of(Samples.classicSidecar()).getFirst()).extracting(Track::marks)
                .satisfiesExactly(
                        sidecar -> assertThat(sidecar).containsExactly(new Track.Mark(at(5.1), Sign.PRINTED,
                                "listening on port 8081", false, Optional.empty())),
                        app -> assertThat(app).extracting(Track.Mark::sign).containsExactly(Sign.PRINTED, Sign.ENDED));
    }

    /** Events of another pod with containers of the same names don't count. */
    @Test
    void otherPod() {
        var other = new Event(at(1), "job-y", null, Type.POD_CREATED, "");
        assertThat(
                Track.of(pod("Never", List.of(), List.of(container("app"))), List.of(other), at(2)).getFirst().bars())
                .isEmpty();
    }
}
