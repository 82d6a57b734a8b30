package org.sidecardemo.systemtests;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.github.dockerjava.api.DockerClient;
import org.junit.jupiter.api.Tag;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

/** Connections that come at once while the server is still new, to whichever images of it have been built. */
@Tag("images")
class BurstTortureTest {

    private static final int STARTS = 200;
    private static final int CONNECTIONS = 10;
    private static final int REQUESTS = 3;
    private static final int PORT = 8081;
    private static final byte[] REQUEST = "GET / HTTP/1.1\r\nHost: sidecar\r\n\r\n".getBytes(ISO_8859_1);
    /** Less than the server's time-out of an idle connection, which closes those that it forgot. */
    private static final Duration DEADLINE = Duration.ofSeconds(8);

    @Torture(of = Torture.Part.IMAGES, with = "200 starts of each slow-sidecar there is, JVM and native, each asked by 10 connections at once as soon as it listens")
    void bursts(Finding finding) throws Exception {
        List<ImageArchive> images = new ArrayList<>();
        for (boolean isNative : List.of(false, true)) {
            ImageArchive.find(Docs.ROOT.resolve("slow-sidecar"), isNative).ifPresent(images::add);
        }
        assertThat(images).as("images of slow-sidecar").isNotEmpty();
        List<Duration> answers = new ArrayList<>();
        for (ImageArchive image : images) {
            Images.load(image.file());
            answers.addAll(answers(image.reference()));
        }
        finding.is("every connection has all its answers, the slowest after %.1f ms",
                Collections.max(answers).toNanos() / 1e6);
    }

    /** How long each answer took. */
    private static List<Duration> answers(String image) throws Exception {
        DockerClient docker = Images.docker();
        String id = docker.createContainerCmd(image).withEnv("START_DELAY=0").exec().getId();
        List<Duration> answers = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            for (int start = 0; start < STARTS; start++) {
                docker.startContainerCmd(id).exec();
                String address = docker.inspectContainerCmd(id).exec().getNetworkSettings().getNetworks().values()
                        .iterator().next().getIpAddress();
                answers.addAll(burst(new InetSocketAddress(address, PORT), threads));
                docker.killContainerCmd(id).exec();
                docker.waitContainerCmd(id).start().awaitStatusCode();
            }
        } finally {
            docker.removeContainerCmd(id).withForce(true).exec();
        }
        return answers;
    }

    private static List<Duration> burst(InetSocketAddress server, ExecutorService threads) throws Exception {
        Await.listening(server, Sidecar.DEADLINE);
        var all = new CountDownLatch(CONNECTIONS);
        Callable<List<Duration>> connection = () -> {
            all.countDown();
            all.await();
            return ask(server);
        };
        List<Duration> answers = new ArrayList<>();
        for (Future<List<Duration>> each : threads.invokeAll(Collections.nCopies(CONNECTIONS, connection))) {
            answers.addAll(each.get());
        }
        return answers;
    }

    /** Some requests on one connection, each after the answer to the last; how long each took. */
    private static List<Duration> ask(InetSocketAddress server) throws IOException {
        List<Duration> answers = new ArrayList<>();
        try (var connection = new Socket()) {
            connection.connect(server);
            connection.setSoTimeout((int) DEADLINE.toMillis());
            for (int request = 0; request < REQUESTS; request++) {
                long from = System.nanoTime();
                connection.getOutputStream().write(REQUEST);
                var answer = new StringBuilder();
                while (!answer.toString().endsWith("</html>\n")) {
                    int next = connection.getInputStream().read();
                    assertThat(next).as("the connection was closed after: " + answer).isNotNegative();
                    answer.append((char) next);
                }
                assertThat(answer).startsWith("HTTP/1.1 200 ");
                answers.add(Duration.ofNanos(System.nanoTime() - from));
            }
        }
        return answers;
    }
}
