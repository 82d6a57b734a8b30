package org.sidecardemo.podplayer.cli;

import org.sidecardemo.podplayer.report.Recording;
import org.sidecardemo.podplayer.report.Seconds;
import org.sidecardemo.podplayer.report.StateTable;
import org.sidecardemo.podplayer.report.Visible;

/**
 * How a Job or pod stands: its containers' states, and one sentence.
 *
 * @param outcome the word for it
 */
record Summary(Recording recording, String outcome) {

    @Override
    public String toString() {
        return "\n" + StateTable.of(recording.pods()) + "\n%s %s: %s after %s: %s\n".formatted(
                recording.job().isPresent() ? "Job" : "Pod", Visible.text(recording.name()), outcome,
                Seconds.brief(recording.duration()), Visible.text(recording.verdict().reason()));
    }
}
