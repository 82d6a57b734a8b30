package org.sidecardemo.podplayer.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

import org.sidecardemo.podplayer.draw.ApiStream;
import org.sidecardemo.podplayer.draw.Cluster;
import org.sidecardemo.podplayer.draw.NotObjects;
import org.sidecardemo.podplayer.report.Headline;
import org.sidecardemo.podplayer.report.Recording;
import org.sidecardemo.podplayer.report.Story;

/** {@code pod-player draw}: reads objects of the API, draws them, and tells how each Job or pod stands. */
record DrawCommand(DrawOptions options, InputStream in, PrintStream out) {

    private static final String STANDARD_INPUT = "-";

    void run() throws BadInput, IOException {
        var recordings = recordings();
        if (recordings.isEmpty()) {
            throw new BadInput("pod-player: nothing to draw in " + String.join(", ", options.files)
                    + "; what can be drawn are Jobs and Pods, as kubectl get pods,jobs,events -o json prints them");
        }
        options.pictures.check("run", recordings.size());
        var pictures = new Pictures(options.pictures);
        var stories = new ArrayList<Story>();
        for (var recording : recordings) {
            var name = recording.name();
            stories.add(new Story(name, new Headline(name, ""), "", recording));
            out.print(new Summary(recording, recording.verdict().outcome().label()));
            pictures.draw(stories);
        }
        pictures.close(stories, out);
    }

    private List<Recording> recordings() throws BadInput {
        var stream = new ApiStream();
        var seen = Instant.EPOCH;
        for (var file : options.files) {
            var seenHere = read(file, stream);
            seen = seenHere.isAfter(seen) ? seenHere : seen;
        }
        try {
            return new Cluster(stream, seen).recordings();
        } catch (DateTimeParseException e) {
            throw new BadInput(
                    "pod-player: " + e.getParsedString() + ": not a time of the API, such as 2026-01-01T00:00:00Z");
        }
    }

    /** Returns when the objects were as they are: a file's when it was written, the standard input's when it has ended. */
    private Instant read(String file, ApiStream stream) throws BadInput {
        try {
            if (file.equals(STANDARD_INPUT)) {
                stream.add(in);
                return Instant.now();
            }
            var path = Path.of(file);
            try (var content = Files.newInputStream(path)) {
                stream.add(content);
            }
            return Files.getLastModifiedTime(path).toInstant();
        } catch (NotObjects e) {
            throw new BadInput(file + ": " + e.getMessage());
        } catch (InvalidPathException _) {
            throw new BadInput(file + ": no such file");
        } catch (IOException e) {
            throw BadInput.unreadable(file, e);
        }
    }
}
