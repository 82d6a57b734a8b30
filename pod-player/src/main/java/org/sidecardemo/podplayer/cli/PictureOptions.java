package org.sidecardemo.podplayer.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.sidecardemo.podplayer.report.TimelineFormat;
import picocli.CommandLine.Option;

/** What to draw, and where. */
final class PictureOptions {

    @Option(names = "--timeline", paramLabel = "FILE", description = "Draw the run: FILE.svg a picture, FILE.mmd a Mermaid gantt, "
            + "FILE.json a Chrome trace for Perfetto.")
    Optional<Path> timeline = Optional.empty();

    @Option(names = "--gallery", paramLabel = "DIR", description = "Draw all runs, with a page that shows them; end with a "
            + "table of all. The title of each is the first line of its manifest's comment, the sentence its second paragraph.")
    Optional<Path> gallery = Optional.empty();

    boolean wanted() {
        return timeline.isPresent() || gallery.isPresent();
    }

    /**
     * Makes the folder of the gallery.
     *
     * @param what there is to be drawn: "run"
     * @throws BadInput if something can't be written there, or there is more than one of it for one file
     */
    void check(String what, long number) throws BadInput {
        if (timeline.isPresent()) {
            checkTimeline(timeline.get(), what, number);
        }
        if (gallery.isPresent()) {
            createFolder(gallery.get());
        }
    }

    private static void checkTimeline(Path file, String what, long number) throws BadInput {
        if (TimelineFormat.ofFile(file.toString()).isEmpty()) {
            throw new BadInput("pod-player: --timeline " + file + ": this name has none of the endings "
                    + TimelineFormat.ALLOWED);
        }
        if (number > 1) {
            throw new BadInput(
                    "pod-player: --timeline draws one " + what + ", and there are " + number + ": use --gallery");
        }
        var folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file)) {
            throw new BadInput("pod-player: --timeline " + file + ": not a file in a folder");
        }
    }

    private static void createFolder(Path folder) throws BadInput {
        try {
            Files.createDirectories(folder);
        } catch (IOException _) {
            throw new BadInput("pod-player: --gallery " + folder + ": can't make this folder");
        }
    }
}
