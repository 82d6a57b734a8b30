package org.sidecardemo.slowsidecar;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SettingsTest {

    /** What is not set has the default that the README tells. */
    @Test
    void defaults() {
        assertThat(Settings.from(Map.of())).isEqualTo(new Settings(Duration.ofSeconds(5), 8081, false));
    }

    @ParameterizedTest
    @CsvSource({"5, PT5S", "5s, PT5S", "250ms, PT0.25S", "0, PT0S", "0ms, PT0S", "2m, PT2M", "86400, PT24H"})
    void startDelayIsANumberOfSecondsOrHasAUnit(String value, Duration delay) {
        assertThat(Settings.from(Map.of("START_DELAY", value)).startDelay()).isEqualTo(delay);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-1", "5 s", "1.5s", "five", "5h", "5S", "86401", "9999999999", "٣"})
    void otherStartDelaysAreRefused(String value) {
        assertThatThrownBy(() -> Settings.from(Map.of("START_DELAY", value)))
                .hasMessageStartingWith("START_DELAY is \"" + value + "\"; allowed: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "65536", "99999999999", "http", "8081 ", "0x50"})
    void portsOutOfRangeAreRefused(String value) {
        assertThatThrownBy(() -> Settings.from(Map.of("PORT", value)))
                .hasMessage("PORT is \"" + value + "\"; allowed: a number from 1 to 65535");
    }

    @Test
    void ignoreSigtermIsTrueOrFalse() {
        assertThat(Settings.from(Map.of("IGNORE_SIGTERM", "true")).ignoreSigterm()).isTrue();
        assertThat(Settings.from(Map.of("IGNORE_SIGTERM", "false")).ignoreSigterm()).isFalse();
        assertThatThrownBy(() -> Settings.from(Map.of("IGNORE_SIGTERM", "yes")))
                .hasMessage("IGNORE_SIGTERM is \"yes\"; allowed: true or false");
    }

    /** A value can neither make a second line of the message nor reach the terminal's escape sequences. */
    @Test
    void controlCharactersAreNotPrinted() {
        assertThatThrownBy(() -> Settings.from(Map.of("PORT", "80\n\u001b[31m81")))
                .hasMessageStartingWith("PORT is \"80??[31m81\"");
    }
}
