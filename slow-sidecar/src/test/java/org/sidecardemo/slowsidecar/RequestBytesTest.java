package org.sidecardemo.slowsidecar;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Map;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

/** Whatever bytes come, the client hears what is wrong with them, and the server says nothing. */
class RequestBytesTest {

    private static final List<String> REQUESTS = List.of("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET /?a=%20b&c#d HTTP/1.1\r\nHost: [::1]:8081\r\nAccept: text/html, */*;q=0.1\r\nConnection: close\r\n\r\n",
            "HEAD http://localhost/a/../b;c=d HTTP/1.1\r\nHost: localhost:8081\r\nRange: bytes=0-1\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\nabc",
            "PUT / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0\r\nX: y\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                    + "HTTP2-Settings: AAMAAABkAAQAAP__\r\nCookie: a=b; c=\"d\"\r\nX-Forwarded-For: 1.2.3.4\r\n\r\n");

    private static final List<String> PARTS = List.of("\r\n", "\n", "\r", "\0", " ", "\t", ":", "/", "%", "%00", "%zz",
            "?",
            "#", ";", "*", "..", "//", "HTTP/1.1", "HTTP/1.0", "HTTP/2.0", "GET", "-1", "0", "ffffffff",
            "99999999999999999999", "chunked", "gzip", "\r\nHost: a\r\n", "\r\nContent-Length: 5\r\n",
            "\r\nTransfer-Encoding: chunked\r\n", "\r\nContent-Encoding: gzip\r\n", "\r\nContent-Type: ;\r\n",
            "\r\nAccept: ;q=x\r\n", "\r\nCookie: =\r\n", "x".repeat(3000), "X: y\r\n".repeat(2000));

    private static SidecarProcess sidecar;

    @BeforeContainer
    static void start() throws IOException {
        sidecar = SidecarProcess.start(Map.of("START_DELAY", "0"));
        sidecar.awaitLine("listening");
    }

    @AfterContainer
    static void end() throws IOException, InterruptedException {
        try (var _ = sidecar) {
            SidecarProcess.End end = sidecar.signal("TERM").awaitEnd();
            assertThat(end.output()).hasSize(1).first().asString().endsWith("stopping: SIGTERM");
            assertThat(end.errors()).isEmpty();
        }
    }

    @Property
    void noneIsAnErrorOfTheServer(@ForAll("requests") String request) throws IOException {
        assertThat(answers(request)).matches("(?s)|HTTP/1.1 (200|400|404|405|414|501|505) .*")
                .doesNotContain("HTTP/1.1 500 ", "Exception");
    }

    private static String answers(String request) throws IOException {
        var answers = new ByteArrayOutputStream();
        try (Socket connection = sidecar.connect()) {
            connection.getOutputStream().write(request.getBytes(ISO_8859_1));
            connection.shutdownOutput();
            connection.getInputStream().transferTo(answers);
        } catch (SocketException _) {
            // closed before all of it was read, as it may be
        }
        return answers.toString(ISO_8859_1);
    }

    @Provide
    Arbitrary<String> requests() {
        Arbitrary<String> inserts = Arbitraries.oneOf(Arbitraries.of(PARTS),
                Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(4));
        Arbitrary<List<Edit>> edits = Combinators.combine(Arbitraries.integers().between(0, 200),
                Arbitraries.integers().between(0, 10), inserts).as(Edit::new).list().ofMaxSize(6);
        return Combinators.combine(Arbitraries.of(REQUESTS), edits).as((request, all) -> {
            String edited = request;
            for (Edit edit : all) {
                edited = edit.of(edited);
            }
            return edited;
        });
    }

    /** Puts something in the place of some characters, which may be none. */
    private record Edit(int at, int length, String insert) {

        String of(String request) {
            int from = Math.min(at, request.length());
            int to = Math.min(from + length, request.length());
            return request.substring(0, from) + insert + request.substring(to);
        }
    }
}
