package org.sidecardemo.slowsidecar;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

/** A Helidon server that is all ready, and then waits before it binds its port. */
final class SlowServer {

    /** Held here, as the log manager forgets a logger that nobody holds. */
    private static final Logger HELIDON = Logger.getLogger("io.helidon");
    private static final Duration GRACE_FOR_RUNNING_REQUESTS = Duration.ofSeconds(2);
    /** A connection takes up to 40 KB and a file: so many fit into a heap of 24 MB and the usual 1024 files. */
    private static final int MAX_CONNECTIONS = 256;
    /** Those that are too many wait in the kernel's queue, until others have ended. */
    private static final int MAX_WAITING_CONNECTIONS = 1024;
    /** Long for any client, and soon enough to be rid of those that send nothing, or a byte now and then. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PATIENCE_CHECKED_EVERY = Duration.ofSeconds(1);
    /** There is one page: a target of more than 2 KB is none of it. */
    private static final int MAX_REQUEST_LINE = 2 * 1024;
    /** As much as other servers take; the kubelet's probes send some 100 bytes. */
    private static final int MAX_HEADERS = 8 * 1024;

    private final int port;
    private final CountDownLatch stopping = new CountDownLatch(1);
    /** Completed by the reason, or by null if it was stopped. */
    private final CompletableFuture<Throwable> end = new CompletableFuture<>();
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
        ListenerFailure.tell(this::fail);
        this.server = WebServer.builder()
                .port(port)
                .backlog(MAX_WAITING_CONNECTIONS)
                .maxTcpConnections(MAX_CONNECTIONS)
                .idleConnectionTimeout(PATIENCE)
                .idleConnectionPeriod(PATIENCE_CHECKED_EVERY)
                // HTTP/1.1 by this alone
                .protocolsDiscoverServices(false)
                .addConnectionSelector(new PatientHttp1(Http1ConnectionSelector.builder().config(Http1Config.builder()
                        .maxPrologueLength(MAX_REQUEST_LINE).maxHeadersSize(MAX_HEADERS).build()).build(), PATIENCE))
                .directHandlers(DirectHandlers.builder()
                        .addHandler(DirectHandler.EventType.INTERNAL_ERROR, SlowServer::answerFailure).build())
                .routing(routing.addFilter(SlowServer::closeAsSaid).register(new BindDelay(bindAt, stopping)))
                .shutdownHook(false)
                .shutdownGracePeriod(GRACE_FOR_RUNNING_REQUESTS)
                .build();
    }

    /**
     * Ends a connection after the answer that says so. Helidon says it, but reads on, and takes an unread body for the next
     * request. A body, which nobody wants and which may be endless, isn't read, so then it is said too.
     */
    private static void closeAsSaid(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        if (request.content().hasEntity()) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        chain.proceed();
        if (response.headers().containsToken(HeaderValues.CONNECTION_CLOSE)) {
            throw new CloseConnectionException("the answer said so");
        }
    }

    /** Helidon takes a request that breaks off, or whose method is none, for an error of its own: 500. */
    private static DirectHandler.TransportResponse answerFailure(DirectHandler.TransportRequest request,
            DirectHandler.EventType type, Status status, ServerResponseHeaders headers, String message) {
        boolean unread = request.method().isEmpty();
        return DirectHandler.defaultHandler().handle(request, type, unread ? Status.BAD_REQUEST_400 : status, headers,
                message);
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

    /**
     * Waits for the end of the server and its running requests. Somebody must: no thread of these keeps the JVM.
     *
     * @throws StoppedListening if it ended of itself
     */
    void awaitEnd() {
        Throwable reason = end.join();
        if (reason != null) {
            throw new StoppedListening(port, reason);
        }
    }

    private void fail(Throwable reason) {
        if (!stopRequested()) {
            end.complete(reason);
        }
    }

    /** Ends the delay, or stops listening and lets running requests end for at most 2 s. */
    void stop() {
        stopping.countDown();
        server.stop();
        end.complete(null);
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

    /** The port is no longer listened on, and nobody asked for that; the message is one line for the user. */
    static final class StoppedListening extends RuntimeException {

        private static final long serialVersionUID = 1;

        StoppedListening(int port, Throwable reason) {
            super("no longer listening on port %d: %s".formatted(port, reason.getMessage()));
        }
    }
}
