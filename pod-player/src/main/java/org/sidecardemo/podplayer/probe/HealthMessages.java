package org.sidecardemo.podplayer.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The two messages of grpc.health.v1 on the wire: a byte that says "not compressed", the length in four, and the one field of
 * each by Protocol Buffers.
 */
final class HealthMessages {

    private static final int PREFIX = 5;
    /** Field 1, a string. */
    private static final int SERVICE = 0x0a;
    /** Field 1, a number. */
    private static final int STATUS = 0x08;
    /** Of a number in seven bits at a time: all but the last bear a mark that there are more. */
    private static final int SEVEN = 7;
    private static final int SEVEN_BITS = 0x7f;
    private static final int MORE = 0x80;

    private HealthMessages() {}

    /** A HealthCheckRequest; of an empty service it has no field. */
    static byte[] request(String service) {
        var field = new ByteArrayOutputStream();
        var name = service.getBytes(UTF_8);
        if (name.length > 0) {
            field.write(SERVICE);
            int left = name.length;
            for (; left > SEVEN_BITS; left >>>= SEVEN) {
                field.write(left & SEVEN_BITS | MORE);
            }
            field.write(left);
            field.writeBytes(name);
        }
        return ByteBuffer.allocate(PREFIX + field.size()).put((byte) 0).putInt(field.size()).put(field.toByteArray())
                .array();
    }

    /**
     * The name of the status in a HealthCheckResponse.
     *
     * @throws IOException if it is none
     */
    static String status(byte[] response) throws IOException {
        if (response.length == PREFIX) {
            return name(0);
        }
        if (response.length != PREFIX + 2 || response[0] != 0 || response[PREFIX] != STATUS) {
            throw new IOException("grpc: failed to unmarshal the received message");
        }
        return name(response[PREFIX + 1]);
    }

    private static String name(int status) {
        return switch (status) {
            case 0 -> "UNKNOWN";
            case 1 -> "SERVING";
            case 2 -> "NOT_SERVING";
            case 3 -> "SERVICE_UNKNOWN";
            default -> Integer.toString(status);
        };
    }
}
