package org.sidecardemo.sidecaruser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
    /** A URL is taken apart; scheme, port and path may be left out, a fragment isn't sent. */
    @ParameterizedTest
    @CsvSource({"http://localhost:8081, localhost, 8081, /",
            "HTTP://localhost:8081/, localhost, 8081, /",
            "localhost:8081/a/b, localhost, 8081, /a/b",
            "localhost, localhost, 80, /",
            "http://my_service.ns:, my_service.ns, 80, /",
            "http://h?q=1&r=/x, h, 80, /?q=1&r=/x",
            "http://h/p?q#fragment, h, 80, /p?q",
            "http://h#fragment, h, 80, /",
            "http://127.0.0.1:65535/%20|{}, 127.0.0.1, 65535, /%20|{}",
            "http://[::1]:1/x, [::1], 1, /x",
            "[fe80::1], [fe80::1], 80, /"})
    void parts(String url, String host, int port, String path) throws UsageException {
        assertThat(Target.parse(url)).isEqualTo(new Target(host, port, path));
    }

    /** What is no http URL is refused in one line that names it. */
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "http://", "http:///path", "https://localhost", "ftp://localhost", "file:///etc",
            "http://user:password@localhost", "http://localhost:0", "http://localhost:65536", "http://localhost:x",
            "http://localhost:999999", "http://[::1", "http://[:::1]", "http://::1", "http://a b", "http://h/a b",
            "http://h/\r\nX: y", "http://h\n", "http://ä", "http://h/ä", "/path", "?q"})
    void refused(String url) {
        assertThatThrownBy(() -> Target.parse(url)).isInstanceOf(UsageException.class)
                .message()
                .startsWith("the URL")
                .matches("[ -~]+");
    }

    /** The Host field names the port unless it is the default, as browsers and curl do; messages always name it. */
    @Test
    void authority() throws UsageException {
        assertThat(Target.parse("http://h:8081").hostField()).isEqualTo("h:8081");
        assertThat(Target.parse("http://h:80").hostField()).isEqualTo("h");
        assertThat(Target.parse("http://h").authority()).isEqualTo("h:80");
    }
}
