package org.sidecardemo.podplayer.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The files of the command line, as kubectl takes them. */
final class Inputs {

    @Parameters(arity = "0..*", paramLabel = "FILE", description = "A manifest, a folder of manifests, or - for the standard "
            + "input.")
    List<String> arguments = List.of();

    @Option(names = {"-f",
            "--filename"}, paramLabel = "FILE", description = "The same, as with kubectl; may be given several times.")
    List<String> filenames = List.of();

    @Option(names = {"-R", "--recursive"}, description = "Take the folders within folders too.")
    boolean recursive;

    /**
     * Each file by itself: of a folder those that are called *.yaml, *.yml or *.json, by name.
     *
     * @throws BadInput with all that is wrong
     */
    List<String> files() throws BadInput {
        List<String> files = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (var given : Stream.concat(filenames.stream(), arguments.stream()).toList()) {
            try {
                files.addAll(filesOf(given));
            } catch (BadInput e) {
                wrong.addAll(e.lines());
            }
        }
        if (files.isEmpty() && wrong.isEmpty()) {
            wrong.add(
                    "pod-player: no FILE is given: name a manifest, a folder of manifests, or - for the standard input "
                            + "(see --help)");
        }
        if (!wrong.isEmpty()) {
            throw new BadInput(wrong);
        }
        return files;
    }

    private List<String> filesOf(String given) throws BadInput {
        if (given.matches("(?i)https?://.*")) {
            throw new BadInput(given + ": a URL isn't fetched: curl -sSfL '" + given + "' | pod-player -");
        }
        return isFolder(given) ? manifestsIn(Path.of(given)) : List.of(given);
    }

    private static boolean isFolder(String given) {
        try {
            return Files.isDirectory(Path.of(given));
        } catch (InvalidPathException _) {
            return false;
        }
    }

    private List<String> manifestsIn(Path folder) throws BadInput {
        try (var all = Files.walk(folder, recursive ? Integer.MAX_VALUE : 1)) {
            var manifests = all.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().matches(".*[.](yaml|yml|json)")).sorted()
                    .map(Path::toString).toList();
            if (manifests.isEmpty()) {
                throw new BadInput(folder + ": no *.yaml, *.yml or *.json in this folder"
                        + (recursive ? "" : ": -R looks into the folders within it too"));
            }
            return manifests;
        } catch (IOException e) {
            throw BadInput.unreadable(folder.toString(), e);
        } catch (UncheckedIOException e) {
            throw BadInput.unreadable(folder.toString(), e.getCause());
        }
    }
}
