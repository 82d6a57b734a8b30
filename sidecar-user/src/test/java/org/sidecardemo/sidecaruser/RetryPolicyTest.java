package org.sidecardemo.sidecaruser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sidecardemo.sidecaruser.Outcome.Retryable.IF_REFUSED_IS_TRANSIENT;
import static org.sidecardemo.sidecaruser.Outcome.Retryable.NO;
import static org.sidecardemo.sidecaruser.Outcome.Retryable.YES;

import java.time.Duration;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    private static final RetryPolicy THREE = RetryPolicy.NEVER.withRetries(3);

    private static Outcome.Failed failed(Outcome.Retryable retryable) {
        return new Outcome.Failed("reason", retryable);
    }

    /** Without --retry nothing is retried. */
    @Test
    void never() {
        assertThat(RetryPolicy.NEVER.allows(failed(YES), 0)).isFalse();
    }

    /** As many retries are made as were asked for. */
    @Test
    void count() {
        assertThat(THREE.allows(failed(YES), 2)).isTrue();
        assertThat(THREE.allows(failed(YES), 3)).isFalse();
    }

    /** A refused connection is retried only with --retry-connrefused, a lasting failure never. */
    @Test
    void kinds() {
        assertThat(THREE.allows(failed(IF_REFUSED_IS_TRANSIENT), 0)).isFalse();
        assertThat(THREE.withConnectionRefused().allows(failed(IF_REFUSED_IS_TRANSIENT), 0)).isTrue();
        assertThat(THREE.withConnectionRefused().allows(failed(NO), 0)).isFalse();
    }

    /** The delay is 1 s, doubled each time, at most 10 minutes however many there are. */
    @Test
    void doubling() {
        assertThat(Stream.of(0, 1, 2, 9, 10, 999_999_999).map(made -> THREE.delayAfter(failed(YES), made).toSeconds()))
                .containsExactly(1L, 2L, 4L, 512L, 600L, 600L);
    }

    /** A given delay stays the same. */
    @Test
    void fixed() {
        var policy = THREE.withDelay(Duration.ofMillis(1500));
        assertThat(policy.delayAfter(failed(YES), 0)).hasMillis(1500);
        assertThat(policy.delayAfter(failed(YES), 2)).hasMillis(1500);
    }

    /** The server's Retry-After counts if it is longer than our own delay. */
    @Test
    void retryAfter() {
        var failed = new Outcome.Failed("reason", YES, Duration.ofSeconds(3));
        assertThat(THREE.delayAfter(failed, 0)).hasSeconds(3);
        assertThat(THREE.delayAfter(failed, 2)).hasSeconds(4);
    }
}
