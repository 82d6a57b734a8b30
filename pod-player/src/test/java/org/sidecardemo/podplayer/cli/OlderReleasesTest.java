package org.sidecardemo.podplayer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.sidecardemo.podplayer.cli.OlderReleases.Row;
import org.sidecardemo.podplayer.release.Release;

class OlderReleasesTest {

    private static Row row(int first, int last, String difference) {
        return new Row(new Release(first), new Release(last), difference);
    }

    /** Only neighbours make one line: what is between them may be as in the newest, or differ otherwise. */
    @Test
    void rows() {
        assertThat(Row.joined(List.of(row(28, 28, "a"), row(29, 29, "a"), row(31, 32, "a"), row(33, 33, "b"),
                row(34, 34, "b"), row(35, 35, "a")))).extracting(Row::toString)
                .containsExactly("on Kubernetes 1.28 to 1.29: a", "on Kubernetes 1.31 to 1.32: a",
                        "on Kubernetes 1.33 to 1.34: b", "on Kubernetes 1.35: a");
    }
}
