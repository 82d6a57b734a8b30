package org.sidecardemo.podplayer.report;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A headless Chromium with one page, half an hour off the world's clocks, driven by its DevTools protocol. */
final class Browser implements AutoCloseable {

    private static final long SECONDS = 120;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final BlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
    private final Process chromium;
    private final WebSocket page;
    private int calls;

    /**
     * @param folder an empty one, for its profile
     * @throws IOException if there is no program {@code chromium}
     */
    Browser(Path folder) throws IOException, InterruptedException {
        var command = new ProcessBuilder("chromium", "--headless", "--no-sandbox", "--disable-gpu",
                "--disable-dev-shm-usage", "--hide-scrollbars", "--force-device-scale-factor=1",
                "--remote-debugging-port=0", "--user-data-dir=" + folder, "about:blank")
                .redirectErrorStream(true).redirectOutput(folder.resolve("chromium.log").toFile());
        command.environment().put("TZ", "Asia/Kolkata");
        chromium = command.start();
        var port = Files.readAllLines(awaited(folder.resolve("DevToolsActivePort"))).getFirst();
        page = http.newWebSocketBuilder().buildAsync(URI.create(pageOf(port)), new Listener()).join();
    }

    private static Path awaited(Path file) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!Files.exists(file) || Files.size(file) == 0) {
            if (System.nanoTime() > deadline) {
                throw new IOException("chromium tells no port for its DevTools");
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return file;
    }

    private String pageOf(String port) throws IOException, InterruptedException {
        var targets = http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list")).build(),
                BodyHandlers.ofString()).body();
        for (var target : json.readTree(targets)) {
            if (target.at("/type").asString().equals("page")) {
                return target.at("/webSocketDebuggerUrl").asString();
            }
        }
        throw new IOException("chromium has no page: " + targets);
    }

    /** Shows a file in a window of this size, on a phone if it is narrow. */
    void show(Path file, int width, int height, boolean dark) throws InterruptedException {
        call("Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
        call("Emulation.setEmulatedMedia", Map.of("features",
                new Object[]{Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light")}));
        call("Page.navigate", Map.of("url", file.toUri().toString()));
        while (!evaluate("document.readyState + location.protocol").asString().equals("completefile:")) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** The value of an expression of JavaScript, or of its promise. */
    JsonNode evaluate(String expression) throws InterruptedException {
        var answer = call("Runtime.evaluate",
                Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + answer);
        }
        return answer.at("/result/value");
    }

    void press(String key) throws InterruptedException {
        int code = Map.of("Tab", 9, "Enter", 13, "End", 35, "Home", 36, "ArrowRight", 39).get(key);
        call("Input.dispatchKeyEvent",
                Map.of("type", key.equals("Enter") ? "keyDown" : "rawKeyDown", "key", key, "code",
                        key, "windowsVirtualKeyCode", code, "text", key.equals("Enter") ? "\r" : ""));
        call("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key, "code", key, "windowsVirtualKeyCode", code));
    }

    void point(double x, double y) throws InterruptedException {
        call("Input.dispatchMouseEvent", Map.of("type", "mouseMoved", "x", x, "y", y));
    }

    /** Writes the whole page as a PNG. */
    void screenshot(Path file) throws IOException, InterruptedException {
        var picture = call("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(picture.at("/data").asString()));
    }

    private JsonNode call(String method, Map<String, Object> parameters) throws InterruptedException {
        int id = ++calls;
        page.sendText(json.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true).join();
        for (var answer = next(method); true; answer = next(method)) {
            if (answer.at("/id").asInt(0) == id) {
                if (answer.has("error")) {
                    throw new AssertionError(method + ": " + answer);
                }
                return answer.at("/result");
            }
        }
    }

    private JsonNode next(String method) throws InterruptedException {
        var answer = answers.poll(SECONDS, TimeUnit.SECONDS);
        if (answer == null) {
            throw new AssertionError(method + " is not answered");
        }
        return answer;
    }

    @Override
    public void close() {
        page.abort();
        chromium.destroyForcibly().onExit().join();
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            message.append(data);
            if (last) {
                answers.add(json.readTree(message.toString()));
                message.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
