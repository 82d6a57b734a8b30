package org.sidecardemo.podplayer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.sidecardemo.podplayer.report.ApiObjects.Format;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.ObjectMapper;

class ApiObjectsTest {

    /** The Job and its pods are one List as kubectl prints it. */
    @Test
    void json() {
        var list = new ObjectMapper().readTree(ApiObjects.of(List.of(Samples.nativeSidecar()), Format.JSON));
        assertThat(list.at("/apiVersion").asString()).isEqualTo("v1");
        assertThat(list.at("/kind").asString()).isEqualTo("List");
        assertThat(list.at("/items/0/kind").asString()).isEqualTo("Job");
        assertThat(list.at("/items/0/apiVersion").asString()).isEqualTo("batch/v1");
        assertThat(list.at("/items/0/status/conditions/0/type").asString()).isEqualTo("Complete");
        assertThat(list.at("/items/1/kind").asString()).isEqualTo("Pod");
        assertThat(list.at("/items/1/status/containerStatuses/0/state/terminated/exitCode").asInt(-1)).isZero();
    }

    /** YAML and JSON say the same. */
    @Test
    void yaml() {
        var recordings = List.of(Samples.classicSidecar());
        var json = new ObjectMapper().readValue(ApiObjects.of(recordings, Format.JSON), Map.class);
        assertThat(new Load(LoadSettings.builder().build()).loadFromString(ApiObjects.of(recordings, Format.YAML)))
                .isEqualTo(json);
    }

    /** Characters that a terminal would obey, or that deceive, are escaped, and mean the same; all else is as it was. */
    @Test
    void harmlessJson() {
        var said = "\u007f\u009b2J\u202e\u2028 Gr\u00fc\u00dfe \ud83d\udc4b";
        var recording = Samples.nativeSidecar();
        recording.pods().getFirst().getSpec().getContainers().getFirst().setImage(said);
        var json = ApiObjects.of(List.of(recording), Format.JSON);
        assertThat(json).contains("\\u009b2J\\u202e\\u2028 Gr\u00fc\u00dfe \ud83d\udc4b");
        assertThat(new ObjectMapper().readTree(json).at("/items/1/spec/containers/0/image").asString()).isEqualTo(said);
    }

    /** What YAML 1.1 would take for a boolean is quoted, as kubectl does it. */
    @Test
    void quoted() {
        assertThat(ApiObjects.of(List.of(Samples.nativeSidecar()), Format.YAML)).contains("status: \"True\"\n");
    }
}
