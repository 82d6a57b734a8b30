package org.sidecardemo.podplayer.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    /** The sources of values are the pod's name, namespace and address; any other is refused by the variable's name. */
    @Test
    void fields() {
        assertThat(valueOf("metadata.name")).isEqualTo("greeter");
        assertThat(valueOf("metadata.namespace")).isEqualTo("demo");
        assertThat(valueOf("status.podIP")).isEqualTo("10.0.0.9");
        assertThatThrownBy(() -> valueOf("spec.nodeName")).isInstanceOf(RuntimeFailure.class)
                .hasMessageContaining("env X: ").hasMessageNotContaining("\n");
    }

    /** Variables that multiply by referring to one another end before they fill the memory. */
    @Test
    void growthIsBounded() {
        var container = Pods.shell("").edit();
        for (int i = 0; i < 40; i++) {
            container.addNewEnv().withName("A" + i).withValue(i == 0 ? "x" : "$(A%1$d)$(A%1$d)".formatted(i - 1))
                    .endEnv();
        }
        assertThatThrownBy(() -> Variables.of(Pods.pod(), container.build(), "")).isInstanceOf(RuntimeFailure.class)
                .hasMessageEndingWith("argument list too long");
    }

    private static String valueOf(String field) {
        var container = Pods.shell("").edit().addNewEnv().withName("X").withNewValueFrom().withNewFieldRef()
                .withFieldPath(field).endFieldRef().endValueFrom().endEnv().build();
        return Variables.of(Pods.pod(), container, "10.0.0.9").values().get("X");
    }
}
