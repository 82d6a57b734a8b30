package org.sidecardemo.sidecaruser;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A server on a free loopback port that does one thing wrong, or right, and counts who comes. */
final class FaultServer implements AutoCloseable {
    private interface Behaviour {
        /** Deals with the connection of this number, from 0, which is closed afterwards. */
        void serve(Socket connection, int number) throws IOException, InterruptedException;
    }

    private final ServerSocket listener;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> fillers = new ArrayList<>();

    private FaultServer(ServerSocket listener) {
        this.listener = listener;
    }

    /** Answers with these bytes, written as Latin-1: the first for the first connection, the last for all further. */
    static FaultServer answering(String... answers) {
        return answeringOn("127.0.0.1", 0, answers);
    }

    /** As {@link #answering(String...)}, on this address and port; port 0: a free one. */
    static FaultServer answeringOn(String address, int port, String... answers) {
        var server = listening(address, port);
        return server.serving((connection, number) -> {
            server.readRequest(connection);
            write(connection, answers[Math.min(number, answers.length - 1)]);
        });
    }

    /** Answers with these bytes, then keeps the connection open and silent. */
    static FaultServer answeringThenSilent(String answer) {
        var server = listening("127.0.0.1", 0);
        return server.serving((connection, _) -> {
            server.readRequest(connection);
            write(connection, answer);
            server.closed.await();
        });
    }

    /** The first connection is answered by these bytes and silence, all further by the whole answer. */
    static FaultServer answeringHalfThenWhole(String half, String whole) {
        var server = listening("127.0.0.1", 0);
        return server.serving((connection, number) -> {
            server.readRequest(connection);
            write(connection, number == 0 ? half : whole);
            if (number == 0) {
                server.closed.await();
            }
        });
    }

    /** Accepts and says nothing. */
    static FaultServer silent() {
        return answeringThenSilent("");
    }

    /** Resets the connection before the request is read. */
    static FaultServer resettingAtOnce() {
        return listening("127.0.0.1", 0).serving((connection, _) -> connection.setSoLinger(true, 0));
    }

    /** Resets the connection after the request and these bytes of an answer. */
    static FaultServer resettingAfter(String answer) {
        var server = listening("127.0.0.1", 0);
        return server.serving((connection, _) -> {
            server.readRequest(connection);
            write(connection, answer);
            connection.setSoLinger(true, 0);
        });
    }

    /** Answers with the beginning, then a byte every 100 ms for ever. */
    static FaultServer dripping(String beginning) {
        var server = listening("127.0.0.1", 0);
        return server.serving((connection, _) -> {
            server.readRequest(connection);
            write(connection, beginning);
            while (!server.closed.await(100, TimeUnit.MILLISECONDS)) {
                write(connection, "x");
            }
        });
    }

    /** Answers with the beginning, then repeats the rest as fast as it is read, for ever. */
    static FaultServer flooding(String beginning, String rest) {
        var server = listening("127.0.0.1", 0);
        return server.serving((connection, _) -> {
            server.readRequest(connection);
            write(connection, beginning);
            while (true) {
                write(connection, rest);
            }
        });
    }

    /** Listens, but its queue is full and nobody accepts: a connection is neither made nor refused. */
    static FaultServer full() {
        try {
            var server = new FaultServer(new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1")));
            // one that isn't queued may be an accident, three aren't
            for (var unqueued = 0; unqueued < 3;) {
                var filler = new Socket();
                server.fillers.add(filler);
                try {
                    filler.connect(server.listener.getLocalSocketAddress(), 200);
                } catch (SocketTimeoutException _) {
                    unqueued++;
                }
            }
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A port that nobody listens on. */
    static FaultServer refusing() {
        var server = listening("127.0.0.1", 0);
        server.close();
        return server;
    }

    int port() {
        return listener.getLocalPort();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    int connections() {
        return connections.size();
    }

    /** The requests so far, each from its first line to the empty one. */
    List<String> requests() {
        return requests;
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            listener.close();
            for (var connection : connections) {
                connection.close();
            }
            for (var filler : fillers) {
                filler.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FaultServer listening(String address, int port) {
        try {
            var listener = new ServerSocket();
            listener.bind(new InetSocketAddress(InetAddress.ofLiteral(address), port));
            return new FaultServer(listener);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private FaultServer serving(Behaviour behaviour) {
        Thread.startVirtualThread(() -> {
            while (!listener.isClosed()) {
                try {
                    var connection = listener.accept();
                    var number = connections.size();
                    connections.add(connection);
                    Thread.startVirtualThread(() -> serve(behaviour, connection, number));
                } catch (IOException _) {
                    // closed
                }
            }
        });
        return this;
    }

    private static void serve(Behaviour behaviour, Socket connection, int number) {
        try (connection) {
            behaviour.serve(connection, number);
        } catch (IOException | InterruptedException _) {
            // the client has gone, as it may
        }
    }

    private void readRequest(Socket connection) throws IOException {
        var request = new StringBuilder();
        var in = new BufferedInputStream(connection.getInputStream());
        while (request.indexOf("\r\n\r\n") < 0) {
            var read = in.read();
            if (read < 0) {
                throw new IOException("cut short: " + request);
            }
            request.append((char) read);
        }
        requests.add(request.toString());
    }

    private static void write(Socket connection, String text) throws IOException {
        OutputStream out = connection.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }
}
