package org.sidecardemo.podplayer.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.sidecardemo.podplayer.manifest.InvalidManifest;
import org.sidecardemo.podplayer.manifest.Manifest;
import org.sidecardemo.podplayer.manifest.ManifestReader;
import org.sidecardemo.podplayer.manifest.Workload;
import org.sidecardemo.podplayer.release.Release;

/**
 * A file of the command line.
 *
 * @param argument as it was given, {@code -} for the standard input
 * @param text what is in it
 */
record ManifestFile(String argument, String text, Manifest manifest) {

    private static final String STANDARD_INPUT = "-";

    /**
     * Reads files as far as they can be read.
     *
     * @param arguments their names, {@code -} for the standard input
     * @param wrong gets every line that is to be said of the others
     */
    static List<ManifestFile> readAll(List<String> arguments, Release release, InputStream standardInput,
            List<String> wrong) {
        List<ManifestFile> files = new ArrayList<>();
        for (var argument : arguments) {
            try {
                files.add(read(argument, release, standardInput));
            } catch (BadInput e) {
                wrong.addAll(e.lines());
            }
        }
        return files;
    }

    private static ManifestFile read(String argument, Release release, InputStream standardInput) throws BadInput {
        try {
            if (argument.equals(STANDARD_INPUT)) {
                return readToEnd(argument, release, standardInput);
            }
            try (var in = Files.newInputStream(Path.of(argument))) {
                return readToEnd(argument, release, in);
            }
        } catch (InvalidManifest e) {
            throw new BadInput(e.messages());
        } catch (InvalidPathException _) {
            throw new BadInput(argument + ": no such file");
        } catch (IOException e) {
            throw BadInput.unreadable(argument, e);
        }
    }

    private static ManifestFile readToEnd(String argument, Release release, InputStream in)
            throws IOException, InvalidManifest {
        var bytes = in.readNBytes(ManifestReader.MAX_BYTES + 1);
        var manifest = new ManifestReader(release).read(source(argument), new ByteArrayInputStream(bytes));
        return new ManifestFile(argument, ManifestReader.text(bytes), manifest);
    }

    /** What messages call it. */
    String source() {
        return source(argument);
    }

    private static String source(String argument) {
        return argument.equals(STANDARD_INPUT) ? "standard input" : argument;
    }

    List<Workload> workloads() {
        return manifest.workloads();
    }

    /** The file's name without its folders. */
    String name() {
        return String.valueOf(Path.of(argument).getFileName());
    }
}
