package org.sidecardemo.systemtests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * An image as the build has written it, for {@code docker load}.
 *
 * @param layers the size of each, compressed, by its digest
 */
public record ImageArchive(Path file, String reference, Map<String, Long> layers) {

    private static final String MANIFEST = "manifest.json";

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Entry(@JsonProperty("RepoTags") List<String> tags, @JsonProperty("Layers") List<String> layers) {}

    /** The archive in the module's target folder whose tag is a native image's, or is none. */
    public static Optional<ImageArchive> find(Path module, boolean isNative) throws IOException {
        try (var archives = Files.newDirectoryStream(module.resolve("target"), module.getFileName() + "*.tar")) {
            for (var file : archives) {
                var archive = read(file);
                if (archive.isNative() == isNative) {
                    return Optional.of(archive);
                }
            }
        }
        return Optional.empty();
    }

    /** Jib names each layer's file by its digest. */
    static ImageArchive read(Path file) throws IOException {
        var sizes = new HashMap<String, Long>();
        String manifest = "[]";
        try (var tar = new TarArchiveInputStream(Files.newInputStream(file))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                sizes.put(entry.getName(), entry.getSize());
                if (entry.getName().equals(MANIFEST)) {
                    manifest = new String(tar.readAllBytes(), StandardCharsets.UTF_8);
                }
            }
        }
        var image = new KubernetesSerialization().unmarshal(manifest, Entry[].class)[0];
        var layers = new LinkedHashMap<String, Long>();
        image.layers().forEach(layer -> layers.put(layer, sizes.get(layer)));
        return new ImageArchive(file, image.tags().getFirst(), layers);
    }

    private boolean isNative() {
        return reference.endsWith("-native");
    }

    /** What a registry stores of all of them: a layer that several have is there once. */
    public static long bytes(List<ImageArchive> images) {
        Set<String> counted = new HashSet<>();
        return images.stream().flatMap(image -> image.layers().entrySet().stream())
                .filter(layer -> counted.add(layer.getKey()))
                .mapToLong(Map.Entry::getValue).sum();
    }
}
