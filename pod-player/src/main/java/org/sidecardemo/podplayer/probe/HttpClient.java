package org.sidecardemo.podplayer.probe;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Set;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Sends a GET as the kubelet does: on a connection of its own, by no proxy, with any certificate, and following
 * redirects on the same host (pkg/probe/http). java.net.http can't take its place:
 * <ul>
 * <li>Its first request takes 140 ms, and ours 5, each with an AOT cache. A probe has a second by default, on a machine
 * that starts containers meanwhile.
 * <li>It takes an answer with a malformed header for a good one.
 * <li>It tells failures in its own words, which don't tell apart what Go's do, such as EOF and unexpected EOF.
 * </ul>
 */
final class HttpClient {

    static final String PLAIN_ANSWER = "http: server gave HTTP response to HTTPS client";

    private static final int MAX_REDIRECTS = 10;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private HttpClient() {}

    /** The final answer, or the redirect to another host. */
    static HttpResponse get(HttpRequest request, Deadline deadline) throws ProbeFailure {
        var current = request;
        for (int sent = 1;; sent++) {
            var response = exchange(current, deadline);
            var location = response.headers().getOrDefault("location", "");
            if (!REDIRECTS.contains(response.status()) || location.isEmpty()) {
                return response;
            }
            var next = next(current, location);
            if (!next.endpoint().host().equalsIgnoreCase(request.endpoint().host())) {
                return response;
            }
            if (sent == MAX_REDIRECTS) {
                throw failure(next, "stopped after 10 redirects");
            }
            current = next;
        }
    }

    private static HttpRequest next(HttpRequest current, String location) throws ProbeFailure {
        try {
            var target = URI.create(location);
            var next = current.uri().resolve(target);
            if (next.getHost() == null || !Set.of("http", "https").contains(next.getScheme())) {
                throw failure(current, "unsupported protocol scheme in Location header \"%s\"".formatted(location));
            }
            return current.redirectedTo(target);
        } catch (IllegalArgumentException _) {
            throw failure(current, "failed to parse Location header \"%s\"".formatted(location));
        }
    }

    private static HttpResponse exchange(HttpRequest request, Deadline deadline) throws ProbeFailure {
        try (var socket = request.endpoint().connect(deadline);
                var channel = request.secure() ? encrypted(socket, request.endpoint(), deadline) : socket) {
            channel.getOutputStream().write(request.bytes());
            return HttpResponse.read(new BufferedInputStream(new FilterInputStream(channel.getInputStream()) {
                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    channel.setSoTimeout(deadline.remainingMillis());
                    return super.read(bytes, offset, length);
                }
            }));
        } catch (SocketTimeoutException _) {
            throw failure(request, "context deadline exceeded (Client.Timeout exceeded while awaiting headers)");
        } catch (SSLException e) {
            // so the JDK says it
            boolean plain = String.valueOf(e.getMessage()).contains("unrecognized SSL message");
            throw failure(request, plain ? PLAIN_ANSWER : "tls: " + e.getMessage());
        } catch (IOException e) {
            throw failure(request, reason(e));
        } catch (ProbeFailure e) {
            throw failure(request, e.getMessage());
        }
    }

    private static Socket encrypted(Socket socket, Endpoint endpoint, Deadline deadline) throws IOException {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[]{new TrustingAll()}, null);
            var encrypted = (SSLSocket) context.getSocketFactory().createSocket(socket, endpoint.host(),
                    endpoint.port(), true);
            encrypted.setSoTimeout(deadline.remainingMillis());
            encrypted.startHandshake();
            return encrypted;
        } catch (GeneralSecurityException e) {
            throw new SSLException(e.getMessage());
        }
    }

    private static ProbeFailure failure(HttpRequest request, String reason) {
        return new ProbeFailure("Get \"%s\": %s".formatted(request.uri(), reason));
    }

    private static String reason(IOException e) {
        return e.getMessage() == null || e.getMessage().contains("EOF")
                ? String.valueOf(e.getMessage())
                : e.getMessage().toLowerCase(Locale.ROOT);
    }

    /** The kubelet skips the verification of probes' certificates. */
    private static final class TrustingAll extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
