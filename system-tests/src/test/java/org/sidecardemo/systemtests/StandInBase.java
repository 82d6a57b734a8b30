package org.sidecardemo.systemtests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Stands in for a base image with Java: an index of two platforms, each with a layer of its own.
 *
 * @param name of the image
 * @param layers the digests of the layers, by architecture
 */
record StandInBase(String name, Map<String, String> layers) {

    /** Holds no Java, and so runs nothing. */
    static StandInBase push(Registry registry) throws IOException, InterruptedException {
        return push(registry, StandInBase::tar);
    }

    /** Holds the root file system of the images that have no base: on this machine's architecture it runs. */
    static StandInBase pushWithJava(Registry registry) throws IOException, InterruptedException {
        Path root = Docs.ROOT.resolve("runtime/target/root");
        return push(registry, _ -> {
            Process tar = new ProcessBuilder("tar", "-C", root.toString(), "--owner=0", "--group=0", "-cf", "-", ".")
                    .start();
            return tar.getInputStream().readAllBytes();
        });
    }

    private interface Layers {
        byte[] tar(String architecture) throws IOException;
    }

    private static StandInBase push(Registry registry, Layers content) throws IOException, InterruptedException {
        Map<String, String> layers = new LinkedHashMap<>();
        List<String> platforms = new ArrayList<>();
        for (String architecture : List.of("amd64", "arm64")) {
            byte[] tar = content.tar(architecture);
            byte[] layer = gzip(tar);
            layers.put(architecture, Registry.digest(layer));
            String config = """
                    {"architecture": "%1$s", "os": "linux", "config": {"Env": ["PATH=/opt/java/bin"], "User": "0"},
                     "rootfs": {"type": "layers", "diff_ids": ["%2$s"]}}
                    """.formatted(architecture, Registry.digest(tar));
            String manifest = """
                    {"schemaVersion": 2, "mediaType": "%s", "config": {%s}, "layers": [{%s}]}
                    """.formatted(Registry.MANIFEST,
                    registry.push("base", "application/vnd.docker.container.image.v1+json",
                            config.getBytes(StandardCharsets.UTF_8)),
                    registry.push("base", "application/vnd.docker.image.rootfs.diff.tar.gzip", layer));
            platforms.add("{%s, \"platform\": {\"os\": \"linux\", \"architecture\": \"%s\"}}".formatted(
                    registry.tag("base", architecture, Registry.MANIFEST, manifest), architecture));
        }
        registry.tag("base", "1", Registry.INDEX, """
                {"schemaVersion": 2, "mediaType": "%s", "manifests": [%s]}
                """.formatted(Registry.INDEX, String.join(", ", platforms)));
        return new StandInBase(registry.name() + "/base:1", layers);
    }

    private static byte[] tar(String architecture) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            byte[] content = architecture.getBytes(StandardCharsets.UTF_8);
            var entry = new TarArchiveEntry("etc/architecture");
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }
}
