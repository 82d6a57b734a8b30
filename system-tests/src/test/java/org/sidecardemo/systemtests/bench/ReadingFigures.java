package org.sidecardemo.systemtests.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.sidecardemo.systemtests.Program;
import org.sidecardemo.systemtests.bench.Figure.Unit;

/** How long the player reads, from the shell and back. */
final class ReadingFigures {

    private static final Measured NO_PEER = Measured.nothing("");
    private static final Path CORPUS = Path.of("pod-player/src/test/resources/corpus");
    private static final int RELEASE_BYTES = 750_000;
    private static final int FILES = 1000;

    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata: {name: %s}
            spec:
              restartPolicy: Never
              containers: [{name: app, image: any, command: ["true"]}]
            """;
    /** Of a schema, the part of a release that makes it long. */
    private static final String FIELD = """
                      field%d:
                        description: What this field is for, in a sentence or two, as generators of schemas write it.
                        type: string
                        pattern: ^[a-z0-9]([-a-z0-9]*[a-z0-9])?$
            """;
    private static final String DEFINITION = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: widgets%d.demo.example}
            spec:
              group: demo.example
              versions:
              - name: v1
                schema:
                  openAPIV3Schema:
                    type: object
                    properties:
            %s---
            """;

    private final Path player;
    private final int runs;
    private final Path folder;

    /** @param folder for the files that are read */
    ReadingFigures(Path player, int runs, Path folder) {
        this.player = player;
        this.runs = runs;
        this.folder = folder;
    }

    List<Figure> measure() throws IOException, InterruptedException {
        var release = new Program(player.toString(), release().toString());
        // all files are read, and told what is wrong with the last, before anything is played
        var files = new Program("sh", "-c", "\"$0\" \"$1\"; test $? -eq 2", player.toString(), files().toString());
        return List.of(
                new Figure("release of 750 KB read, and its pod played", Unit.SECONDS, Goal.atMost(1.5),
                        Measured.seconds("player", release, runs), NO_PEER),
                new Figure("1 000 files read", Unit.SECONDS, Goal.atMost(60), Measured.seconds("player", files, 1),
                        NO_PEER));
    }

    private Path release() throws IOException {
        var text = new StringBuilder();
        for (int i = 0; text.length() < RELEASE_BYTES; i++) {
            var fields = new StringBuilder();
            for (int field = 0; field < 200; field++) {
                fields.append(FIELD.formatted(field));
            }
            text.append(DEFINITION.formatted(i, fields));
        }
        return Files.writeString(Files.createDirectories(folder).resolve("release.yaml"),
                text.append(POD.formatted("app")));
    }

    /** The manifests of the corpus, again and again, and at last a broken one. */
    private Path files() throws IOException {
        var all = Files.createDirectories(folder.resolve("files"));
        try (var corpus = Files.list(CORPUS)) {
            var manifests = corpus.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
            for (int i = 0; i < FILES - 1; i++) {
                Files.writeString(all.resolve("%04d.yaml".formatted(i)),
                        Files.readString(manifests.get(i % manifests.size())));
            }
        }
        Files.writeString(all.resolve("broken.yaml"), POD.formatted("Broken"));
        return all;
    }
}
