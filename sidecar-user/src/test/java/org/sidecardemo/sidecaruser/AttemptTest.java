package org.sidecardemo.sidecaruser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.Test;

class AttemptTest {

    /** A connection is given up by its own time or by that for all: the reason is the same, whichever comes first. */
    @Test
    void bothLimitsAtOnce() throws Exception {
        var limits = new Limits(Duration.ofMillis(1), Duration.ofMillis(1));
        try (var full = FaultServer.full(); var threads = Executors.newFixedThreadPool(16)) {
            var target = Target.parse(full.url());
            Callable<Outcome> attempt = () -> Attempt.make(target, limits, OutputStream.nullOutputStream());
            var outcomes = new HashSet<Outcome>();
            for (var made : threads.invokeAll(Collections.nCopies(5000, attempt))) {
                outcomes.add(made.get());
            }
            assertThat(outcomes).containsExactly(new Outcome.Failed(
                    "No connection to " + target.authority() + " within 0.001 s", Outcome.Retryable.YES));
        }
    }
}
