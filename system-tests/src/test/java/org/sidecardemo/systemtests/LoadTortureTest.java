package org.sidecardemo.systemtests;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sidecardemo.systemtests.Torture.Part.SERVER;

/** slow-sidecar under load, beside other servers of the same page. */
class LoadTortureTest {

    private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in ");
    private static final Pattern PER_SECOND = Pattern.compile("Requests/sec:\\s+(\\d+)");
    private static final String NGINX = """
            daemon off;
            pid nginx.pid;
            error_log stderr;
            events { worker_connections 512; }
            http {
              access_log off;
              keepalive_requests 1000000;
              client_body_temp_path body;
              proxy_temp_path proxy;
              fastcgi_temp_path fastcgi;
              uwsgi_temp_path uwsgi;
              scgi_temp_path scgi;
              server { listen 127.0.0.1:%d; root www; }
            }
            """;

    @TempDir
    private Path folder;

    @Torture(of = SERVER, with = "10000 requests and more by wrk, 50 at a time, with a connection for all and with one for each")
    void load(Finding finding) throws Exception {
        try (var sidecar = Sidecar.listening(); var client = HttpClient.newHttpClient()) {
            Sidecar.Level before = sidecar.level();
            String page = client
                    .send(HttpRequest.newBuilder(URI.create(sidecar.url())).build(), BodyHandlers.ofString())
                    .body();
            Files.writeString(Files.createDirectory(folder.resolve("www")).resolve("index.html"), page);
            int kept = 0;
            int requests = 0;
            while (requests < 10_000) {
                String report = wrk(sidecar.url());
                assertThat(report).doesNotContain("Socket errors", "Non-2xx");
                requests += number(REQUESTS, report);
                kept = number(PER_SECOND, report);
            }
            String report = wrk(sidecar.url(), "--header", "Connection: close");
            assertThat(report).doesNotContain("Socket errors", "Non-2xx");
            int closed = number(PER_SECOND, report);
            Sidecar.Level after = sidecar.assertBackAt(before);

            int port = FreePort.find();
            Files.writeString(folder.resolve("nginx.conf"), NGINX.formatted(port));
            String nginx = others(port, "nginx", "-e", "stderr", "-p", folder.toString(), "-c", "nginx.conf");
            port = FreePort.find();
            String busybox = others(port, "busybox", "httpd", "-f", "-p", "127.0.0.1:" + port, "-h",
                    folder.resolve("www").toString());
            finding.is("no failure, %d per second and %d per second (nginx: %s, busybox httpd: %s); then as before: %s",
                    kept,
                    closed, nginx, busybox, after);
        }
    }

    /** The same of another server, which is started for that. */
    private String others(int port, String... command) throws IOException, InterruptedException {
        Process server = start(new ProcessBuilder(command).redirectError(folder.resolve("errors").toFile()));
        try {
            Await.listening(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), Sidecar.DEADLINE);
            String url = "http://127.0.0.1:" + port + "/";
            return "%d per second and %d per second".formatted(number(PER_SECOND, wrk(url)),
                    number(PER_SECOND, wrk(url, "--header", "Connection: close")));
        } finally {
            server.destroy();
            server.waitFor();
        }
    }

    private static String wrk(String url, String... options) throws IOException, InterruptedException {
        var command = new ArrayList<>(
                List.of("wrk", "--threads", "1", "--connections", "50", "--duration", "3s"));
        command.addAll(List.of(options));
        command.add(url);
        Process wrk = start(new ProcessBuilder(command).redirectErrorStream(true));
        String report = new String(wrk.getInputStream().readAllBytes());
        assertThat(wrk.waitFor()).as(report).isZero();
        return report;
    }

    private static Process start(ProcessBuilder command) {
        try {
            return command.start();
        } catch (IOException e) {
            throw new TestAbortedException(e.getMessage());
        }
    }

    private static int number(Pattern pattern, String report) {
        Matcher matcher = pattern.matcher(report);
        assertThat(matcher.find()).as(report).isTrue();
        return Integer.parseInt(matcher.group(1));
    }
}
