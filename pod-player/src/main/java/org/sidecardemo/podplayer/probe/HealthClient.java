package org.sidecardemo.podplayer.probe;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpConnection;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http.protocol.HttpProcessor;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.http.protocol.RequestUserAgent;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.http2.frame.FrameType;
import org.apache.hc.core5.http2.frame.RawFrame;
import org.apache.hc.core5.http2.impl.nio.H2StreamListener;
import org.apache.hc.core5.http2.impl.nio.bootstrap.H2RequesterBootstrap;
import org.apache.hc.core5.http2.protocol.H2RequestContent;
import org.apache.hc.core5.http2.protocol.H2RequestTargetHost;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.Timeout;

/** Asks a server once for its health by gRPC, over HTTP/2 in plain text, as pkg/probe/grpc does. */
final class HealthClient {

    private static final String METHOD = "/grpc.health.v1.Health/Check";
    /** grpc-go waits so long before it tries to connect again. */
    private static final long RETRY_MILLIS = 1000;

    private final String host;
    private final int port;
    private final String userAgent;
    private final Deadline deadline;

    HealthClient(String host, int port, String userAgent, Deadline deadline) {
        this.host = host;
        this.port = port;
        this.userAgent = userAgent;
        this.deadline = deadline;
    }

    /**
     * What the server says of a service.
     *
     * @param service empty for the server as a whole
     * @throws NotConnected if there was no server of HTTP/2 until the deadline: what doesn't answer as one is asked again
     * @throws SocketTimeoutException if it didn't answer until the deadline
     * @throws IOException if the connection broke
     */
    HealthReply check(String service) throws NotConnected, IOException {
        while (true) {
            var connected = new AtomicBoolean();
            try {
                return ask(service, connected);
            } catch (IOException e) {
                if (connected.get()) {
                    throw e;
                }
            }
            pause();
        }
    }

    private void pause() throws NotConnected {
        try {
            Thread.sleep(Math.min(RETRY_MILLIS, deadline.remainingMillis()));
            deadline.remainingMillis();
        } catch (SocketTimeoutException _) {
            throw new NotConnected();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new NotConnected();
        }
    }

    private HealthReply ask(String service, AtomicBoolean connected) throws IOException {
        var timeout = Timeout.ofMilliseconds(deadline.remainingMillis());
        var config = IOReactorConfig.custom().setIoThreadCount(1).setSoTimeout(timeout).build();
        try (var requester = H2RequesterBootstrap.bootstrap().setIOReactorConfig(config)
                .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_2).setHttpProcessor(processor())
                .setStreamListener(new Settings(connected)).create()) {
            requester.start();
            var target = new HttpHost("http", host, port);
            var request = new BasicHttpRequest("POST", target, METHOD);
            request.addHeader("te", "trailers");
            var message = new BasicAsyncEntityProducer(HealthMessages.request(service),
                    ContentType.create("application/grpc"));
            var reply = requester.execute(target, new BasicRequestProducer(request, message), new HealthReplyConsumer(),
                    timeout, null);
            try {
                return await(reply);
            } finally {
                requester.close(CloseMode.IMMEDIATE);
            }
        }
    }

    /** The library's own would wait for a server to say that it may go on, which those of gRPC don't. */
    private HttpProcessor processor() {
        return HttpProcessorBuilder.create().addAll(H2RequestContent.INSTANCE, H2RequestTargetHost.INSTANCE,
                new RequestUserAgent(userAgent)).build();
    }

    private HealthReply await(Future<HealthReply> reply) throws IOException {
        try {
            return reply.get(deadline.remainingMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw new SocketTimeoutException();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new SocketTimeoutException();
        }
    }

    /** There is nothing that speaks HTTP/2. */
    static final class NotConnected extends Exception {

        private static final long serialVersionUID = 1;
    }

    /** Hears the first frame of a server of HTTP/2. */
    private record Settings(AtomicBoolean seen) implements H2StreamListener {

        @Override
        public void onFrameInput(HttpConnection connection, int stream, RawFrame frame) {
            if (frame.getType() == FrameType.SETTINGS.getValue()) {
                seen.set(true);
            }
        }

        @Override
        public void onHeaderInput(HttpConnection connection, int stream, List<? extends Header> headers) {}

        @Override
        public void onHeaderOutput(HttpConnection connection, int stream, List<? extends Header> headers) {}

        @Override
        public void onFrameOutput(HttpConnection connection, int stream, RawFrame frame) {}

        @Override
        public void onInputFlowControl(HttpConnection connection, int stream, int delta, int size) {}

        @Override
        public void onOutputFlowControl(HttpConnection connection, int stream, int delta, int size) {}
    }
}
