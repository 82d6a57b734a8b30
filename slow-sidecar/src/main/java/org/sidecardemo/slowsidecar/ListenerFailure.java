package org.sidecardemo.slowsidecar;

import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Hears when Helidon stops accepting connections, for want of files or memory say. Helidon tells that its log alone, and
 * the process would live on without its port.
 */
final class ListenerFailure extends Handler {

    /** Held here, as the log manager forgets a logger that nobody holds. */
    private static final Logger LISTENER = Logger.getLogger("io.helidon.webserver.ServerListener");

    private final Consumer<Throwable> whenFailed;

    private ListenerFailure(Consumer<Throwable> whenFailed) {
        this.whenFailed = whenFailed;
    }

    static void tell(Consumer<Throwable> whenFailed) {
        LISTENER.setUseParentHandlers(false);
        LISTENER.setLevel(Level.SEVERE);
        LISTENER.addHandler(new ListenerFailure(whenFailed));
    }

    @Override
    public void publish(LogRecord record) {
        // the one thing of this level that it survives: a connection that comes while it stops
        if (isLoggable(record) && !(record.getThrown() instanceof RejectedExecutionException)) {
            whenFailed.accept(record.getThrown());
        }
    }

    @Override
    public void flush() {
        // nothing is kept back
    }

    @Override
    public void close() {
        // nothing is open
    }
}
