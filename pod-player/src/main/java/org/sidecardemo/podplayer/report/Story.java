package org.sidecardemo.podplayer.report;

import java.util.Optional;

/**
 * A recording with the words of its manifest.
 *
 * @param file the name of the manifest's file
 * @param manifest its text; empty if the objects came from a cluster
 * @param highlight of a finding; empty if the recording is about nothing else than the whole
 */
public record Story(String file, Headline headline, String manifest, Recording recording,
        Optional<Highlight> highlight) {

    public Story(String file, Headline headline, String manifest, Recording recording) {
        this(file, headline, manifest, recording, Optional.empty());
    }

    /** What it is called beside others: its file, and what it is about. */
    String label() {
        return file + highlight.map(about -> " " + about.id()).orElse("");
    }
}
