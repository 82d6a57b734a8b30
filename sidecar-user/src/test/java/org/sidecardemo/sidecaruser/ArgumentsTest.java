package org.sidecardemo.sidecaruser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
    private static Arguments.Ask ask(String... arguments) throws UsageException {
        return (Arguments.Ask) Arguments.parse(List.of(arguments));
    }

    /** The defaults: localhost:8081, 2 s to connect, 10 s in all, no retry. */
    @Test
    void defaults() throws UsageException {
        assertThat(ask()).isEqualTo(new Arguments.Ask(new Target("localhost", 8081, "/"),
                new Limits(Duration.ofSeconds(2), Duration.ofSeconds(10)),
                new RetryPolicy(0, Duration.ZERO, false)));
    }

    /** Every option, before and after the URL. */
    @Test
    void options() throws UsageException {
        assertThat(ask("--connect-timeout", "1.5", "--max-time", ".25", "h", "--retry", "3", "--retry-delay", "4.",
                "--retry-connrefused"))
                .isEqualTo(new Arguments.Ask(new Target("h", 80, "/"),
                        new Limits(Duration.ofMillis(1500), Duration.ofMillis(250)),
                        new RetryPolicy(3, Duration.ofSeconds(4), true)));
    }

    /** Of a repeated option the last counts. */
    @Test
    void repeated() throws UsageException {
        assertThat(ask("--retry", "3", "--retry", "1").retryPolicy().retries()).isEqualTo(1);
    }

    /** 0 means what it means to curl: 300 s to connect, no limit in all. A tiny fraction isn't 0. */
    @Test
    void zero() throws UsageException {
        assertThat(ask("--connect-timeout", "0", "--max-time", "0").limits())
                .isEqualTo(new Limits(Duration.ofSeconds(300), Duration.ofNanos(Long.MAX_VALUE)));
        assertThat(ask("--max-time", "0.0000001").limits().maxTime()).hasMillis(1);
    }

    /** After -- everything is a URL. */
    @Test
    void endOfOptions() throws UsageException {
        assertThat(ask("--", "h").target().host()).isEqualTo("h");
        assertThatThrownBy(() -> ask("--", "--retry")).hasMessageContaining("the URL").hasMessageContaining("--retry");
    }

    /** The first of --help and --version wins over what follows. */
    @Test
    void helpAndVersion() throws UsageException {
        assertThat(Arguments.parse(List.of("--retry", "1", "--help", "--nonsense"))).isEqualTo(new Arguments.Help());
        assertThat(Arguments.parse(List.of("--version", "--help"))).isEqualTo(new Arguments.Version());
    }

    /** A wrong value is refused in a line that names the option, what is allowed, and the value. */
    @ParameterizedTest
    @CsvSource({"--connect-timeout", "--max-time", "--retry-delay", "--retry"})
    void wrongValues(String option) {
        for (var value : List.of("", "abc", "-1", "1s", "1e3", "NaN", "0x1", "1,5", "1000000000", ".", "--retry", " 1",
                "\u0661")) {
            assertThatThrownBy(() -> ask(option, value)).isInstanceOf(UsageException.class)
                    .message()
                    .startsWith(option + " takes ")
                    .contains("from 0 to 999999999")
                    .endsWith('"' + value.replace('\u0661', '?') + '"');
        }
        assertThatThrownBy(() -> ask(option)).hasMessage(option + " needs a value after it");
    }

    /** What isn't curl's long option is unknown: no abbreviation, no equals sign, no bundle. */
    @ParameterizedTest
    @ValueSource(strings = {"-", "-x", "-m", "--retr", "--retry=3", "--Retry", "---", "--nonsense\u001b[31m\n"})
    void unknown(String option) {
        assertThatThrownBy(() -> ask(option, "3")).isInstanceOf(UsageException.class)
                .message()
                .startsWith("unknown option ")
                .matches("[ -~]+");
    }

    /** One URL is enough. */
    @Test
    void twoUrls() {
        assertThatThrownBy(() -> ask("a", "b")).hasMessage("one URL is allowed, but there are two: \"a\" and \"b\"");
    }
}
