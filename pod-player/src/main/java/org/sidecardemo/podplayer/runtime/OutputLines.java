package org.sidecardemo.podplayer.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.Consumer;

/** Cuts what a container prints into lines of UTF-8, in bounded memory and no faster than they are taken. */
final class OutputLines {

    /** The longest line in bytes: a longer one is told in pieces. */
    static final int MAX_LENGTH = 64 * 1024;
    /** Of the buffers at first, as most containers say little, and there may be many. */
    private static final int USUAL_LENGTH = 1024;

    private final Consumer<String> taker;
    private byte[] line = new byte[USUAL_LENGTH];
    private int length;
    private volatile boolean reading;

    OutputLines(Consumer<String> taker) {
        this.taker = taker;
    }

    /** Reads until the stream ends, is closed or breaks. */
    void readAll(InputStream in) {
        var buffer = new byte[USUAL_LENGTH];
        for (int count = read(in, buffer); count > 0; count = read(in, buffer)) {
            for (int i = 0; i < count; i++) {
                take(buffer[i]);
            }
            if (count == buffer.length && count < MAX_LENGTH) {
                buffer = new byte[2 * count];
            }
        }
        if (length > 0) {
            tell(length);
        }
    }

    /** Whether this waits for more output rather than for who takes the lines. */
    boolean isReading() {
        return reading;
    }

    private int read(InputStream in, byte[] buffer) {
        reading = true;
        try {
            return in.read(buffer);
        } catch (IOException _) {
            return -1;
        } finally {
            reading = false;
        }
    }

    private void take(byte b) {
        if (b == '\n') {
            tell(length);
            return;
        }
        if (length == MAX_LENGTH) {
            tell(startOfLastCharacter());
        }
        if (length == line.length) {
            line = Arrays.copyOf(line, 2 * length);
        }
        line[length++] = b;
    }

    private void tell(int end) {
        taker.accept(new String(line, 0, end, UTF_8));
        length -= end;
        System.arraycopy(Arrays.copyOfRange(line, end, end + length), 0, line, 0, length);
    }

    /** Where to cut a full line so that no character of several bytes is torn. */
    private int startOfLastCharacter() {
        for (int start = length - 1; start > length - 4; start--) {
            if ((line[start] & 0xC0) != 0x80) {
                return (line[start] & 0x80) == 0 ? length : start;
            }
        }
        return length;
    }
}
