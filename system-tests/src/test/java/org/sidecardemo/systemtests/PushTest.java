package org.sidecardemo.systemtests;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code make push} on a registry of this machine (Debian's docker-registry). */
@Tag("images")
class PushTest {

    private static final String MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";

    @Test
    void bothImagesAreInTheRegistry(@TempDir Path folder) throws Exception {
        int port = freePort();
        Path configuration = Files.writeString(folder.resolve("registry.yml"), """
                version: 0.1
                storage: {filesystem: {rootdirectory: %s}}
                http: {addr: "127.0.0.1:%d"}
                """.formatted(folder.resolve("storage"), port));
        Process registry = new ProcessBuilder("docker-registry", "serve", configuration.toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
        try (var client = HttpClient.newHttpClient()) {
            awaitAnswer(client, port);
            var push = new Readme.Step("make push REGISTRY=localhost:" + port
                    + "/team PUSH_FLAGS=-Djib.allowInsecureRegistries=true", List.of());
            String output = push.run();
            for (String name : Images.NAMES) {
                HttpResponse<String> manifest = get(client, port, "team/" + name + "/manifests/1.0.0");
                assertThat(manifest.statusCode()).as(output).isEqualTo(200);
                assertThat(manifest.body()).contains("\"layers\"");
            }
        } finally {
            registry.destroy();
            registry.waitFor();
        }
    }

    private static void awaitAnswer(HttpClient client, int port) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < deadline) {
            try {
                if (get(client, port, "").statusCode() == 200) {
                    return;
                }
            } catch (IOException _) {
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        }
        throw new AssertionError("docker-registry doesn't answer");
    }

    private static HttpResponse<String> get(HttpClient client, int port, String path)
            throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/v2/" + path))
                .header("Accept", MANIFEST).build(), BodyHandlers.ofString());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
