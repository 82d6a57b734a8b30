package org.sidecardemo.podplayer.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;

import io.fabric8.kubernetes.api.model.Quantity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {

    @ParameterizedTest
    @CsvSource({"1,1", "+1,1", "-1,-1", ".5,0.5", "5.,5", "100m,0.1", "7u,0.000007", "1n,0.000000001", "64Mi,67108864",
            "1Ki,1024", "2k,2000", "1E,1000000000000000000", "1e3,1000", "1E3,1000", "1e-3,0.001",
            "1Pi,1125899906842624"})
    void amounts(String text, BigDecimal amount) {
        assertThat(Quantities.isValid(text)).isTrue();
        assertThat(Quantities.amount(new Quantity(text))).isEqualByComparingTo(amount);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "m", ".", "1.2.3", "1 Mi", "64MB", "1K", "1mi", "1e", "1e1.5", "1e99999", "--1", "0x1",
            "1e3Mi"})
    void none(String text) {
        assertThat(Quantities.isValid(text)).isFalse();
    }
}
