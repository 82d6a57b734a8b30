package org.sidecardemo.systemtests;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import static org.assertj.core.api.Assertions.assertThat;

/** Waiting for a condition, at most until a deadline. */
final class Await {

    private static final Duration PAUSE = Duration.ofMillis(10);

    private Await() {}

    /** Returns as soon as it is so; fails if it isn't after that long. */
    static void until(String what, Duration atMost, BooleanSupplier condition) {
        long from = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - from).as("the time for " + what).isLessThan(atMost.toNanos());
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
