package org.sidecardemo.systemtests.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

import org.sidecardemo.systemtests.FreePort;

/** An HTTP server on a port of this machine, or what will be one. */
record LocalServer(int port) {

    private static final Duration PAUSE = Duration.ofNanos(500_000);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int CONNECTIONS = 10;

    static LocalServer onFreePort() throws IOException {
        return new LocalServer(FreePort.find());
    }

    /** Connects again and again until the port is bound, and says when; it never asks for anything. */
    Instant awaitBound() {
        return await(() -> {
            try (var _ = connect()) {
                return true;
            }
        });
    }

    /** Asks again and again until the answer is 200, and says when its first line came. */
    Instant awaitAnswer() {
        return await(() -> {
            try (var socket = connect()) {
                socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
                var status = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)).readLine();
                return status != null && status.matches("HTTP/1[.][01] 200 .*");
            }
        });
    }

    private Instant await(Callable<Boolean> condition) {
        var deadline = Instant.now().plus(LONGEST);
        while (Instant.now().isBefore(deadline)) {
            try {
                if (condition.call()) {
                    return Instant.now();
                }
            } catch (Exception _) {
                // not yet
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        throw new IllegalStateException("nothing answers on port " + port + " after " + LONGEST.toSeconds() + " s");
    }

    private Socket connect() throws IOException {
        var socket = new Socket();
        socket.setSoTimeout((int) LONGEST.toMillis());
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }

    /** Sends so many requests, over several connections at once; each is answered by 200. */
    void ask(int requests) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/")).timeout(LONGEST).build();
        try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
                var threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            var tasks = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < requests; i++) {
                tasks.add(() -> client.send(request, BodyHandlers.discarding()).statusCode());
            }
            for (var answer : threads.invokeAll(tasks)) {
                if (answer.get() != 200) {
                    throw new IllegalStateException("a request was answered by " + answer.get());
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a request was not answered: " + e.getCause(), e);
        }
    }
}
