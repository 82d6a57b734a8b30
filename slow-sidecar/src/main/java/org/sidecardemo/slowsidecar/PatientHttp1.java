package org.sidecardemo.slowsidecar;

import java.time.Duration;
import java.util.Set;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Connection;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;

/**
 * HTTP/1.1 whose patience ends. When a connection has been idle too long Helidon closes it, but not while a request comes
 * in or an answer goes out, however slowly, and its read timeout is for clients only; here that is closed too.
 *
 * @param patience how long a request may take from its first line to the end of its answer
 */
record PatientHttp1(ServerConnectionSelector http1, Duration patience) implements ServerConnectionSelector {

    @Override
    public ServerConnection connection(ConnectionContext context) {
        return new Connection((Http1Connection) http1.connection(context), patience);
    }

    @Override
    public int bytesToIdentifyConnection() {
        return http1.bytesToIdentifyConnection();
    }

    @Override
    public Support supports(BufferData data) {
        return http1.supports(data);
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return http1.supportedApplicationProtocols();
    }

    private record Connection(Http1Connection http1, Duration patience)
            implements
                ServerConnection,
                InterruptableTask<Void> {

        @Override
        public void handle(Limit limit) throws InterruptedException {
            http1.handle(limit);
        }

        /** Since its last request began. */
        @Override
        public Duration idleTime() {
            return http1.idleTime();
        }

        @Override
        public void close(boolean interrupt) {
            http1.close(interrupt || idleTime().compareTo(patience) > 0);
        }

        @Override
        public boolean canInterrupt() {
            return http1.canInterrupt();
        }
    }
}
