package org.sidecardemo.sidecaruser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses of a name are tried. The JDK can read names from a file, which stands for the resolver here. */
class AddressesTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @TempDir
    private Path directory;

    private List<String> hosts(String... lines) throws Exception {
        var file = Files.write(directory.resolve("hosts"), List.of(lines));
        return List.of("-Djdk.net.hosts.file=" + file);
    }

    private static void assertReached(FaultServer server, String authority, Command command) throws Exception {
        var ended = command.run();
        assertThat(ended.messages()).isEqualTo("Success: Reached " + authority + "\n");
        assertThat(server.requests()).hasSize(1).first().asString().contains("\r\nHost: " + authority + "\r\n");
    }

    /** curl, where it is installed, is given sidecar-user's limits. */
    private static void assertCurlReaches(String... arguments) throws Exception {
        var all = new ArrayList<>(List.of("--connect-timeout", "2", "--max-time", "10"));
        all.addAll(List.of(arguments));
        var curl = Command.curl(all.toArray(String[]::new));
        if (curl.isPresent()) {
            var ended = curl.get().run();
            assertThat(ended.exitCode()).as("curl: " + ended.messages()).isZero();
        }
    }

    /** localhost is reached on whichever loopback address the server listens, and the Host field stays the name. */
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void localhost(String address) throws Exception {
        try (var server = FaultServer.answeringOn(address, 0, OK)) {
            var authority = "localhost:" + server.port();
            assertReached(server, authority, Command.sidecarUser(authority));
            assertCurlReaches(authority);
        }
    }

    /** An IPv6 address may be given in brackets. */
    @Test
    void ipv6Literal() throws Exception {
        try (var server = FaultServer.answeringOn("::1", 0, OK)) {
            var authority = "[::1]:" + server.port();
            assertReached(server, authority, Command.sidecarUser("http://" + authority));
            assertCurlReaches("http://" + authority);
        }
    }

    /** Of several addresses the one that answers is found, wherever in the list it is. */
    @Test
    void severalAddresses() throws Exception {
        try (var server = FaultServer.answeringOn("127.0.0.3", 0, OK)) {
            var authority = "several.test:" + server.port();
            assertReached(server, authority, Command.sidecarUser(
                    hosts("127.0.0.1 several.test", "127.0.0.2 several.test", "127.0.0.3 several.test",
                            "127.0.0.4 several.test"),
                    authority));
            // curl 7.88 sometimes misses that an address has refused, and waits until its share of the time is over
            assertCurlReaches("--retry", "5", "--retry-delay", "1", "--resolve",
                    authority + ":127.0.0.1,127.0.0.2,127.0.0.3,127.0.0.4", authority);
        }
    }

    /** An address that stays silent takes its share of the time only, so that the next still gets its own; not so with curl. */
    @Test
    void silentAddressFirst() throws Exception {
        try (var full = FaultServer.full(); var server = FaultServer.answeringOn("127.0.0.2", full.port(), OK)) {
            var authority = "several.test:" + full.port();
            assertReached(server, authority, Command.sidecarUser(
                    hosts("127.0.0.1 several.test", "127.0.0.2 several.test"), authority));
        }
    }

    /** Where every address refuses, the reason is that, and it counts as refused. */
    @Test
    void allRefuse() throws Exception {
        try (var server = FaultServer.refusing()) {
            var ended = Command.sidecarUser(hosts("127.0.0.1 several.test", "127.0.0.2 several.test"), "--retry", "1",
                    "--retry-delay", "0.1", "--retry-connrefused", "several.test:" + server.port()).run();
            assertThat(ended.messages().lines()).hasSize(3)
                    .allMatch(line -> line.matches("Connection to several.test:\\d+ was refused after .*|Error: .*"));
        }
    }

    /** A name without an address is a transient failure that names the host; curl fails too. */
    @Test
    void unknownHost() throws Exception {
        var ended = Command.sidecarUser("--retry", "1", "--retry-delay", "0.1", "http://nosuch.invalid:8081").run();
        assertThat(ended.messages()).isEqualTo("""
                Host nosuch.invalid could not be resolved; retrying in 0.1 s, retries left: 1
                Host nosuch.invalid could not be resolved
                Error: Unable to reach nosuch.invalid:8081
                """);
        assertThat(ended.exitCode()).isEqualTo(1);
        for (var curl : Command.curl("--max-time", "5", "http://nosuch.invalid:8081").stream().toList()) {
            assertThat(curl.run().exitCode()).as("curl").isNotZero();
        }
    }

    /** A retry asks the resolver anew: a name that appears in the meantime is found. */
    @Test
    void nameAppears() throws Exception {
        try (var server = FaultServer.answering(OK)) {
            var running = Command.sidecarUser(hosts("127.0.0.1 other.test"), "--retry", "100", "--retry-delay", "0.1",
                    "late.test:" + server.port()).start();
            Until.holds(() -> running.messages().toFile().length() > 0);
            var complete = Files.write(directory.resolve("new"), List.of("127.0.0.1 late.test"));
            Files.move(complete, directory.resolve("hosts"), StandardCopyOption.ATOMIC_MOVE);

            var ended = running.ended();
            assertThat(ended.exitCode()).isZero();
            assertThat(ended.messages()).startsWith("Host late.test could not be resolved; retrying");
        }
    }

    /** No proxy is asked, whatever the environment and the JVM's properties say. */
    @Test
    void noProxy() throws Exception {
        try (var server = FaultServer.answering(OK); var proxy = FaultServer.silent()) {
            var port = proxy.port();
            var ended = Command.sidecarUser(
                    Stream.of("http.proxyHost=127.0.0.1", "http.proxyPort=" + port, "socksProxyHost=127.0.0.1",
                            "socksProxyPort=" + port, "http.nonProxyHosts=",
                            "socksNonProxyHosts=").map("-D"::concat).toList(),
                    server.url()).run();
            assertThat(ended.exitCode()).isZero();
            assertThat(proxy.connections()).isZero();
        }
    }
}
