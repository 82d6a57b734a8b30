package org.sidecardemo.systemtests.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.sidecardemo.systemtests.ImageArchive;
import org.sidecardemo.systemtests.bench.Figure.Unit;

/** How large the images are, compressed, as a registry stores them, beside the programs that they stand for. */
final class SizeFigures {

    private final Tools tools;

    SizeFigures(Tools tools) {
        this.tools = tools;
    }

    List<Figure> measure() throws IOException {
        var figures = new ArrayList<Figure>();
        figures.add(figure("both JVM images, compressed, shared layer once", 33, Variant.JVM,
                List.of("slow-sidecar", "sidecar-user"), both(busybox(), curl())));
        figures.add(figure("slow-sidecar, native image, compressed", 13, Variant.NATIVE, List.of("slow-sidecar"),
                busybox()));
        figures.add(figure("sidecar-user, native image, compressed", 6, Variant.NATIVE, List.of("sidecar-user"),
                curl()));
        return figures;
    }

    private static Figure figure(String name, double goal, Variant variant, List<String> modules, Measured peer)
            throws IOException {
        var images = new ArrayList<ImageArchive>();
        for (var module : modules) {
            variant.image(module).ifPresent(images::add);
        }
        var ours = images.size() == modules.size()
                ? Measured.once(variant.label(), ImageArchive.bytes(images) / 1e6)
                : Measured.nothing(variant.missing());
        return new Figure(name, Unit.MEGABYTES, Goal.atMost(goal), ours, peer);
    }

    private Measured busybox() throws IOException {
        return tools.hasBusybox()
                ? Measured.once("busybox", tools.compressedBytes("busybox") / 1e6)
                : Measured.nothing("no static busybox");
    }

    private Measured curl() throws IOException {
        return tools.curl().isPresent()
                ? Measured.once("curl, libraries", tools.compressedBytes("curl") / 1e6)
                : Measured.nothing("no curl");
    }

    private static Measured both(Measured one, Measured other) {
        return Optional.of(one).filter(Measured::isEmpty).or(() -> Optional.of(other).filter(Measured::isEmpty))
                .orElseGet(() -> Measured.once(one.of() + ", " + other.of(), one.median() + other.median()));
    }
}
