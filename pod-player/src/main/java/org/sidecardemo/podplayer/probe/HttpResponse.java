package org.sidecardemo.podplayer.probe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a server answered.
 *
 * @param headers by lower-case name
 * @param body at most the first 10 KiB
 */
record HttpResponse(int status, Map<String, String> headers, String body) {

    private static final int MAX_BODY = 10 * 1024;
    private static final int MAX_HEAD = 1024 * 1024;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.\\d (\\d{3})( .*)?");

    static HttpResponse read(InputStream in) throws IOException, ProbeFailure {
        int status = 100;
        Map<String, String> headers = Map.of();
        while (status >= 100 && status < 200 && status != 101) {
            status = status(line(in));
            headers = headers(in);
        }
        return new HttpResponse(status, headers, new String(body(in, status, headers), UTF_8));
    }

    private static int status(String line) throws ProbeFailure {
        var matcher = STATUS_LINE.matcher(line);
        if (!matcher.matches()) {
            var shown = line.substring(0, Math.min(line.length(), 80)).replaceAll("\\P{Print}", "?");
            throw new ProbeFailure("malformed HTTP response \"%s\"".formatted(shown));
        }
        return Integer.parseInt(matcher.group(1));
    }

    private static Map<String, String> headers(InputStream in) throws IOException, ProbeFailure {
        var headers = new HashMap<String, String>();
        int length = 0;
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            length += line.length();
            int colon = line.indexOf(':');
            if (colon < 1 || length > MAX_HEAD) {
                throw new ProbeFailure("malformed MIME header");
            }
            headers.putIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
        }
        return headers;
    }

    private static byte[] body(InputStream in, int status, Map<String, String> headers)
            throws IOException, ProbeFailure {
        if (status < 200 || status == 204 || status == 304) {
            return new byte[0];
        }
        if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            return chunks(in);
        }
        var length = headers.get("content-length");
        if (length == null) {
            return in.readNBytes(MAX_BODY);
        }
        return exactly(number(length, 10), in);
    }

    private static byte[] chunks(InputStream in) throws IOException, ProbeFailure {
        var body = new ByteArrayOutputStream();
        while (body.size() < MAX_BODY) {
            long size = number(line(in).replaceFirst(";.*", "").strip(), 16);
            if (size == 0) {
                break;
            }
            body.writeBytes(exactly(size, in));
            if (size < MAX_BODY) {
                line(in);
            }
        }
        return body.toByteArray();
    }

    private static byte[] exactly(long length, InputStream in) throws IOException {
        int wanted = (int) Math.min(length, MAX_BODY);
        var bytes = in.readNBytes(wanted);
        if (bytes.length < wanted) {
            throw new EOFException("unexpected EOF");
        }
        return bytes;
    }

    private static long number(String text, int radix) throws ProbeFailure {
        try {
            return Long.parseUnsignedLong(text, radix) & Long.MAX_VALUE;
        } catch (NumberFormatException _) {
            throw new ProbeFailure("bad length in HTTP response");
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0 || line.size() > MAX_HEAD) {
                throw new EOFException(line.size() == 0 ? "EOF" : "unexpected EOF");
            }
            line.write(b);
        }
        var text = line.toString(ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
