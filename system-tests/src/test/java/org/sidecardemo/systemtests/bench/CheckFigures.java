package org.sidecardemo.systemtests.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.sidecardemo.systemtests.Program;
import org.sidecardemo.systemtests.bench.Figure.Unit;

/** How long {@code pod-player check} takes from the shell, and how much memory. */
final class CheckFigures {

    private static final Measured NO_PEER = Measured.nothing("");
    private static final int MANY = 1000;
    private static final Path STORIES = Path.of("k8s");
    private static final Path QUESTIONS = Path.of("docs/faq");

    /** What the last line tells: "Played: all 90 ways". */
    private static final Pattern PLAYED = Pattern.compile("Played: ((?:all )?\\d+ ways)");
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s*(\\d+) kB");

    private static final String LARGE = """
            apiVersion: batch/v1
            kind: Job
            metadata: {name: large}
            spec:
              backoffLimit: 3
              activeDeadlineSeconds: 600
              template:
                spec:
                  restartPolicy: Never
                  initContainers:
                  - {name: migrate, image: migrate, command: [migrate]}
                  - name: proxy
                    image: proxy
                    restartPolicy: Always
                    startupProbe: {tcpSocket: {port: 81}, periodSeconds: 1, failureThreshold: 30}
                  - name: secrets
                    image: secrets
                    restartPolicy: Always
                    startupProbe: {tcpSocket: {port: 82}, periodSeconds: 1, failureThreshold: 30}
                  - {name: fetch, image: fetch, command: [fetch]}
                  - name: logs
                    image: logs
                    restartPolicy: Always
                    startupProbe: {tcpSocket: {port: 83}, periodSeconds: 1, failureThreshold: 30}
                  containers:
                  - {name: app, image: app}
                  - {name: report, image: report, command: [report]}
            """;

    private final Path player;
    private final Path folder;
    private final int runs;

    /** @param folder for the manifests that are made for it */
    CheckFigures(Path player, Path folder, int runs) {
        this.player = player;
        this.folder = folder;
        this.runs = runs;
    }

    List<Figure> measure() throws IOException, InterruptedException {
        var figures = new ArrayList<Figure>();
        figures.add(time("the six manifests", 1,
                IntStream.rangeClosed(1, 6).mapToObj(story -> matching(STORIES, story + "-*.yaml").getFirst())
                        .toList()));
        Files.createDirectories(folder);
        figures.add(time("2 init containers, 3 sidecars, 2 containers", 5,
                List.of(Files.writeString(folder.resolve("large.yaml"), LARGE))));
        var many = VariedManifests.write(folder.resolve("many"), MANY,
                Stream.concat(matching(STORIES, "[1-9]-*.yaml").stream(),
                        matching(QUESTIONS, "*.yaml").stream().filter(file -> !file.endsWith("compose.yaml")))
                        .toList());
        figures.addAll(many(many));
        return figures;
    }

    private static List<Path> matching(Path folder, String glob) {
        try (var files = Files.newDirectoryStream(folder, glob)) {
            var found = new ArrayList<Path>();
            files.forEach(found::add);
            return found.stream().sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Figure time(String what, double goal, List<Path> files) throws IOException, InterruptedException {
        var values = new ArrayList<Double>();
        String output = "";
        for (int run = 0; run < runs; run++) {
            var ended = new Program(command(files)).run("");
            values.add(ended.took().toNanos() / 1e9);
            output = ended.output();
        }
        return new Figure("check: " + what + ", " + played(output), Unit.SECONDS, Goal.atMost(goal),
                new Measured("player", values), NO_PEER);
    }

    /** Findings are no failure here. */
    private List<String> command(List<Path> files) {
        return Stream.concat(Stream.of("sh", "-c", "\"$0\" check \"$@\" || [ $? -eq 1 ]", player.toString()),
                files.stream().map(Path::toString)).toList();
    }

    private static String played(String output) {
        return PLAYED.matcher(output).results().map(line -> line.group(1)).findFirst().orElseThrow();
    }

    /** Once, as it takes up to a minute. */
    private List<Figure> many(Path many) throws IOException, InterruptedException {
        var output = Files.createTempFile(folder, "many", ".txt");
        var builder = new ProcessBuilder(player.toString(), "check", many.toString()).redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        long begin = System.nanoTime();
        var process = builder.start();
        double peak = 0;
        do {
            peak = Math.max(peak, peakMegabytes(process.pid()));
        } while (!process.waitFor(100, TimeUnit.MILLISECONDS));
        double took = (System.nanoTime() - begin) / 1e9;
        var name = "check: " + MANY + " files, " + played(Files.readString(output));
        return List.of(
                new Figure(name, Unit.SECONDS, Goal.atMost(60), Measured.once("player", took), NO_PEER),
                new Figure("check: " + MANY + " files, memory (RSS) at most", Unit.MEGABYTES, Goal.atMost(256),
                        peak == 0 ? Measured.nothing("no /proc") : Measured.once("player", peak), NO_PEER));
    }

    /** What a process has used at the most until now; 0 if the system doesn't tell, or it has ended. */
    private static double peakMegabytes(long process) throws IOException {
        try {
            return PEAK.matcher(Files.readString(Path.of("/proc", Long.toString(process), "status"))).results()
                    .mapToDouble(line -> Double.parseDouble(line.group(1)) / 1000).findFirst().orElse(0);
        } catch (NoSuchFileException _) {
            return 0;
        }
    }
}
