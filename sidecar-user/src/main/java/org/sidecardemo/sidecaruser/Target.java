package org.sidecardemo.sidecaruser;

import static org.sidecardemo.sidecaruser.UsageException.quoted;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.Security;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The URL to ask, in parts.
 *
 * @param host a name or an address, an IPv6 address in brackets
 * @param port from 1 to 65535
 * @param path with the query, as the request line has it
 */
record Target(String host, int port, String path) {
    private static final int DEFAULT_PORT = 80;

    private static final Pattern URL = Pattern.compile("""
            (?:([A-Za-z][A-Za-z0-9+.-]*)://)?+\
            ([A-Za-z0-9_][A-Za-z0-9._-]*|\\[[0-9A-Fa-f:.]+])\
            (?::(\\d{0,5}))?\
            (/[!-~&&[^?#]]*)?\
            (\\?[!-~&&[^#]]*)?\
            (?:#.*)?""");

    /**
     * Reads a URL; without a scheme it is an http URL, as in curl.
     *
     * @throws UsageException if it isn't one, or its scheme isn't http
     */
    static Target parse(String url) throws UsageException {
        var parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new UsageException("the URL must be like http://host:port/path, not " + quoted(url));
        }
        var scheme = parts.group(1);
        if (scheme != null && !scheme.equalsIgnoreCase("http")) {
            throw new UsageException("the URL must begin with http://, not " + quoted(url));
        }
        var host = parts.group(2);
        if (host.startsWith("[")) {
            requireAddress(host);
        }
        var port = parts.group(3) == null || parts.group(3).isEmpty() ? DEFAULT_PORT : Integer.parseInt(parts.group(3));
        if (port < 1 || port > 65535) {
            throw new UsageException("the URL's port must be from 1 to 65535, not " + port);
        }
        var path = parts.group(4) == null ? "/" : parts.group(4);
        return new Target(host, port, parts.group(5) == null ? path : path + parts.group(5));
    }

    private static void requireAddress(String host) throws UsageException {
        try {
            InetAddress.ofLiteral(host);
        } catch (IllegalArgumentException _) {
            throw new UsageException("the URL's host is not an IPv6 address: " + quoted(host));
        }
    }

    /** Host and port, as messages name the target. */
    String authority() {
        return host + ":" + port;
    }

    /** The value of the request's Host field. */
    String hostField() {
        return port == DEFAULT_PORT ? host : authority();
    }

    /**
     * All addresses of the host. "localhost" always means both loopback addresses, whatever a resolver says (RFC 6761).
     *
     * @throws UnknownHostException if it has none
     */
    List<InetAddress> addresses() throws UnknownHostException {
        var name = host.toLowerCase(Locale.ROOT);
        if (name.equals("localhost") || name.endsWith(".localhost")) {
            return List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1"));
        }
        // the JDK would remember a failure for 10 s, and a retry would learn nothing new
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
        Security.setProperty("networkaddress.cache.ttl", "0");
        return List.of(InetAddress.getAllByName(host));
    }
}
