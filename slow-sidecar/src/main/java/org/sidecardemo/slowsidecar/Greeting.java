package org.sidecardemo.slowsidecar;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;

import io.helidon.http.HeaderNames;
import io.helidon.http.HttpMediaType;
import io.helidon.http.Status;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/** The one page: a greeting from this host. */
final class Greeting {

    private static final HttpMediaType HTML = HttpMediaType.builder()
            .mediaType(MediaTypes.TEXT_HTML)
            .charset(StandardCharsets.UTF_8.name())
            .build();

    private final byte[] page;

    private Greeting(String host) {
        this.page = page(host).getBytes(StandardCharsets.UTF_8);
    }

    static Greeting fromThisHost() {
        try {
            return new Greeting(InetAddress.getLocalHost().getHostName());
        } catch (UnknownHostException _) {
            // the name has no address: nothing that should keep a server from starting
            return new Greeting("localhost");
        }
    }

    void routing(HttpRouting.Builder routing) {
        routing.get("/", this::answer).head("/", this::answer).any("/", Greeting::refuse)
                // not left to Helidon, which would read the request's body first
                .any((_, response) -> response.status(Status.NOT_FOUND_404).send());
    }

    private void answer(ServerRequest request, ServerResponse response) {
        response.headers().contentType(HTML);
        response.send(page);
    }

    private static void refuse(ServerRequest request, ServerResponse response) {
        response.status(Status.METHOD_NOT_ALLOWED_405).header(HeaderNames.ALLOW, "GET, HEAD").send();
    }

    static String page(String host) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head><title>slow-sidecar</title></head>
                <body><h1>Hello from %s!</h1></body>
                </html>
                """.formatted(escaped(host));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
