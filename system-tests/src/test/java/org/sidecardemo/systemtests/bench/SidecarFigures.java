package org.sidecardemo.systemtests.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import org.sidecardemo.systemtests.ImageArchive;
import org.sidecardemo.systemtests.Program;
import org.sidecardemo.systemtests.bench.Figure.Unit;

/** How the sidecar starts, what it holds and how it stops, in containers of its images, beside busybox's httpd there. */
final class SidecarFigures {

    private static final int REQUESTS = 10_000;
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final String PEER = "busybox httpd";
    /** What the original's shell runs; the shell itself is PID 1. */
    private static final String ORIGINAL = "%1$s sleep $START_DELAY && %1$s httpd -f -p $PORT -h %2$s/www"
            .formatted(Tools.BUSYBOX, Tools.MOUNTED);

    private enum Quantity {
        BOUND, ANSWERED, MEMORY, STOPPED_UNASKED, STOPPED_ASKED
    }

    private record Subject(String label, ImageArchive image, List<String> command) {}

    private record Key(String label, Quantity quantity) {}

    private final Docker docker;
    private final int runs;
    private final List<Subject> subjects = new ArrayList<>();
    private final Map<Key, List<Double>> values = new HashMap<>();

    SidecarFigures(Docker docker, int runs) throws IOException, InterruptedException {
        this.docker = docker;
        this.runs = runs;
        for (var variant : Variant.values()) {
            var image = docker.image("slow-sidecar", variant);
            if (image.isPresent()) {
                subjects.add(new Subject(variant.label(), image.get(), docker.command(image.get())));
            }
        }
        if (!subjects.isEmpty()) {
            // in our image too, which it doesn't use: the same confinement, the same way to start
            subjects.add(new Subject(PEER, subjects.getFirst().image(), List.of(Tools.BUSYBOX, "sh", "-c", ORIGINAL)));
        }
    }

    List<Figure> measure() throws IOException, InterruptedException, ExecutionException {
        var killed = new FutureTask<>(this::killed);
        Thread.ofVirtual().start(killed);
        for (int run = 0; run < runs; run++) {
            runUnasked();
            for (var subject : subjects) {
                runAsked(subject);
            }
        }
        var figures = new ArrayList<Figure>();
        for (var variant : Variant.values()) {
            boolean isJvm = variant == Variant.JVM;
            figures.add(figure("port bound, delay 5 s", variant, Quantity.BOUND, Unit.SECONDS,
                    Goal.between(5.00, 5.03), peer(Quantity.BOUND, "sleep 5 && httpd")));
            figures.add(figure("start to first answer, delay 0", variant, Quantity.ANSWERED, Unit.MILLISECONDS,
                    Goal.atMost(isJvm ? 200 : 25), peer(Quantity.ANSWERED, PEER)));
            figures.add(figure("memory (RSS) after 10 000 requests", variant, Quantity.MEMORY, Unit.MEGABYTES,
                    Goal.atMost(isJvm ? 55 : 30), peer(Quantity.MEMORY, PEER)));
            figures.add(figure("SIGTERM to exit, never asked", variant, Quantity.STOPPED_UNASKED, Unit.MILLISECONDS,
                    Goal.atMost(50), killed.get()));
            figures.add(figure("SIGTERM to exit, after 10 000 requests", variant, Quantity.STOPPED_ASKED,
                    Unit.MILLISECONDS, Goal.atMost(50), killed.get()));
        }
        return figures;
    }

    /** All of them at once, one started after the other: what takes long is their sleep. */
    private void runUnasked() throws IOException {
        record Started(Subject subject, SidecarContainer container) {}
        var started = new ArrayList<Started>();
        try {
            for (var subject : subjects) {
                started.add(new Started(subject,
                        SidecarContainer.start(docker, subject.image(), subject.command(), "5")));
            }
            for (var sidecar : started) {
                add(sidecar.subject(), Quantity.BOUND, sidecar.container().untilBound().toNanos() / 1e9);
                add(sidecar.subject(), Quantity.STOPPED_UNASKED, milliseconds(sidecar.container().stop().took()));
            }
        } finally {
            for (var sidecar : started) {
                sidecar.container().close();
            }
        }
    }

    private void runAsked(Subject subject) throws IOException, InterruptedException {
        try (var sidecar = SidecarContainer.start(docker, subject.image(), subject.command(), "0")) {
            add(subject, Quantity.ANSWERED, milliseconds(sidecar.untilAnswered()));
            sidecar.server().ask(REQUESTS);
            Thread.sleep(IDLE);
            var stopped = sidecar.stop();
            add(subject, Quantity.MEMORY, stopped.memory() / 1e6);
            add(subject, Quantity.STOPPED_ASKED, milliseconds(stopped.took()));
        }
    }

    /** Once, and beside the other measurements, as it only waits for half a minute until the kubelet's grace is over. */
    private Measured killed() throws IOException, InterruptedException {
        if (subjects.isEmpty()) {
            return Measured.nothing(docker.missing(Variant.JVM));
        }
        var server = LocalServer.onFreePort();
        var environment = Map.of("PORT", Integer.toString(server.port()), "START_DELAY", "0");
        var container = new Program(docker.shell(subjects.getFirst().image(), List.of("--rm", "--detach"), environment,
                ORIGINAL, List.of())).run("").output().lines().toList().getLast();
        server.awaitBound();
        var took = new Program("docker", "stop", "--time", "30", container).run("").took();
        return Measured.once("sh as PID 1, killed", milliseconds(took));
    }

    private Figure figure(String name, Variant variant, Quantity quantity, Unit unit, Goal goal, Measured peer) {
        var ours = values.get(new Key(variant.label(), quantity));
        return new Figure("slow-sidecar, " + variant.label() + ": " + name, unit, goal,
                ours == null ? Measured.nothing(docker.missing(variant)) : new Measured(variant.label(), ours), peer);
    }

    private Measured peer(Quantity quantity, String name) {
        var peer = values.get(new Key(PEER, quantity));
        return peer == null ? Measured.nothing(docker.missing(Variant.JVM)) : new Measured(name, peer);
    }

    private void add(Subject subject, Quantity quantity, double value) {
        values.computeIfAbsent(new Key(subject.label(), quantity), _ -> new ArrayList<>()).add(value);
    }

    private static double milliseconds(Duration time) {
        return time.toNanos() / 1e6;
    }
}
