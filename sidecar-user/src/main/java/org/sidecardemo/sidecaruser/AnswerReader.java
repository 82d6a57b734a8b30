package org.sidecardemo.sidecaruser;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads one HTTP/1.x answer (RFC 9112), strictly: what is cut short or malformed is a {@link BadAnswer}, never a
 * shorter body.
 */
final class AnswerReader {
    /** curl's limit. */
    private static final int MAX_HEADER_BYTES = 300 * 1024;

    private static final String PROTOCOL = "HTTP/";
    private static final Pattern REST_OF_STATUS_LINE = Pattern.compile("1\\.[01] ([1-9]\\d\\d)( .*)?");
    private static final Pattern CHUNK_SIZE = Pattern.compile("([0-9A-Fa-f]{1,15})[ \t]*(;.*)?");
    private static final Pattern CONTENT_LENGTH = Pattern.compile("(\\d{1,18})(, \\1)*");

    private final InputStream in;
    private final byte[] buffer = new byte[16 * 1024];
    private int headerBytesLeft;
    private volatile long received;

    AnswerReader(InputStream in) {
        this.in = new BufferedInputStream(in, buffer.length);
    }

    /**
     * The answer's status and header fields.
     *
     * @param fields the values by name in lower case; those of a repeated field are joined by commas
     */
    record Head(int status, Map<String, String> fields) {}

    /** How many bytes have been read; any thread may ask. */
    long received() {
        return received;
    }

    /**
     * Reads the header of the final answer: provisional ones (1xx) before it are skipped.
     *
     * @throws BadAnswer if it is cut short, malformed or longer than 300 KiB
     */
    Head head() throws IOException {
        headerBytesLeft = MAX_HEADER_BYTES;
        Head head;
        do {
            head = new Head(status(), fields());
            // 101, which nobody asked for, is the last header that will come: final, as for curl
        } while (head.status() < 200 && head.status() != 101);
        return head;
    }

    /**
     * Copies the body, as it comes.
     *
     * @throws BadAnswer if it is cut short or malformed
     */
    void body(Head head, OutputStream out) throws IOException {
        if (head.status() == 204 || head.status() == 304) {
            return;
        }
        var transferEncoding = head.fields().get("transfer-encoding");
        var contentLength = head.fields().get("content-length");
        if (transferEncoding != null) {
            if (!transferEncoding.equalsIgnoreCase("chunked")) {
                throw new BadAnswer("used a transfer encoding other than chunked");
            }
            copyChunks(out);
        } else if (contentLength != null) {
            var length = CONTENT_LENGTH.matcher(contentLength);
            if (!length.matches()) {
                throw new BadAnswer("sent a Content-Length that is not a number");
            }
            copy(Long.parseLong(length.group(1)), out);
        } else {
            copyToEnd(out);
        }
    }

    private int status() throws IOException {
        // byte by byte: what isn't HTTP may never end its first line
        for (var expected : PROTOCOL.toCharArray()) {
            if (read() != expected) {
                throw new BadAnswer("answered with something other than HTTP");
            }
        }
        var rest = REST_OF_STATUS_LINE.matcher(line());
        if (!rest.matches()) {
            throw new BadAnswer("answered with something other than HTTP/1.x and a status");
        }
        return Integer.parseInt(rest.group(1));
    }

    private Map<String, String> fields() throws IOException {
        var fields = new HashMap<String, String>();
        String name = null;
        for (var line = line(); !line.isEmpty(); line = line()) {
            if (name != null && (line.startsWith(" ") || line.startsWith("\t"))) {
                fields.put(name, (fields.get(name) + ' ' + line.strip()).strip());
                continue;
            }
            var colon = line.indexOf(':');
            if (colon < 1) {
                throw new BadAnswer("sent a header line without a name and a colon");
            }
            name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            var value = line.substring(colon + 1).strip();
            fields.put(name, fields.containsKey(name) ? fields.get(name) + ", " + value : value);
        }
        return fields;
    }

    private void copyChunks(OutputStream out) throws IOException {
        long size;
        do {
            headerBytesLeft = MAX_HEADER_BYTES;
            var line = CHUNK_SIZE.matcher(line());
            if (!line.matches()) {
                throw new BadAnswer("sent a chunk without a valid size");
            }
            size = Long.parseLong(line.group(1), 16);
            copy(size, out);
            if (size > 0 && !line().isEmpty()) {
                throw new BadAnswer("sent a chunk longer than its size");
            }
        } while (size > 0);
        fields(); // trailers, which nobody wants; but the body ends after them
    }

    private void copy(long length, OutputStream out) throws IOException {
        for (var left = length; left > 0;) {
            var count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                throw cutShort();
            }
            received += count;
            left -= count;
            out.write(buffer, 0, count);
        }
    }

    private void copyToEnd(OutputStream out) throws IOException {
        for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            received += count;
            out.write(buffer, 0, count);
        }
    }

    /** A line without its end, which is CR LF or, forgivingly, LF. */
    private String line() throws IOException {
        var line = new StringBuilder();
        for (var character = read(); character != '\n'; character = read()) {
            if (headerBytesLeft-- == 0) {
                throw new BadAnswer("sent a header of more than " + MAX_HEADER_BYTES + " bytes");
            }
            line.append(character);
        }
        var last = line.length() - 1;
        if (last >= 0 && line.charAt(last) == '\r') {
            line.setLength(last);
        }
        return line.toString();
    }

    private char read() throws IOException {
        var read = in.read();
        if (read < 0) {
            throw cutShort();
        }
        received++;
        return (char) read;
    }

    private BadAnswer cutShort() {
        return new BadAnswer(received == 0
                ? "closed the connection without an answer"
                : "closed the connection before its answer was complete");
    }
}
