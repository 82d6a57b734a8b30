package org.sidecardemo.podplayer.release;

import java.util.List;
import java.util.Arrays;
import java.util.ArrayList;
import java.lang.reflect.Method;
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

    /** Between two turning points all that is named of a release stays the same; at each something changes. */
    @Test
    void turningPoints() throws Exception {
        var named = Arrays.stream(Release.class.getMethods())
                .filter(method -> method.getReturnType() == boolean.class && method.getParameterCount() == 0).toList();
        List<Release> changed = new ArrayList<>(List.of(Release.OLDEST));
        for (int minor = Release.OLDEST.minor() + 1; minor <= Release.NEWEST.minor(); minor++) {
            var release = new Release(minor);
            for (Method method : named) {
                if (!method.invoke(release).equals(method.invoke(release.previous())) && !changed.contains(release)) {
                    changed.add(release);
                }
            }
        }
        assertThat(named).isNotEmpty();
        assertThat(Release.turningPoints()).isEqualTo(changed);
    }
}
