package org.sidecardemo.systemtests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.sidecardemo.systemtests.Torture.Part.SERVER;

/** slow-sidecar against clients that are too many, too slow, too big or break HTTP; each time it is to be as it was before. */
class ServerTortureTest {

    private static final String HOST = "Host: localhost\r\n";
    private static final String HEAD = "GET / HTTP/1.1\r\n" + HOST;
    private static final String LAST = HEAD + "Connection: close\r\n\r\n";
    private static final int MEGABYTE = 1 << 20;

    private Sidecar sidecar;
    private Sidecar.Level before;

    @BeforeEach
    void start() throws IOException {
        sidecar = Sidecar.listening();
        before = sidecar.level();
    }

    @AfterEach
    void end() throws IOException {
        sidecar.close();
    }

    @Torture(of = SERVER, with = "1000 connections at once, each with a request")
    void manyConnections(Finding finding) throws Exception {
        List<Socket> connections = open(1000, LAST);
        List<String> answers = new ArrayList<>();
        for (Socket connection : connections) {
            answers.add(Sidecar.status(connection));
        }
        close(connections);
        assertThat(answers).containsOnly("200");
        finding.is("%d of them answered %s; %s", answers.size(), distinct(answers), recovered());
    }

    @Torture(of = SERVER, with = "500 connections that send nothing, and as many that only say that they won't (FIN)")
    void silentConnections(Finding finding) throws Exception {
        long from = System.nanoTime();
        List<Socket> connections = open(500, "");
        List<Socket> finished = open(500, "");
        for (Socket connection : finished) {
            connection.shutdownOutput();
        }
        Duration waited = sidecar.ask();
        for (Socket connection : connections) {
            assertThat(connection.getInputStream().read()).isEqualTo(-1);
        }
        Duration closed = since(from);
        close(connections);
        close(finished);
        finding.is("all closed after %d s, and a `GET /` behind them is answered after %d s; %s", closed.toSeconds(),
                waited.toSeconds(), recovered());
    }

    @Torture(of = SERVER, with = "200 slow connections (slowloris): a byte now and then of a request line, a header or the"
            + " next request, or never reading the answers")
    void slowConnections(Finding finding) throws Exception {
        List<Callable<Void>> clients = new ArrayList<>();
        for (String beginning : List.of("G", HEAD + "X: ", HEAD + "\r\nG")) {
            clients.addAll(Collections.nCopies(60, () -> sendSlowly(beginning)));
        }
        clients.addAll(Collections.nCopies(20, this::neverRead));
        long from = System.nanoTime();
        Duration meanwhile = together(clients, () -> sidecar.level().answer());
        Duration closed = since(from);
        finding.is("all closed after %d s; a `GET /` meanwhile took %.1f ms; %s", closed.toSeconds(),
                meanwhile.toNanos() / 1e6, recovered());
    }

    @Torture(of = SERVER, with = "requests of 1 MB: as one header, as 100000 headers, as the target; 100 of each")
    void hugeRequests(Finding finding) throws Exception {
        List<String> answers = new ArrayList<>();
        for (String request : List.of(HEAD + "X: " + "x".repeat(MEGABYTE) + "\r\n\r\n",
                HEAD + "Name: val\r\n".repeat(100_000) + "\r\n",
                "GET /" + "x".repeat(MEGABYTE) + " HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
            List<String> same = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                same.add(sidecar.answerTo(request));
            }
            same.removeIf("closed"::equals);
            assertThat(same).as("answers").isNotEmpty();
            answers.add(distinct(same));
        }
        assertThat(answers).containsExactly("400", "400", "414");
        finding.is("%s, or closed before that was read; %s", String.join(", ", answers), recovered());
    }

    @Torture(of = SERVER, with = "bodies that nobody asked for: of 10 GB, endless, of chunks with an endless size line, or"
            + " holding another request")
    void bodies(Finding finding) throws Exception {
        List<String> answers = new ArrayList<>();
        for (String body : List.of("Content-Length: 9999999999\r\n\r\n" + "x".repeat(MEGABYTE),
                "Transfer-Encoding: chunked\r\n\r\n" + "5\r\n12345\r\n".repeat(100_000),
                "Transfer-Encoding: chunked\r\n\r\n5;" + "x".repeat(MEGABYTE),
                "Transfer-Encoding: chunked\r\n\r\n7fffffff\r\n" + "x".repeat(MEGABYTE),
                "Content-Length: 100\r\n\r\n" + HEAD + "\r\n")) {
            try (Socket connection = sidecar.send("POST / HTTP/1.1\r\nHost: localhost\r\n" + body)) {
                answers.add(Sidecar.status(connection));
                assertThat(restOf(connection)).doesNotContain("HTTP/1.1 ");
            }
        }
        assertThat(answers).containsOnly("405");
        finding.is("%s at once, the body unread, the connection closed; %s", distinct(answers), recovered());
    }

    @Torture(of = SERVER, with = "10000 requests in one go (pipelining), each second one for what isn't there")
    void pipelining(Finding finding) throws Exception {
        String two = HEAD + "\r\n" + HEAD.replace("GET /", "HEAD /other") + "\r\n";
        try (Socket connection = sidecar.connect();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> sent = threads.submit(() -> {
                connection.getOutputStream().write(two.repeat(5000).getBytes(ISO_8859_1));
                connection.shutdownOutput();
                return null;
            });
            List<String> answers = new String(connection.getInputStream().readAllBytes(), ISO_8859_1).lines()
                    .filter(line -> line.startsWith("HTTP/1.1 ")).map(line -> line.substring(9, 12)).toList();
            sent.get();
            assertThat(answers).isEqualTo(Stream.generate(() -> List.of("200", "404")).limit(5000)
                    .flatMap(Collection::stream).toList());
            finding.is("%d answers in their order; %s", answers.size(), recovered());
        }
    }

    @Torture(of = SERVER, with = "a request cut after each of its bytes, by FIN and by reset, and binary data")
    void truncatedRequests(Finding finding) throws Exception {
        String request = "POST / HTTP/1.1\r\nHost: localhost\r\nX: y\r\nContent-Length: 9\r\n\r\n";
        List<String> answers = new ArrayList<>();
        for (int end = 0; end < request.length(); end++) {
            answers.add(sidecar.answerTo(request.substring(0, end)));
            try (Socket connection = sidecar.send(request.substring(0, end))) {
                connection.setSoLinger(true, 0);
            }
        }
        for (int first = 0; first < 256; first++) {
            char[] bytes = new char[1000];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (char) ((first + i) % 256);
            }
            answers.add(sidecar.answerTo(new String(bytes)));
        }
        assertThat(answers).containsOnly("400", "closed");
        finding.is("%s; %s", distinct(answers), recovered());
    }

    @Torture(of = SERVER, with = "odd targets, as `//`, `/..`, `/%00`, `*`, `http://other/`, `/<script>`, and odd methods")
    void oddTargets(Finding finding) throws Exception {
        Map<String, List<String>> expected = Map.of(
                "200", List.of("/", "//", "/.", "/./", "/?", "/?a=b", "/#a", "/;a", "http://other/", "/a/.."),
                "404", List.of("/..", "/../..", "/%2e%2e/", "/%00", "/%2f", "/%c3%28", "//other", "/a//b", "*", "other",
                        "other:80", "?", "http://other", "http://other/a", "/\u00ff"),
                "400", List.of("", "/%", "/%zz", "/?%zz", "/<script>", "/{}", "/[", "/|", "/\\", "/\0", "/a b"));
        Map<String, String> answers = new LinkedHashMap<>();
        Map<String, String> wanted = new LinkedHashMap<>();
        for (var group : expected.entrySet()) {
            for (String target : group.getValue()) {
                wanted.put("GET " + target, group.getKey());
            }
        }
        for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "BREW",
                "X".repeat(1000))) {
            wanted.put(method + " /", "405");
        }
        for (String method : List.of("<b>", "G;T", "G\0T", "G\u00ffT", "G:T")) {
            wanted.put(method + " /", "400");
        }
        for (String start : wanted.keySet()) {
            answers.put(start, sidecar.answerTo(start + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
        }
        assertThat(answers).isEqualTo(wanted);
        finding.is("each of %d has the answer that it should: %s; %s", answers.size(), distinct(answers.values()),
                recovered());
    }

    @Torture(of = SERVER, with = "odd headers and versions: Host, Content-Length and Transfer-Encoding wrong, doubled or in"
            + " conflict, Expect, an upgrade to HTTP/2, HTTP/1.0, HTTP/2")
    void oddHeaders(Finding finding) throws Exception {
        Map<String, String> wanted = new LinkedHashMap<>();
        for (String refused : List.of("", "Host: \r\n", "Host: a b\r\n", "Host: a\r\nHost: b\r\n", "Host: [::1\r\n",
                "Host: a:99999999999\r\n", "Host : a\r\n", HOST + "X\r\n", HOST + "X: a\r\n b\r\n", HOST + "X: \0\r\n",
                HOST + "Content-Length: -1\r\n", HOST + "Content-Length: x\r\n",
                HOST + "Content-Length: 99999999999999999999\r\n",
                HOST + "Content-Length: 1\r\nContent-Length: 2\r\n",
                HOST + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n",
                HOST + "Transfer-Encoding: gzip\r\n", HOST + "Transfer-Encoding: chunked, chunked\r\n")) {
            wanted.put("GET / HTTP/1.1\r\n" + refused, "400");
        }
        for (String taken : List.of("Expect: 100-continue\r\n", "Expect: coffee\r\n", "Range: bytes=0-1\r\n",
                "Accept: application/json\r\n", "Accept-Encoding: gzip\r\n", "Connection: Upgrade\r\nUpgrade: h2c\r\n",
                "Connection: Upgrade\r\nUpgrade: websocket\r\n", "X-Forwarded-For: <b>\r\n")) {
            wanted.put("GET / HTTP/1.1\r\n" + HOST + taken, "200");
        }
        wanted.put("GET / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: gzip, chunked\r\n", "501");
        wanted.put("GET / HTTP/1.0\r\n" + HOST, "505");
        for (String version : List.of("HTTP/0.9", "HTTP/1.2", "HTTP/2.0", "http/1.1", "HTTP/1.1 ", "X")) {
            wanted.put("GET / " + version + "\r\n" + HOST, "400");
        }
        wanted.put("PRI * HTTP/2.0\r\n\r\nSM\r\n", "400");
        Map<String, String> answers = new LinkedHashMap<>();
        for (String start : wanted.keySet()) {
            answers.put(start, sidecar.answerTo(start + "\r\n"));
        }
        assertThat(answers).isEqualTo(wanted);
        finding.is("each of %d has the answer that it should: %s; %s", answers.size(), distinct(answers.values()),
                recovered());
    }

    @Torture(of = SERVER, with = "1000 connections where the system allows it 320 open files")
    void fewFiles(Finding finding) throws Exception {
        assertThat(new ProcessBuilder("prlimit", "--pid", Long.toString(sidecar.pid()), "--nofile=320:320").start()
                .waitFor()).isZero();
        List<Socket> connections = open(1000, HEAD);
        close(connections);
        finding.is("it goes on listening; %s", recovered());
    }

    @Torture(of = SERVER, with = "connections all the time while it starts")
    void requestsDuringTheStart(Finding finding) throws Exception {
        long from = System.nanoTime();
        int refused = 0;
        try (var slow = Sidecar.start("2s")) {
            while (true) {
                try (var _ = slow.connect()) {
                    Duration connected = since(from);
                    assertThat(refused).isPositive();
                    assertThat(slow.ask()).isLessThan(Duration.ofSeconds(5));
                    assertThat(connected).isGreaterThan(Duration.ofMillis(1950));
                    finding.is("all are refused till the delay of 2 s is over; the first that isn't is answered");
                    return;
                } catch (ConnectException _) {
                    refused++;
                }
            }
        }
    }

    @Torture(of = SERVER, with = "SIGTERM while 100 requests come in, of which half are never completed")
    void requestsDuringTheStop(Finding finding) throws Exception {
        List<Socket> completed = open(50, HEAD);
        List<Socket> abandoned = open(50, HEAD);
        sidecar.ask();
        long from = System.nanoTime();
        sidecar.signal("TERM");
        Await.until("its word that it stops", Sidecar.DEADLINE, () -> sidecar.output().contains("stopping"));
        Await.until("refusals", Sidecar.DEADLINE, this::refuses);
        List<String> answers = new ArrayList<>();
        for (Socket connection : completed) {
            connection.getOutputStream().write("\r\n".getBytes(ISO_8859_1));
            answers.add(Sidecar.status(connection));
        }
        int exitCode = sidecar.awaitEnd();
        Duration ended = since(from);
        close(completed);
        close(abandoned);
        assertThat(answers).hasSize(50).containsOnly("200");
        assertThat(exitCode).isZero();
        assertThat(ended).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(5));
        finding.is("the others are answered %s, new ones are refused, and after %.1f s it ends with %d",
                distinct(answers),
                ended.toMillis() / 1000.0, exitCode);
    }

    @Torture(of = SERVER, with = "10000 requests made of valid ones by random edits")
    void fuzz(Finding finding) throws Exception {
        ModuleTests.passed("slow-sidecar", "RequestBytesTest", "-DargLine=-Djqwik.tries.default=10000")
                .count("noneIsAnErrorOfTheServer");
        finding.is("none is answered 500, and the server says nothing of them");
    }

    private boolean refuses() {
        try (var _ = sidecar.connect()) {
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    private List<Socket> open(int number, String request) throws IOException {
        List<Socket> connections = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            connections.add(sidecar.send(request));
        }
        return connections;
    }

    private static void close(List<Socket> connections) throws IOException {
        for (Socket connection : connections) {
            connection.close();
        }
    }

    /** Runs all of it at once, and this meanwhile. */
    private static <T> T together(List<Callable<Void>> clients, Callable<T> meanwhile) throws Exception {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            List<Future<Void>> ends = clients.stream().map(threads::submit).toList();
            T result = meanwhile.call();
            for (Future<Void> end : ends) {
                end.get(Sidecar.DEADLINE.toSeconds(), SECONDS);
            }
            return result;
        } finally {
            threads.shutdownNow();
        }
    }

    /** Sends the beginning, then a byte every 100 ms until the connection is closed. */
    private Void sendSlowly(String beginning) throws IOException {
        try (Socket connection = sidecar.send(beginning)) {
            connection.setSoTimeout(100);
            while (true) {
                try {
                    if (connection.getInputStream().read() < 0) {
                        return null;
                    }
                } catch (SocketTimeoutException _) {
                    connection.getOutputStream().write('x');
                }
            }
        } catch (SocketException _) {
            return null;
        }
    }

    private Void neverRead() throws IOException {
        byte[] requests = (HEAD + "\r\n").repeat(1000).getBytes(ISO_8859_1);
        try (Socket connection = sidecar.connect()) {
            while (true) {
                connection.getOutputStream().write(requests);
            }
        } catch (SocketException _) {
            return null;
        }
    }

    private static String restOf(Socket connection) throws IOException {
        var rest = new ByteArrayOutputStream();
        try {
            connection.getInputStream().transferTo(rest);
        } catch (SocketException _) {
            // closed with the body unread
        }
        return rest.toString(ISO_8859_1);
    }

    private String recovered() throws IOException {
        return "then as before: " + sidecar.assertBackAt(before);
    }

    private static Duration since(long from) {
        return Duration.ofNanos(System.nanoTime() - from);
    }

    /** The different ones in order, the last after "or". */
    private static String distinct(Collection<String> answers) {
        var sorted = new ArrayList<>(new TreeSet<>(answers));
        String last = sorted.removeLast();
        return sorted.isEmpty() ? last : String.join(", ", sorted) + " or " + last;
    }
}
