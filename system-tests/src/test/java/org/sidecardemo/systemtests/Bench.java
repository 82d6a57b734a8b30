package org.sidecardemo.systemtests;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.sidecardemo.systemtests.Figure.Unit;

/**
 * How long the player takes, held against its goals and, where KUBECONFIG names one, against a real cluster. Prints a
 * table and writes the same as JSON, with each run's value. It only tells: no figure makes it fail.
 * <p>
 * Arguments: the player, how often to run each, and the file to write. It runs in the project's folder.
 */
final class Bench {

    private static final Path MANIFEST = Path.of("k8s/5-native-sidecar.yaml");
    private static final Measured NO_PEER = Measured.nothing("");

    private final Path player;
    private final int runs;

    private Bench(Path player, int runs) {
        this.player = player;
        this.runs = runs;
    }

    public static void main(String[] arguments) throws Exception {
        var bench = new Bench(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        var machine = new LinkedHashMap<String, Object>();
        machine.put("date", LocalDate.now().toString());
        machine.put("cores", Runtime.getRuntime().availableProcessors());
        machine.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        machine.put("jdk", Runtime.version().toString());
        machine.put("load", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        var figures = bench.figures();

        machine.forEach((name, value) -> System.out.print(name + " " + value + "   "));
        System.out.println("\n");
        print(figures);
        var json = new LinkedHashMap<String, Object>(machine);
        json.put("figures", figures.stream().map(Figure::asJson).toList());
        var file = Path.of(arguments[2]);
        Files.createDirectories(file.getParent());
        Files.writeString(file, new KubernetesSerialization().asJson(json) + "\n");
    }

    private List<Figure> figures() throws IOException, InterruptedException {
        var figures = new ArrayList<Figure>();
        figures.addAll(transitions());
        figures.add(manifest());
        figures.add(demo());
        return figures;
    }

    private List<Figure> transitions() throws IOException, InterruptedException {
        var plays = new ArrayList<Marks>();
        for (int run = 0; run < runs; run++) {
            plays.add(Marks.play(player));
        }
        return List.of(
                transition("player started → first container started", 700, plays, Marks::toFirstContainer),
                transition("init container ended → next started", 50, plays, Marks::endedToNextStarted),
                transition("probe succeeded → next started", 50, plays, Marks::probeSuccessToNextStarted),
                transition("last main container ended → SIGTERM", 50, plays, Marks::lastEndToTerminated));
    }

    private static Figure transition(String name, double goal, List<Marks> plays, Function<Marks, Duration> took) {
        var values = plays.stream().map(took).map(time -> time.toNanos() / 1e6).toList();
        return new Figure(name, Unit.MILLISECONDS, goal, new Measured("player", values), NO_PEER);
    }

    private Figure manifest() throws IOException, InterruptedException {
        var values = new ArrayList<Double>();
        for (int run = 0; run < runs; run++) {
            values.add(seconds(new Program(player.toString(), MANIFEST.toString()).run("")));
        }
        return new Figure("manifest 5, start to Complete", Unit.SECONDS, 6.3, new Measured("player", values),
                cluster());
    }

    /** From the Job's creation until its end is seen. */
    private Measured cluster() throws IOException {
        if (System.getenv().getOrDefault("KUBECONFIG", "").isEmpty()) {
            return Measured.nothing("no cluster");
        }
        try (var cluster = new Cluster()) {
            var cronJob = cluster.apply(MANIFEST);
            var values = new ArrayList<Double>();
            for (int run = 0; run < runs; run++) {
                long begin = System.nanoTime();
                var job = cluster.await(cluster.trigger(cronJob), Cluster::ended, Duration.ofSeconds(60));
                var took = Duration.ofNanos(System.nanoTime() - begin);
                if (!new Played(job, cluster.podOf(job)).conditions().containsKey("Complete")) {
                    return Measured.nothing("not Complete on the cluster");
                }
                values.add(seconds(took));
                cluster.delete(job);
            }
            return new Measured("cluster", values);
        }
    }

    /** Once, as it takes more than a minute. The build, which it begins with, is replaced by a command that does nothing. */
    private static Figure demo() throws IOException, InterruptedException {
        var took = seconds(new Program("make", "--silent", "demo", "MVN=true").run(""));
        return new Figure("make demo, once built", Unit.SECONDS, 90, new Measured("player", List.of(took)), NO_PEER);
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    private static void print(List<Figure> figures) {
        var rows = new ArrayList<>(List.of(Figure.TITLES));
        figures.forEach(figure -> rows.add(figure.cells()));
        for (var row : rows) {
            var line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                int at = column;
                int width = rows.stream().mapToInt(other -> other.get(at).length()).max().orElseThrow();
                line.append(("%-" + (width + 3) + "s").formatted(row.get(column)));
            }
            System.out.println(line.toString().stripTrailing());
        }
    }
}
