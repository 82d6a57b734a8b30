package org.sidecardemo.podplayer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sidecardemo.podplayer.report.Samples.at;
import static org.sidecardemo.podplayer.report.Samples.container;
import static org.sidecardemo.podplayer.report.Samples.event;
import static org.sidecardemo.podplayer.report.Samples.pod;

import java.util.List;

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
        var sidecar = Track.of(recording.pods().getFirst(), recording.events(), recording.end()).getFirst();
        assertThat(sidecar.bars()).containsExactly(new Bar(Phase.WAITING, at(0), at(0.02), false),
                new Bar(Phase.STARTING, at(0.02), at(5.1), false), new Bar(Phase.RUNNING, at(5.1), at(5.8), false),
                new Bar(Phase.TERMINATING, at(5.8), at(6.1), false));
        assertThat(sidecar.marks()).extracting(Track.Mark::sign).containsExactly(Sign.PROBE_FAILED, Sign.PROBE_FAILED,
                Sign.PROBE_FAILED, Sign.PROBE_FAILED, Sign.PROBE_SUCCEEDED, Sign.SIGTERM, Sign.ENDED);
    }

    /** What goes on when the recording ends has an open bar. */
    @Test
    void open() {
        var recording = Samples.classicSidecar();
        var tracks = Track.of(recording.pods().getFirst(), recording.events(), recording.end());
        assertThat(tracks.getFirst().bars()).last().isEqualTo(new Bar(Phase.RUNNING, at(0.05), at(8), true));
        assertThat(tracks.getLast().bars()).last().isEqualTo(new Bar(Phase.RUNNING, at(0.1), at(0.6), false));
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

    /** Events of another pod with containers of the same names don't count. */
    @Test
    void otherPod() {
        var other = new Event(at(1), "job-y", null, Type.POD_CREATED, "");
        assertThat(
                Track.of(pod("Never", List.of(), List.of(container("app"))), List.of(other), at(2)).getFirst().bars())
                .isEmpty();
    }
}
