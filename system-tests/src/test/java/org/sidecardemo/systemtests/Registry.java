package org.sidecardemo.systemtests;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.locks.LockSupport;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** A registry of this machine (Debian's docker-registry), without TLS. */
final class Registry implements AutoCloseable {

    static final String MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
    static final String INDEX = "application/vnd.docker.distribution.manifest.list.v2+json";

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port = FreePort.find();
    private final Process process;

    Registry(Path folder) throws IOException, InterruptedException {
        Path configuration = Files.writeString(folder.resolve("registry.yml"), """
                version: 0.1
                storage: {filesystem: {rootdirectory: %s}}
                http: {addr: "127.0.0.1:%d"}
                """.formatted(folder.resolve("storage"), port));
        process = new ProcessBuilder("docker-registry", "serve", configuration.toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
        awaitAnswer();
    }

    /** Its name in images' names. */
    String name() {
        return "localhost:" + port;
    }

    /** @param reference a tag or a digest */
    JsonNode manifest(String repository, String reference) throws IOException, InterruptedException {
        return json(repository + "/manifests/" + reference);
    }

    /** The digest of what a tag names. */
    String digest(String repository, String tag) throws IOException, InterruptedException {
        return get(repository + "/manifests/" + tag).headers().firstValue("Docker-Content-Digest").orElseThrow();
    }

    JsonNode blob(String repository, String digest) throws IOException, InterruptedException {
        return json(repository + "/blobs/" + digest);
    }

    /** Stores a blob, and returns how a manifest refers to it. */
    String push(String repository, String mediaType, byte[] blob) throws IOException, InterruptedException {
        String upload = send(request(repository + "/blobs/uploads/").POST(BodyPublishers.noBody()), 202)
                .headers().firstValue("Location").orElseThrow();
        URI location = URI.create(upload + (upload.contains("?") ? "&" : "?") + "digest=" + digest(blob));
        send(HttpRequest.newBuilder(location).PUT(BodyPublishers.ofByteArray(blob)), 201);
        return descriptor(mediaType, blob);
    }

    /** Stores a manifest or an index under a tag, and returns how an index refers to it. */
    String tag(String repository, String tag, String mediaType, String manifest)
            throws IOException, InterruptedException {
        send(request(repository + "/manifests/" + tag).header("Content-Type", mediaType)
                .PUT(BodyPublishers.ofString(manifest)), 201);
        return descriptor(mediaType, manifest.getBytes());
    }

    @Override
    public void close() {
        client.close();
        process.destroy();
        process.onExit().join();
    }

    private static String descriptor(String mediaType, byte[] content) {
        return "\"mediaType\": \"%s\", \"size\": %d, \"digest\": \"%s\"".formatted(mediaType, content.length,
                digest(content));
    }

    static String digest(byte[] content) {
        try {
            return "sha256:" + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode json(String path) throws IOException, InterruptedException {
        return new ObjectMapper().readTree(get(path).body());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).header("Accept", MANIFEST).header("Accept", INDEX), 200);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + name() + "/v2/" + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request, int expectedStatus)
            throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.request() + ": " + response.body()).isEqualTo(expectedStatus);
        return response;
    }

    private void awaitAnswer() throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < deadline) {
            try {
                get("");
                return;
            } catch (IOException _) {
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        }
        throw new AssertionError("docker-registry doesn't answer");
    }
}
