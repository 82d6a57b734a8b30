package org.sidecardemo.slowsidecar;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

import io.helidon.webserver.http.HttpRouting;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** A server that takes its time: it sleeps, and only then listens. */
public final class Main {

    /** Held here, as the log manager forgets a logger that nobody holds. */
    private static final Logger HELIDON = Logger.getLogger("io.helidon");

    private Main() {}

    public static void main(String[] args) {
        long processStart = ProcessStart.nanoTime();
        try {
            Settings settings = Settings.from(System.getenv());
            HELIDON.setLevel(Level.OFF);
            HttpRouting.Builder routing = HttpRouting.builder();
            Greeting.fromThisHost().routing(routing);
            SlowServer server = new SlowServer(settings.port(), processStart + settings.startDelay().toNanos(),
                    routing);
            handleSignals(settings, server);
            log("slow-sidecar %s starting: sleeps %s, then listens on port %d"
                    .formatted(version(), inWords(settings.startDelay()), settings.port()));
            if (server.start()) {
                log("listening on port " + settings.port());
            }
        } catch (Settings.InvalidSetting e) {
            exit(e, 2);
        } catch (SlowServer.CannotListen e) {
            exit(e, 1);
        }
    }

    /**
     * When the server has stopped nothing keeps the JVM, which then ends with 0. {@link System#exit} would do it too, but
     * waits up to 300 ms for the threads that poll sockets.
     */
    private static void handleSignals(Settings settings, SlowServer server) {
        SignalHandler stop = signal -> {
            log("stopping: SIG" + signal.getName());
            server.stop();
        };
        Signal.handle(new Signal("TERM"), settings.ignoreSigterm() ? SignalHandler.SIG_IGN : stop);
        Signal.handle(new Signal("INT"), stop);
    }

    private static void exit(RuntimeException reason, int code) {
        System.err.println("slow-sidecar: " + reason.getMessage());
        System.exit(code);
    }

    private static void log(String event) {
        System.out.println(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + event);
    }

    private static String inWords(Duration delay) {
        return delay.toMillisPart() == 0 ? delay.toSeconds() + " s" : delay.toMillis() + " ms";
    }

    private static String version() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion()).orElse("(unpackaged)");
    }
}
