package org.sidecardemo.podplayer.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;

/** Answers with given bytes, right or wrong. */
final class RawServer {

    private RawServer() {}

    static void serve(ServerSocket socket, String answer, CompletableFuture<String> request) {
        while (!socket.isClosed()) {
            try (var connection = socket.accept();
                    var in = new BufferedReader(new InputStreamReader(connection.getInputStream(), UTF_8))) {
                var head = new StringBuilder();
                for (var line = in.readLine(); line != null; line = in.readLine()) {
                    head.append(line).append("\r\n");
                    if (line.isEmpty()) {
                        break;
                    }
                }
                request.complete(head.toString());
                connection.getOutputStream().write(answer.getBytes(UTF_8));
            } catch (IOException _) {
                // closed, by the probe or by the end of the test
            }
        }
    }
}
