package org.sidecardemo.podplayer.report;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/** What a timeline can be written as. */
public enum TimelineFormat {

    SVG(".svg", TimelineSvg::of),
    /** A Mermaid gantt, which sites that show Markdown draw. */
    MERMAID(".mmd", MermaidGantt::of),
    /** The Trace Event format of Chrome, which Perfetto reads. */
    TRACE(".json", ChromeTrace::of);

    /** All of them, for a message. */
    public static final String ALLOWED = ".svg, .mmd (a Mermaid gantt) and .json (a Chrome trace, for Perfetto)";

    private final String extension;
    private final Function<Recording, String> writer;

    TimelineFormat(String extension, Function<Recording, String> writer) {
        this.extension = extension;
        this.writer = writer;
    }

    /** By the extension of a file's name; empty if it is none of these. */
    public static Optional<TimelineFormat> ofFile(String name) {
        return Arrays.stream(values()).filter(format -> name.endsWith(format.extension)).findFirst();
    }

    public String write(Recording recording) {
        return writer.apply(recording);
    }
}
