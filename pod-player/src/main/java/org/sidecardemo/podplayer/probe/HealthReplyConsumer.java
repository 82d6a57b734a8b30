package org.sidecardemo.podplayer.probe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;

/** Takes in a gRPC response: a message, and the status in the headers at its end, or in the only ones. */
final class HealthReplyConsumer implements AsyncResponseConsumer<HealthReply> {

    /** More than any answer has. */
    private static final int MOST_BYTES = 1024;
    private static final int HTTP_OK = 200;

    private final List<Header> headers = new ArrayList<>();
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private int httpStatus;
    private FutureCallback<HealthReply> callback;

    @Override
    public void consumeResponse(HttpResponse response, EntityDetails entity, HttpContext context,
            FutureCallback<HealthReply> resultCallback) throws IOException {
        httpStatus = response.getCode();
        callback = resultCallback;
        headers.addAll(List.of(response.getHeaders()));
        if (entity == null) {
            callback.completed(reply());
        }
    }

    @Override
    public void informationResponse(HttpResponse response, HttpContext context) {}

    @Override
    public void updateCapacity(CapacityChannel capacity) throws IOException {
        capacity.update(MOST_BYTES);
    }

    @Override
    public void consume(ByteBuffer source) throws IOException {
        if (message.size() + source.remaining() > MOST_BYTES) {
            throw new IOException("grpc: received message larger than max");
        }
        while (source.hasRemaining()) {
            message.write(source.get());
        }
    }

    @Override
    public void streamEnd(List<? extends Header> trailers) throws IOException {
        if (trailers != null) {
            headers.addAll(trailers);
        }
        callback.completed(reply());
    }

    @Override
    public void failed(Exception cause) {}

    @Override
    public void releaseResources() {}

    private HealthReply reply() throws IOException {
        var status = value("grpc-status");
        if (status == null) {
            return httpStatus == HTTP_OK
                    ? new HealthReply(2, "server closed the stream without sending trailers")
                    : new HealthReply(ofHttp(), "unexpected HTTP status code received from server: " + httpStatus);
        }
        int code = Integer.parseInt(status);
        if (code != HealthReply.OK) {
            var text = value("grpc-message");
            return new HealthReply(code, text == null ? "" : decoded(text));
        }
        return new HealthReply(HealthReply.OK, HealthMessages.status(message.toByteArray()));
    }

    /** HTTPStatusConvTab of grpc-go. */
    private int ofHttp() {
        return switch (httpStatus) {
            case 400 -> 13;
            case 401 -> 16;
            case 403 -> 7;
            case 404 -> HealthReply.UNIMPLEMENTED;
            case 429, 502, 503, 504 -> 14;
            default -> 2;
        };
    }

    private String value(String name) {
        return headers.stream().filter(header -> header.getName().equalsIgnoreCase(name)).map(Header::getValue)
                .reduce((_, last) -> last).orElse(null);
    }

    /** Percent-encoded, where a plus is a plus. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }
}
