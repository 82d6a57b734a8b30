package org.sidecardemo.sidecaruser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What servers do, and what comes of it: for sidecar-user and for curl with the same options. */
class FaultsTest {

    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String LENGTH_9 = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n";
    private static final String UNTIL_CLOSE = "HTTP/1.1 200 OK\r\n\r\n";

    /** One thing that a server does; reason: null if it is a success, else how the reason reads, as a pattern. */
    private record Fault(String name, Supplier<FaultServer> server, String output, String reason) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Fault good(String name, String answer, String output) {
        return new Fault(name, () -> FaultServer.answering(answer), output, null);
    }

    private static Fault bad(String name, String answer, String output, String reason) {
        return new Fault(name, () -> FaultServer.answering(answer), output, reason);
    }

    private static Fault status(int status) {
        var reason = status < 400 ? null : "HOST answered " + status;
        var answer = "HTTP/1.1 " + status + " Some Reason\r\nContent-Length: 4\r\n\r\nbody";
        return new Fault("status " + status, () -> FaultServer.answering(answer), status < 400 ? "body" : "", reason);
    }

    static final List<Fault> SAME_AS_CURL = Stream.of(
            Stream.of(200, 201, 299, 300, 301, 302, 307, 308, 400, 401, 403, 404, 407, 408, 429, 500, 501, 503, 599,
                    600, 999)
                    .map(FaultsTest::status),
            Stream.of(
                    good("redirect to itself", "HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n", ""),
                    good("204 has no body", "HTTP/1.1 204 No Content\r\n\r\nno", ""),
                    good("304 has no body", "HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n", ""),
                    good("no reason phrase", "HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok", "ok"),
                    good("HTTP/1.0", "HTTP/1.0 200 OK\r\n\r\nok", "ok"),
                    good("bare line feeds", "HTTP/1.1 200 OK\nContent-Length: 2\n\nok", "ok"),
                    good("provisional answers first",
                            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + LENGTH_9
                                    + "123456789",
                            "123456789"),
                    good("body until close", UNTIL_CLOSE + "until close", "until close"),
                    good("empty body", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", ""),
                    good("more than Content-Length", LENGTH_9 + "1234567890", "123456789"),
                    good("the same length twice",
                            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok", "ok"),
                    good("protocol switched, unasked", "HTTP/1.1 101 Switching Protocols\r\n\r\nnew", "new"),
                    good("205 with a body", "HTTP/1.1 205 Reset Content\r\nContent-Length: 2\r\n\r\nok", "ok"),
                    good("folded field", "HTTP/1.1 200 OK\r\nX: a\r\n  b: c\r\nContent-Length: 2\r\n\r\nok", "ok"),
                    good("chunked", CHUNKED + "3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n",
                            "abc0123456789"),
                    good("chunked beats Content-Length",
                            "HTTP/1.1 200 OK\r\nContent-Length: 99\r\ntransfer-encoding: Chunked\r\n\r\n"
                                    + "1\r\nx\r\n0\r\n\r\n",
                            "x"),
                    bad("less than Content-Length", LENGTH_9 + "1234", "1234",
                            "HOST closed the connection before its answer was complete \\(42 bytes received\\)"),
                    bad("Content-Length is no number", "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\nx", "",
                            "HOST sent a Content-Length that is not a number .*"),
                    bad("Content-Length is negative", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nx", "",
                            "HOST sent a Content-Length that is not a number .*"),
                    bad("chunk size is no number", CHUNKED + "zz\r\nabc\r\n", "", "HOST sent a chunk without .*"),
                    bad("chunk longer than its size", CHUNKED + "2\r\nabc\r\n0\r\n\r\n", "ab",
                            "HOST sent a chunk longer than its size .*"),
                    bad("chunk size is negative", CHUNKED + "-1\r\nabc\r\n", "", "HOST sent a chunk without .*"),
                    bad("chunk size is huge", CHUNKED + "fffffffffffffffffffff\r\nabc\r\n", "",
                            "HOST sent a chunk without .*"),
                    bad("cut in a chunk", CHUNKED + "9\r\nabc", "abc", "HOST closed the connection before .*"),
                    bad("cut between chunks", CHUNKED + "3\r\nabc\r\n", "abc", "HOST closed the connection before .*"),
                    bad("cut before the last empty line", CHUNKED + "3\r\nabc\r\n0\r\n", "abc",
                            "HOST closed the connection before .*"),
                    bad("other transfer encoding", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nxx", "",
                            "HOST used a transfer encoding other than chunked .*"),
                    bad("header line without colon", "HTTP/1.1 200 OK\r\nnonsense\r\n\r\n", "",
                            "HOST sent a header line without a name and a colon .*"),
                    bad("empty reply", "", "", "HOST closed the connection without an answer \\(0 bytes received\\)"),
                    bad("only a provisional answer", "HTTP/1.1 100 Continue\r\n\r\n", "",
                            "HOST closed the connection before .*"),
                    bad("not HTTP", "SSH-2.0-OpenSSH_9.2\r\n", "", "HOST answered with something other than HTTP .*"),
                    bad("binary", "\0\1\2\377\376", "", "HOST answered with something other than HTTP .*"),
                    bad("status of two digits", "HTTP/1.1 20 OK\r\n\r\n", "", "HOST answered with something other .*"),
                    bad("status of four digits", "HTTP/1.1 2000 OK\r\n\r\n", "",
                            "HOST answered with something other .*"),
                    new Fault("not HTTP, then silence", () -> FaultServer.answeringThenSilent("hello, who is there?"),
                            "", "HOST answered with something other than HTTP .*"),
                    new Fault("refused", FaultServer::refusing, "", "Connection to HOST was refused after \\d+ ms"),
                    new Fault("not accepted", FaultServer::full, "", "No connection to HOST within 1 s"),
                    new Fault("silent", FaultServer::silent, "",
                            "No complete answer from HOST within 1 s \\(0 bytes received\\)"),
                    new Fault("silent in the header", () -> FaultServer.answeringThenSilent("HTTP/1.1 200 OK\r\nConte"),
                            "", "No complete answer from HOST within 1 s \\(22 bytes received\\)"),
                    new Fault("silent in the body", () -> FaultServer.answeringThenSilent(LENGTH_9 + "1234"), "1234",
                            "No complete answer from HOST within 1 s \\(42 bytes received\\)"),
                    new Fault("complete, then silent", () -> FaultServer.answeringThenSilent(LENGTH_9 + "123456789"),
                            "123456789", null),
                    new Fault("reset before the request", FaultServer::resettingAtOnce, "",
                            "Connection to HOST failed: .*"),
                    new Fault("reset after the request", () -> FaultServer.resettingAfter(""), "",
                            "Connection to HOST failed: .*"),
                    new Fault("reset in the header", () -> FaultServer.resettingAfter("HTTP/1.1 200 OK\r\nConte"), "",
                            "Connection to HOST failed: .*"),
                    new Fault("reset in the body", () -> FaultServer.resettingAfter(LENGTH_9 + "1234"), null,
                            "Connection to HOST failed: .*"),
                    new Fault("reset in a chunk", () -> FaultServer.resettingAfter(CHUNKED + "9\r\nabc"), null,
                            "Connection to HOST failed: .*"),
                    new Fault("slow body", () -> FaultServer.dripping(UNTIL_CLOSE), null,
                            "No complete answer from HOST within 1 s .*"),
                    new Fault("slow header", () -> FaultServer.dripping("HTTP/1.1 200 OK\r\nX: "), "",
                            "No complete answer from HOST within 1 s .*"),
                    new Fault("endless body", () -> FaultServer.flooding(UNTIL_CLOSE, "x".repeat(1000)), null,
                            "No complete answer from HOST within 1 s .*"),
                    new Fault("endless chunks", () -> FaultServer.flooding(CHUNKED, "3\r\nabc\r\n"), null,
                            "No complete answer from HOST within 1 s .*"),
                    new Fault("endless header",
                            () -> FaultServer.flooding("HTTP/1.1 200 OK\r\n", "Name: value\r\n".repeat(100)),
                            "", "HOST sent a header of more than 307200 bytes .*"),
                    new Fault("endless header line",
                            () -> FaultServer.flooding("HTTP/1.1 200 OK\r\nX: ", "x".repeat(1000)),
                            "", "HOST sent a header of more than 307200 bytes .*"),
                    new Fault("endless provisional answers",
                            () -> FaultServer.flooding("", "HTTP/1.1 100 Continue\r\nName: value\r\n\r\n".repeat(100)),
                            "",
                            "HOST sent a header of more than 307200 bytes .*")))
            .flatMap(faults -> faults)
            .toList();

    /** curl 7.88 takes these for a success, with a body that may be anything. */
    static final List<Fault> STRICTER_THAN_CURL = List.of(
            bad("cut in the header", "HTTP/1.1 200 OK\r\nConte", "", "HOST closed the connection before .*"),
            bad("cut before the header's end", "HTTP/1.1 200 OK\r\nX: y\r\n", "",
                    "HOST closed the connection before .*"),
            bad("two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx", "",
                    "HOST sent a Content-Length that is not a number .*"),
            bad("Content-Length is huge", "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\nx", "",
                    "HOST sent a Content-Length that is not a number .*"),
            bad("HTTP/2 in clear text", "HTTP/2 200 OK\r\n\r\nx", "",
                    "HOST answered with something other than HTTP/1.x and a status .*"));

    /** Each fault leads to its output, one line of reason, its exit code and one connection. */
    @ParameterizedTest
    @FieldSource({"SAME_AS_CURL", "STRICTER_THAN_CURL"})
    void leadsToOutputReasonAndExitCode(Fault fault) throws Exception {
        try (var server = fault.server().get()) {
            var ended = Command.sidecarUser(arguments(fault, server)).run();

            var host = "127.0.0.1:" + server.port();
            assertThat(ended.messages()).matches(fault.reason() == null
                    ? "Success: Reached " + host + "\n"
                    : fault.reason().replace("HOST", host) + "\nError: Unable to reach " + host + "\n");
            assertThat(ended.exitCode()).isEqualTo(fault.reason() == null ? 0 : 1);
            if (fault.output() != null) {
                assertThat(ended.text()).isEqualTo(fault.output());
            }
            assertThat(server.connections()).isLessThanOrEqualTo(1);
        }
    }

    /** curl ends as sidecar-user does, with zero or not, and with the same output when it is zero. */
    @ParameterizedTest
    @FieldSource("SAME_AS_CURL")
    void endsAsCurlDoes(Fault fault) throws Exception {
        try (var server = fault.server().get()) {
            var curl = Command.curl(arguments(fault, server));
            assumeTrue(curl.isPresent(), "curl is not installed");
            var ended = curl.get().run();

            assertThat(ended.exitCode() == 0).as(ended.messages()).isEqualTo(fault.reason() == null);
            if (fault.reason() == null) {
                assertThat(ended.text()).isEqualTo(fault.output());
            }
        }
    }

    /** A limit that is reached soon where that is the point, else one that no busy machine reaches. */
    private static String[] arguments(Fault fault, FaultServer server) {
        var limit = fault.reason() != null && fault.reason().contains(" within 1 s") ? "1" : "20";
        return new String[]{"--connect-timeout", limit, "--max-time", limit, server.url()};
    }
}
