package org.sidecardemo.slowsidecar;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

/** A Helidon server that is all ready, and then waits before it binds its port. */
final class SlowServer {

    /** Held here, as the log manager forgets a logger that nobody holds. */
    private static final Logger HELIDON = Logger.getLogger("io.helidon");
    private static final Duration GRACE_FOR_RUNNING_REQUESTS = Duration.ofSeconds(2);

    private final int port;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final WebServer server;

    /**
     * @param port the TCP port to listen on, of all interfaces, IPv4 and IPv6
     * @param bindAt the {@link System#nanoTime} before which the port is not bound
     * @param routing what to answer
     */
    SlowServer(int port, long bindAt, HttpRouting.Builder routing) {
        this.port = port;
        // no banner, and no stack trace where one line says it: what there is to tell is told here
        HELIDON.setLevel(Level.OFF);
        this.server = WebServer.builder()
                .port(port)
                .routing(routing.register(new BindDelay(bindAt, stopping)))
                .shutdownHook(false)
                .shutdownGracePeriod(GRACE_FOR_RUNNING_REQUESTS)
                .build();
    }

    /**
     * Waits for the time to bind the port, and binds it.
     *
     * @return false if {@link #stop} was called meanwhile
     * @throws CannotListen if the port can't be bound
     */
    boolean start() {
        server.start();
        if (stopRequested()) {
            server.stop();
            return false;
        }
        if (!server.isRunning()) {
            throw new CannotListen(port, reason());
        }
        return true;
    }

    /** Ends the delay, or stops listening and lets running requests end for at most 2 s. */
    void stop() {
        stopping.countDown();
        server.stop();
    }

    private boolean stopRequested() {
        return stopping.getCount() == 0;
    }

    /** Helidon keeps to itself why it couldn't bind, so the system is asked once more. */
    private String reason() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(port));
            return "the server could not start";
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    /** Helidon calls this when it has set up everything but the socket. */
    private record BindDelay(long bindAt, CountDownLatch stopping) implements HttpService {

        @Override
        public void routing(HttpRules rules) {
            // answers nothing: it is here for beforeStart alone
        }

        @Override
        public void beforeStart() {
            try {
                if (stopping.await(bindAt - System.nanoTime(), NANOSECONDS)) {
                    throw new IllegalStateException("stopped before the port was bound");
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** The port can't be bound; the message is one line for the user. */
    static final class CannotListen extends RuntimeException {

        private static final long serialVersionUID = 1;

        CannotListen(int port, String reason) {
            super("PORT is \"%d\", which can't be listened on: %s; allowed: a free port".formatted(port, reason));
        }
    }
}
