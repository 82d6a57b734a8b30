package org.sidecardemo.podplayer.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Keeps the end of what is read from a container's output. */
final class LogTail extends FilterInputStream {

    /** Source: MaxContainerTerminationMessageLogLength and …LogLines in pkg/kubelet/container. */
    private static final int MAX_BYTES = 2048;
    private static final int MAX_LINES = 80;

    /** Never changed, but replaced. */
    private volatile byte[] end = {};

    LogTail(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        if (count > 0) {
            keep(buffer, offset, count);
        }
        return count;
    }

    /** The last 80 lines, and no more than the last 2048 bytes of them. */
    String text() {
        var bytes = end;
        int from = bytes.length;
        // the line feed at the very end begins no line
        for (int lines = 0; from > 0; from--) {
            if (bytes[from - 1] == '\n' && from < bytes.length && ++lines == MAX_LINES) {
                break;
            }
        }
        return new String(bytes, from, bytes.length - from, UTF_8);
    }

    private void keep(byte[] buffer, int offset, int count) {
        int ofNew = Math.min(count, MAX_BYTES);
        int ofOld = Math.min(end.length, MAX_BYTES - ofNew);
        var kept = Arrays.copyOfRange(end, end.length - ofOld, end.length + ofNew);
        System.arraycopy(buffer, offset + count - ofNew, kept, ofOld, ofNew);
        end = kept;
    }
}
