package org.sidecardemo.slowsidecar;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GreetingTest {

    @Test
    void hostNameIsEscaped() {
        assertThat(Greeting.page("<b>&\"'")).contains("Hello from &lt;b&gt;&amp;&quot;&#39;!").doesNotContain("<b>");
    }
}
