package org.sidecardemo.podplayer.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sidecardemo.podplayer.manifest.Config;

class VariablesTest {

    /** References are expanded by Kubernetes' rules, odd ones included. */
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {"$(A), a", "x$(A)y$(B)z, xaybz", "$$(A), $(A)", "$$$(A), $a",
            "$$$$(A), $$(A)", "$(MISSING), $(MISSING)", "$(A, $(A", "$A, $A", "a$, a$", "$$, $", "$(), $()",
            "$($(A)), $($(A))", "$(EMPTY)!, !", "$(A)$, a$", "${A} $x, ${A} $x"})
    void expands(String text, String expanded) {
        var variables = new Variables(Map.of("A", "a", "B", "b", "EMPTY", ""));

        assertThat(variables.expand(text)).isEqualTo(expanded);
    }

    private static final Config CONFIG = new Config(Map.of(
            new Config.Key("ConfigMap", "demo", "words"),
            Map.of("A", Config.Value.of("a"), "bytes", new Config.Value(new byte[]{1}, false)),
            new Config.Key("Secret", "demo", "keys"), Map.of("K", Config.Value.of("$(A)"))));

    @TempDir
    private Path data;

    private Map<String, String> values(ContainerBuilder container) {
        return Variables.of(new VariableSources(container.build(), new DownwardApi(Pods.pod(), "10.0.0.9", "10.0.0.1"),
                CONFIG, new Volumes(data, Map.of("data", data), Set.of()))).values();
    }

    /** Whole objects become variables, with their prefix; what env declares comes after them and sees them. */
    @Test
    void envFrom() {
        assertThat(values(Pods.shell("").edit().addNewEnvFrom().withNewConfigMapRef("words", null).endEnvFrom()
                .addNewEnvFrom().withPrefix("P_").withNewSecretRef("keys", null).endEnvFrom()
                .addNewEnvFrom().withNewSecretRef("none", true).endEnvFrom()
                .addNewEnv().withName("B").withValue("b$(A)$(P_K)").endEnv()))
                .isEqualTo(Map.of("A", "a", "P_K", "$(A)", "B", "ba$(A)"));
        assertThat(values(Pods.shell("").edit().addNewEnvFrom().withNewConfigMapRef("words", null).endEnvFrom()
                .addNewEnv().withName("A").withValue("mine").endEnv())).isEqualTo(Map.of("A", "mine"));
    }

    /** What is optional and isn't there is no variable; what is needed and isn't there keeps the container from starting. */
    @Test
    void keys() {
        assertThat(values(Pods.shell("").edit()
                .addNewEnv().withName("A").withNewValueFrom().withNewConfigMapKeyRef("A", "words", null).endValueFrom()
                .endEnv()
                .addNewEnv().withName("B").withNewValueFrom().withNewConfigMapKeyRef("B", "words", true).endValueFrom()
                .endEnv()
                .addNewEnv().withName("C").withNewValueFrom().withNewSecretKeyRef("C", "none", true).endValueFrom()
                .endEnv())).isEqualTo(Map.of("A", "a"));
        for (var key : List.of("B", "bytes")) {
            assertThatThrownBy(() -> values(Pods.shell("").edit().addNewEnv().withName("B").withNewValueFrom()
                    .withNewConfigMapKeyRef(key, "words", null).endValueFrom().endEnv()))
                    .isInstanceOf(RuntimeFailure.class)
                    .hasMessage("couldn't find key " + key + " in ConfigMap demo/words");
        }
        assertThatThrownBy(() -> values(Pods.shell("").edit().addNewEnvFrom().withNewSecretRef("none", null)
                .endEnvFrom())).isInstanceOf(RuntimeFailure.class).hasMessage("Secret demo/none not found");
    }

    /** What an init container has written is read when the container starts; an empty value is as good as none. */
    @Test
    void fileKeys() throws IOException {
        var written = Files.writeString(data.resolve("env"), "A='a'\nEMPTY=''\n");

        assertThat(values(ofFile("env", "A", null))).isEqualTo(Map.of("V", "a"));
        for (var key : List.of("EMPTY", "B")) {
            assertThat(values(ofFile("env", key, true))).isEmpty();
            assertThatThrownBy(() -> values(ofFile("env", key, false))).isInstanceOf(InvalidConfig.class)
                    .hasMessage("environment variable key \"%s\" not found in file \"%s\"".formatted(key, written));
        }
    }

    /** A file that isn't there can't be read, whether the variable is optional or not; nor can one of this machine. */
    @Test
    void filesThatCannotBeRead() throws IOException {
        Files.createSymbolicLink(data.resolve("link"), Path.of("/etc/hostname"));

        for (var file : List.of("none", "link", "a\0b")) {
            assertThatThrownBy(() -> values(ofFile(file, "A", true))).isInstanceOf(InvalidConfig.class)
                    .hasMessage("couldn't parse env file");
        }
    }

    private static ContainerBuilder ofFile(String path, String key, Boolean optional) {
        return Pods.shell("").edit().addNewEnv().withName("V").withNewValueFrom()
                .withNewFileKeyRef(key, optional, path, "data").endValueFrom().endEnv();
    }

    /** Variables that multiply by referring to one another end before they fill the memory. */
    @Test
    void growthIsBounded() {
        var container = Pods.shell("").edit();
        for (int i = 0; i < 40; i++) {
            container.addNewEnv().withName("A" + i).withValue(i == 0 ? "x" : "$(A%1$d)$(A%1$d)".formatted(i - 1))
                    .endEnv();
        }
        assertThatThrownBy(() -> values(container))
                .isInstanceOf(RuntimeFailure.class)
                .hasMessageEndingWith("argument list too long");
    }
}
