package org.sidecardemo.podplayer.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.List;

import org.sidecardemo.podplayer.report.ClosingTable;
import org.sidecardemo.podplayer.report.Gallery;
import org.sidecardemo.podplayer.report.Gallery.Subject;
import org.sidecardemo.podplayer.report.Story;
import org.sidecardemo.podplayer.report.TimelineFormat;

/** Writes the files that the command line asks for. */
record Pictures(PictureOptions options) {

    /** @param stories those so far, of which the last is drawn */
    void draw(List<Story> stories) throws IOException {
        drawTimeline(stories.getLast());
        if (options.gallery.isPresent()) {
            addToGallery(stories);
        }
    }

    /** The gallery's page, and the table that ends it, if there is to be one. */
    void close(List<Story> stories, PrintStream people) throws IOException {
        if (options.gallery.isPresent()) {
            people.print("\n" + new ClosingTable(stories));
            writePage(Subject.PLAYED, stories);
        }
    }

    /** All that was found: the first of it as the timeline. */
    void drawChecked(List<Story> stories) throws IOException {
        drawTimeline(stories.getFirst());
        if (options.gallery.isPresent()) {
            for (int i = 1; i <= stories.size(); i++) {
                addToGallery(stories.subList(0, i));
            }
            writePage(Subject.CHECKED, stories);
        }
    }

    private void drawTimeline(Story story) throws IOException {
        if (options.timeline.isPresent()) {
            var file = options.timeline.get();
            Files.writeString(file, TimelineFormat.ofFile(file.toString()).orElseThrow().write(story.recording()));
        }
    }

    private void addToGallery(List<Story> stories) throws IOException {
        Files.writeString(options.gallery.orElseThrow().resolve(name(stories)),
                TimelineFormat.SVG.write(stories.getLast().recording()));
    }

    private void writePage(Subject subject, List<Story> stories) throws IOException {
        Files.writeString(options.gallery.orElseThrow().resolve("index.html"), Gallery.html(subject, stories));
    }

    /** Named after the manifest's file and the finding, and numbered where that is the name of several. */
    private static String name(List<Story> stories) {
        var name = name(stories.getLast());
        long number = stories.stream().filter(other -> name(other).equals(name)).count();
        return name + (number == 1 ? "" : "-" + number) + ".svg";
    }

    private static String name(Story story) {
        // the name of an object, which anybody may have written, never leads to another folder
        return story.file().replaceFirst("\\.(ya?ml|json)$", "").replaceAll("[/\\\\]", "_")
                + story.highlight().map(about -> "-" + about.id()).orElse("");
    }
}
