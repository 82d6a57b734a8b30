package org.sidecardemo.podplayer.probe;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.HTTPHeader;
import org.sidecardemo.podplayer.runtime.PodSandbox;

/**
 * A GET as the kubelet sends it (pkg/probe/http, NewRequestForHTTPGetAction).
 *
 * @param target path and query, percent-encoded
 * @param headers as they are sent, {@code Host} among them
 */
record HttpRequest(boolean secure, Endpoint endpoint, String target, List<HTTPHeader> headers) {

    private static final Set<String> LEFT_TO_THE_CLIENT = Set.of("host", "user-agent", "accept", "content-length",
            "transfer-encoding", "trailer", "connection");

    /** @throws ProbeError if the port can't be resolved */
    static HttpRequest of(HTTPGetAction action, Container container, PodSandbox pod, String userAgent)
            throws ProbeFailure, ProbeError {
        var endpoint = Endpoint.of(action.getHost(), pod, action.getPort(), container);
        var given = action.getHttpHeaders();
        for (var header : given) {
            if (header.getValue() != null && header.getValue().chars().anyMatch(c -> c < ' ' && c != '\t')) {
                throw new ProbeFailure(
                        "net/http: invalid header field value for \"%s\"".formatted(header.getName()));
            }
        }
        var headers = new ArrayList<HTTPHeader>();
        var host = first("host", given, "");
        headers.add(new HTTPHeader("Host", host.isEmpty() ? endpoint.toString() : host));
        addUnlessEmpty(headers, "User-Agent", first("user-agent", given, userAgent));
        addUnlessEmpty(headers, "Accept", first("accept", given, "*/*"));
        given.stream().filter(header -> !LEFT_TO_THE_CLIENT.contains(lower(header.getName()))).forEach(headers::add);
        headers.add(new HTTPHeader("Connection", "close"));
        return new HttpRequest("https".equalsIgnoreCase(action.getScheme()), endpoint, target(action.getPath()),
                headers);
    }

    /** The request that follows a redirect: a relative one keeps the {@code Host} header that was given. */
    HttpRequest redirectedTo(URI location) {
        var next = uri().resolve(location);
        boolean nextSecure = "https".equals(next.getScheme());
        int port = next.getPort() > 0 ? next.getPort() : nextSecure ? 443 : 80;
        var nextEndpoint = new Endpoint(withoutBrackets(next.getHost()), port);
        var nextHeaders = new ArrayList<>(headers);
        if (location.isAbsolute()) {
            nextHeaders.set(0, new HTTPHeader("Host", next.getRawAuthority()));
        }
        var query = next.getRawQuery() == null ? "" : "?" + next.getRawQuery();
        return new HttpRequest(nextSecure, nextEndpoint, target(next.getRawPath() + query), nextHeaders);
    }

    /** The same without encryption and credentials, as the kubelet's hooks fall back to. */
    HttpRequest insecure() {
        var kept = headers.stream().filter(header -> !"authorization".equals(lower(header.getName()))).toList();
        return new HttpRequest(false, endpoint, target, kept);
    }

    URI uri() {
        return URI.create((secure ? "https://" : "http://") + endpoint + target);
    }

    byte[] bytes() {
        var text = new StringBuilder("GET %s HTTP/1.1\r\n".formatted(target));
        for (var header : headers) {
            text.append("%s: %s\r\n".formatted(header.getName(), Objects.requireNonNullElse(header.getValue(), "")));
        }
        return text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A path as it may stand in a request: without fragment, and encoded where it isn't yet. */
    private static String target(String path) {
        var given = path == null ? "" : path;
        int fragment = given.indexOf('#');
        var kept = fragment < 0 ? given : given.substring(0, fragment);
        var encoded = new StringBuilder(kept.startsWith("/") ? "" : "/");
        for (byte b : kept.replaceAll("%(?![0-9A-Fa-f]{2})", "%25").getBytes(StandardCharsets.UTF_8)) {
            if (b <= ' ' || b == 0x7F || "\"<>\\^`{|}".indexOf(b) >= 0) {
                encoded.append("%%%02X".formatted(b));
            } else {
                encoded.append((char) b);
            }
        }
        return encoded.toString();
    }

    static String withoutBrackets(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static void addUnlessEmpty(List<HTTPHeader> headers, String name, String value) {
        if (!value.isEmpty()) {
            headers.add(new HTTPHeader(name, value));
        }
    }

    private static String first(String lowerName, List<HTTPHeader> given, String otherwise) {
        return given.stream().filter(header -> lower(header.getName()).equals(lowerName)).findFirst()
                .map(header -> Objects.requireNonNullElse(header.getValue(), "")).orElse(otherwise);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
