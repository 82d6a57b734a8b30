package org.sidecardemo.systemtests;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import static org.assertj.core.api.Assertions.assertThat;

/** Waiting for a condition, at most until a deadline. */
final class Await {

    private static final Duration PAUSE = Duration.ofMillis(10);

    private Await() {}

    /** Returns as soon as something listens there; fails if nothing does after that long. */
    static void listening(InetSocketAddress server, Duration atMost) {
        until(server + " to listen", atMost, () -> listens(server));
    }

    private static boolean listens(InetSocketAddress server) {
        try (var connection = new Socket()) {
            connection.connect(server);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /** Returns as soon as it is so; fails if it isn't after that long. */
    static void until(String what, Duration atMost, BooleanSupplier condition) {
        long from = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - from).as("the time for " + what).isLessThan(atMost.toNanos());
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
