package org.sidecardemo.podplayer.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.List;

import org.sidecardemo.podplayer.report.ClosingTable;
import org.sidecardemo.podplayer.report.Gallery;
import org.sidecardemo.podplayer.report.Story;
import org.sidecardemo.podplayer.report.TimelineFormat;

/** Writes the files that the command line asks for. */
record Pictures(PictureOptions options) {

    /** @param stories those so far, of which the last is drawn */
    void draw(List<Story> stories) throws IOException {
        var recording = stories.getLast().recording();
        if (options.timeline.isPresent()) {
            var file = options.timeline.get();
            Files.writeString(file, TimelineFormat.ofFile(file.toString()).orElseThrow().write(recording));
        }
        if (options.gallery.isPresent()) {
            Files.writeString(options.gallery.get().resolve(name(stories)), TimelineFormat.SVG.write(recording));
        }
    }

    /** The gallery's page, and the table that ends it, if there is to be one. */
    void close(List<Story> stories, PrintStream people) throws IOException {
        if (options.gallery.isPresent()) {
            people.print("\n" + new ClosingTable(stories));
            Files.writeString(options.gallery.get().resolve("index.html"), Gallery.html(stories));
        }
    }

    /** Named after the manifest's file, and numbered where one file holds several workloads. */
    private static String name(List<Story> stories) {
        var file = stories.getLast().file();
        long number = stories.stream().filter(other -> other.file().equals(file)).count();
        // the name of an object, which anybody may have written, never leads to another folder
        return file.replaceFirst("\\.(ya?ml|json)$", "").replaceAll("[/\\\\]", "_") + (number == 1 ? "" : "-" + number)
                + ".svg";
    }
}
