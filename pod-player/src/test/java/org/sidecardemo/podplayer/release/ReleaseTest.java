package org.sidecardemo.podplayer.release;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ReleaseTest {

    @Test
    void isReadAsPeopleWriteIt() {
        assertThat(Release.parse("1.28")).isEqualTo(Release.OLDEST);
        assertThat(Release.parse("1.37")).isEqualTo(Release.NEWEST).hasToString("1.37");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1.27", "1.38", "2.30", "v1.30", "1.30.1", "1.9999", "latest"})
    void anyOtherIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Release.parse(text))
                .withMessage("'" + text + "' is not a release from 1.28 to 1.37");
    }
}
