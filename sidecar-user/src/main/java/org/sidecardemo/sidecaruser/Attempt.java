package org.sidecardemo.sidecaruser;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.sidecardemo.sidecaruser.Outcome.Retryable.IF_REFUSED_IS_TRANSIENT;
import static org.sidecardemo.sidecaruser.Outcome.Retryable.NO;
import static org.sidecardemo.sidecaruser.Outcome.Retryable.YES;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One GET over one connection, given up by the clock whatever it waits for: a resolver, the server, or the reader of
 * our output.
 *
 * <p>It is not {@code HttpURLConnection}, although that starts as fast, because that asks a second time when a server
 * closes without an answer, tries only one address of a name, and takes a body that was cut short for a whole one.
 */
final class Attempt {
    /** curl's limit, for a server that asks for patience. */
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(6);

    private enum Phase {
        ASKING, WRITING, GIVEN_UP
    }

    private final Target target;
    private final Limits limits;
    private final OutputStream output;
    private final long start = System.nanoTime();
    private final CountDownLatch connected = new CountDownLatch(1);
    /** The body's first byte and the giving up exclude each other: after the one no retry, after the other no byte. */
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.ASKING);
    private volatile Socket socket;
    private volatile AnswerReader reader;

    private Attempt(Target target, Limits limits, OutputStream output) {
        this.target = target;
        this.limits = limits;
        this.output = output;
    }

    /** Asks the target once, and writes the body of a good answer to the output as it comes. */
    static Outcome make(Target target, Limits limits, OutputStream output) throws InterruptedException {
        return new Attempt(target, limits, output).outcome();
    }

    private Outcome outcome() throws InterruptedException {
        var task = new FutureTask<>(this::ask);
        var thread = new Thread(task, "attempt");
        thread.setDaemon(true);
        thread.start();
        try {
            if (!connected.await(limits.toConnect().toNanos(), NANOSECONDS)) {
                return givenUp(notConnected());
            }
            return task.get(limits.maxTime().toNanos() - elapsed().toNanos(), NANOSECONDS);
        } catch (TimeoutException _) {
            // a connection may fail at the very end of the time, and its reason come too late
            return givenUp(reader == null
                    ? notConnected()
                    : "No complete answer from " + target.authority()
                            + " within " + Seconds.text(limits.maxTime()) + receivedBytes());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            close(socket);
        }
    }

    private Outcome.Failed givenUp(String reason) {
        return new Outcome.Failed(reason, phase.getAndSet(Phase.GIVEN_UP) == Phase.WRITING ? NO : YES);
    }

    private Outcome ask() {
        try (var connection = connect()) {
            reader = new AnswerReader(connection.getInputStream());
            connected.countDown();
            connection.getOutputStream().write(request());
            var head = reader.head();
            if (head.status() >= 400) {
                return failed(head);
            }
            reader.body(head, new Body());
            return new Outcome.Reached();
        } catch (UnknownHostException _) {
            return new Outcome.Failed("Host " + target.host() + " could not be resolved", YES);
        } catch (SocketTimeoutException _) {
            return new Outcome.Failed(notConnected(), YES);
        } catch (ConnectException _) {
            return new Outcome.Failed("Connection to " + target.authority() + " was refused after "
                    + elapsed().toMillis() + " ms", IF_REFUSED_IS_TRANSIENT);
        } catch (BadAnswer e) {
            return new Outcome.Failed(target.authority() + ' ' + e.getMessage() + receivedBytes(), NO);
        } catch (OutputFailure e) {
            return new Outcome.Failed("Standard output could not be written: " + e.getMessage(), NO);
        } catch (IOException e) {
            return new Outcome.Failed("Connection to " + target.authority() + " failed: " + e.getMessage()
                    + receivedBytes(), NO);
        } finally {
            connected.countDown();
        }
    }

    /** Tries each address of the host in turn, each with an even share of the time that is left. */
    private Socket connect() throws IOException {
        var addresses = target.addresses();
        IOException failure = null;
        for (var i = 0; i < addresses.size(); i++) {
            var attempted = new Socket(Proxy.NO_PROXY);
            socket = attempted;
            if (phase.get() == Phase.GIVEN_UP) {
                close(attempted); // was too late to be closed by who gave up
            }
            try {
                var share = limits.toConnect().minus(elapsed()).toMillis() / (addresses.size() - i);
                attempted.connect(new InetSocketAddress(addresses.get(i), target.port()),
                        Math.clamp(share, 1, Integer.MAX_VALUE));
                return attempted;
            } catch (IOException e) {
                close(attempted);
                // that one address refused says more than that others can't be reached
                failure = failure == null || e instanceof ConnectException ? e : failure;
            }
        }
        throw failure;
    }

    private byte[] request() {
        var request = "GET " + target.path() + " HTTP/1.1\r\nHost: " + target.hostField() + """
                \r
                User-Agent: sidecar-user\r
                Accept: */*\r
                Connection: close\r
                \r
                """;
        return request.getBytes(StandardCharsets.US_ASCII);
    }

    private Outcome.Failed failed(AnswerReader.Head head) {
        var retryable = switch (head.status()) {
            case 408, 429, 500, 502, 503, 504 -> YES;
            default -> NO;
        };
        return new Outcome.Failed(target.authority() + " answered " + head.status(), retryable,
                retryAfter(head.fields().getOrDefault("retry-after", "")));
    }

    private static Duration retryAfter(String value) {
        Duration asked;
        if (value.matches("\\d{1,9}")) {
            asked = Duration.ofSeconds(Integer.parseInt(value));
        } else {
            try {
                asked = Duration.between(ZonedDateTime.now(),
                        ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME));
            } catch (DateTimeParseException _) {
                return Duration.ZERO;
            }
        }
        return asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked;
    }

    private String notConnected() {
        return "No connection to " + target.authority() + " within " + Seconds.text(limits.toConnect());
    }

    private String receivedBytes() {
        var bytes = reader == null ? 0 : reader.received();
        return " (" + bytes + (bytes == 1 ? " byte received)" : " bytes received)");
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void close(Socket socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException _) {
            // nothing more is wanted of it
        }
    }

    private static final class OutputFailure extends IOException {
        private static final long serialVersionUID = 1L;

        OutputFailure(String message) {
            super(message);
        }
    }

    private final class Body extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[]{(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (phase.compareAndExchange(Phase.ASKING, Phase.WRITING) == Phase.GIVEN_UP) {
                throw new OutputFailure("too late");
            }
            try {
                output.write(bytes, offset, length);
            } catch (IOException e) {
                throw new OutputFailure(e.getMessage());
            }
        }
    }
}
