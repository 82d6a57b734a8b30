package org.sidecardemo.podplayer.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Words mean what they mean to kubectl, which reads YAML 1.1. */
class YamlScalarsTest {

    @ParameterizedTest
    @ValueSource(strings = {"y", "Yes", "on", "TRUE", "true"})
    void yes(String plain) {
        assertThat(YamlScalars.resolve(plain)).isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"n", "No", "off", "FALSE", "false"})
    void no(String plain) {
        assertThat(YamlScalars.resolve(plain)).isEqualTo(false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "~", "null", "NULL"})
    void nothing(String plain) {
        assertThat(YamlScalars.resolve(plain)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"0,0", "-7,-7", "+7,7", "1_000,1000", "010,8", "0o10,8", "0x1F,31", "0b101,5", "08,8", "1.0,1",
            "1e3,1000", "9223372036854775807,9223372036854775807"})
    void whole(String plain, long value) {
        assertThat(YamlScalars.resolve(plain)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"0.5,0.5", "-.5,-0.5", "1.5e-3,0.0015"})
    void fraction(String plain, double value) {
        assertThat(YamlScalars.resolve(plain)).isEqualTo(value);
    }

    @Test
    void largerThanALong() {
        assertThat(YamlScalars.resolve("9223372036854775808")).isEqualTo(new BigInteger("9223372036854775808"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", ".", "-x", "1.2.3", "1:30", "100m", "1e", "0x", "--1", "2026-01-01", "+", "yEs", "é"})
    void text(String plain) {
        assertThat(YamlScalars.resolve(plain)).isEqualTo(plain);
    }
}
