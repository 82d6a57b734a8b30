package org.sidecardemo.systemtests;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * An archive that the build has written.
 *
 * @param tag the image's name with its tag
 * @param image the image's configuration
 * @param modes of the files of all layers, by path
 * @param contents of the same
 */
record Archive(String tag, JsonNode image, Map<String, Integer> modes, Map<String, byte[]> contents) {

    /** The archive of one of the images to test. */
    static Archive of(String name) throws IOException {
        return read(Images.archiveFile(name));
    }

    static Archive read(Path file) throws IOException {
        Map<String, byte[]> entries = new HashMap<>();
        try (var tar = new TarArchiveInputStream(Files.newInputStream(file))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entries.put(entry.getName(), tar.readAllBytes());
            }
        }
        JsonNode manifest = new ObjectMapper().readTree(entries.get("manifest.json")).get(0);
        Map<String, Integer> modes = new TreeMap<>();
        Map<String, byte[]> contents = new HashMap<>();
        for (JsonNode layer : manifest.get("Layers")) {
            try (InputStream content = new GZIPInputStream(new ByteArrayInputStream(entries.get(layer.asString())));
                    var tar = new TarArchiveInputStream(content)) {
                for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    if (!entry.isDirectory()) {
                        modes.put(entry.getName(), entry.getMode() & 07777);
                        contents.put(entry.getName(), tar.readAllBytes());
                    }
                }
            }
        }
        return new Archive(manifest.get("RepoTags").get(0).asString(),
                new ObjectMapper().readTree(entries.get(manifest.get("Config").asString())), modes, contents);
    }

    String text(String path) {
        return new String(contents.get(path), StandardCharsets.UTF_8);
    }

    JsonNode json(String path) {
        return new ObjectMapper().readTree(contents.get(path));
    }
}
