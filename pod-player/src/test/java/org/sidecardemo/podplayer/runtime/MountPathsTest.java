package org.sidecardemo.podplayer.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MountPathsTest {

    private final MountPaths mountPaths = new MountPaths(
            Map.of("/data", Path.of("/t/data/$1"), "/data/deep/", Path.of("/t/deep")));

    /** A mount path is replaced where it is a path or the beginning of one, the longest first, and nowhere else. */
    @ParameterizedTest
    @CsvSource({"/data, /t/data/$1", "/data/x, /t/data/$1/x", "/data/deep/x, /t/deep/x",
            "/data/deeper, /t/data/$1/deeper",
            "--file=/data/x:/data, --file=/t/data/$1/x:/t/data/$1", "echo a>/data;, echo a>/t/data/$1;",
            "/database, /database", "/my/data, /my/data", "http://host/data, http://host/data", "data, data",
            "/data.txt, /data.txt"})
    void replaces(String text, String replaced) {
        assertThat(mountPaths.replaceIn(text)).isEqualTo(replaced);
    }
}
