package org.sidecardemo.systemtests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ImageArchiveTest {

    private Path module;

    @BeforeEach
    void create(@TempDir Path folder) throws IOException {
        module = folder.resolve("server");
        Files.createDirectories(module.resolve("target"));
    }

    /** The layers are those that the manifest names, each as large as its compressed file. */
    @Test
    void layers() throws IOException {
        var image = ImageArchive.read(write("server:1", Map.of("runtime", 2000, "server", 30)));
        assertThat(image.reference()).isEqualTo("server:1");
        assertThat(image.layers()).containsOnly(Map.entry("runtime", 2000L), Map.entry("server", 30L));
    }

    /** A layer that two images share counts once, and one that only one of them has counts too. */
    @Test
    void sharedLayer() throws IOException {
        var server = ImageArchive.read(write("server:1", Map.of("runtime", 2000, "server", 30)));
        var user = ImageArchive.read(write("user:1", Map.of("runtime", 2000, "user", 4)));
        assertThat(ImageArchive.bytes(List.of(server, user))).isEqualTo(2034);
    }

    /** Native images are known by their tag, whatever the file's name is. */
    @Test
    void nativeByTag() throws IOException {
        assertThat(ImageArchive.find(module, true)).isEmpty();
        var jvm = write("server:1", Map.of("runtime", 2000));
        assertThat(ImageArchive.find(module, true)).isEmpty();
        var compiled = write("server:1-native", Map.of("server", 30));
        assertThat(ImageArchive.find(module, true)).map(ImageArchive::file).contains(compiled);
        assertThat(ImageArchive.find(module, false)).map(ImageArchive::file).contains(jvm);
    }

    private Path write(String reference, Map<String, Integer> layers) throws IOException {
        var file = module.resolve("target").resolve(reference.replace(':', '-') + ".tar");
        try (var tar = new TarArchiveOutputStream(Files.newOutputStream(file))) {
            add(tar, "config.json", "{}".getBytes(StandardCharsets.US_ASCII));
            for (var layer : layers.entrySet()) {
                add(tar, layer.getKey(), new byte[layer.getValue()]);
            }
            var names = String.join(", ", layers.keySet().stream().map(name -> '"' + name + '"').toList());
            add(tar, "manifest.json", """
                    [{"Config": "config.json", "RepoTags": ["%s"], "Layers": [%s]}]
                    """.formatted(reference, names).getBytes(StandardCharsets.US_ASCII));
        }
        return file;
    }

    private static void add(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        var entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }
}
