package org.sidecardemo.slowsidecar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

import io.helidon.webserver.http.HttpRouting;

/** A server that takes its time: it sleeps, and only then listens. */
public final class Main {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX")
            .withZone(ZoneOffset.UTC);

    private static final String HELP = """
            Usage: slow-sidecar [--help | --version]

            Sleeps, and only then listens: GET / and HEAD / are answered with a greeting from this host.
            SIGTERM and SIGINT end it, and requests that run then have 2 s to end.

            Options:
              --help          print this help
              --version       print the version

            Environment:
              START_DELAY     how long after the start of the process the port is bound, in seconds or
                              with a unit: 5, 5s, 250ms, 2m; at most 24 h (default: 5s)
              PORT            the TCP port to listen on, by IPv4 and IPv6 (default: 8081)
              IGNORE_SIGTERM  true: SIGTERM does nothing, as for a PID 1 without a handler
                              (default: false)

            Exit codes: 0 ended by a signal, 1 the port could not be listened on or no longer,
            2 wrong option or variable.
            """;

    private Main() {}

    public static void main(String[] arguments) {
        pollSocketsAsANativeImageCan();
        try {
            if (arguments.length == 0) {
                serve(Settings.from(System.getenv()));
            } else {
                System.out.print(answerTo(arguments[0]));
            }
        } catch (Settings.InvalidSetting e) {
            exit(e, 2);
        } catch (SlowServer.CannotListen | SlowServer.StoppedListening e) {
            exit(e, 1);
        }
    }

    /**
     * With the JDK's usual pollers a native image now and then sleeps through a request: of connections that come at once
     * after the start some got no answer. In mode 1 the pollers are platform threads. The JDK reads it at the first virtual
     * thread.
     */
    private static void pollSocketsAsANativeImageCan() {
        if (System.getProperty("org.graalvm.nativeimage.imagecode") != null) {
            System.setProperty("jdk.pollerMode", "1");
        }
    }

    private static void serve(Settings settings) {
        // before all that takes time: where there is no startup probe a sidecar may be stopped as soon as it runs
        StopSignals signals = StopSignals.handle(settings.ignoreSigterm());
        log("slow-sidecar %s starting: sleeps %s, then listens on port %d"
                .formatted(version(), inWords(settings.startDelay()), settings.port()));
        HttpRouting.Builder routing = HttpRouting.builder();
        Greeting.fromThisHost().routing(routing);
        SlowServer server = new SlowServer(settings.port(),
                ProcessStart.nanoTime() + settings.startDelay().toNanos(), routing);
        signals.willStop(server);
        if (server.start()) {
            log("listening on port " + settings.port());
            server.awaitEnd();
        }
    }

    private static String answerTo(String argument) {
        return switch (argument) {
            case "--help" -> HELP;
            case "--version" -> "slow-sidecar " + version() + "\n";
            default -> throw new Settings.InvalidSetting("the argument", argument, "--help or --version");
        };
    }

    private static void exit(RuntimeException reason, int code) {
        System.err.println("slow-sidecar: " + reason.getMessage());
        System.exit(code);
    }

    static void log(String event) {
        System.out.println(TIME.format(Instant.now()) + " " + event);
    }

    private static String inWords(Duration delay) {
        return delay.toMillisPart() == 0 ? delay.toSeconds() + " s" : delay.toMillis() + " ms";
    }

    /** Not from the jar's manifest, which a native executable hasn't. */
    private static String version() {
        try (var version = Main.class.getResourceAsStream("version.txt")) {
            return new String(version.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
