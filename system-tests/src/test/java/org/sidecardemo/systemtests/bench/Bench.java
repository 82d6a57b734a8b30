package org.sidecardemo.systemtests.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/**
 * How large, how fast and how frugal it all is, held against its goals and against what does the same in another way. What
 * a figure needs and isn't there (Docker, a cluster, native images, curl, busybox) its row names. Prints a table, and
 * writes the same as Markdown and, with each run's value, as JSON. It only tells: no figure makes it fail.
 * <p>
 * Arguments: the player, how often to take each figure, and the folder to write to. It runs in the project's folder.
 */
final class Bench {

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        var player = Path.of(arguments[0]);
        int runs = Integer.parseInt(arguments[1]);
        var folder = Path.of(arguments[2]);
        var machine = Machine.here();
        double loadBefore = Machine.load();
        var figures = figures(player, runs, folder);
        double loadAfter = Machine.load();

        var date = LocalDate.now().toString();
        var table = Table.of(figures);
        var conditions = String.format(Locale.ROOT, "%s, %s, load %.1f before and %.1f after", date, machine,
                loadBefore, loadAfter);
        System.out.println("\n" + conditions + "\n\n" + table.asText());
        Files.writeString(folder.resolve("bench.md"), conditions + "\n\n" + table.asMarkdown());
        var json = new LinkedHashMap<String, Object>();
        json.put("date", date);
        json.put("machine", machine.asJson());
        json.put("loadBefore", loadBefore);
        json.put("loadAfter", loadAfter);
        json.put("figures", figures.stream().map(Figure::asJson).toList());
        Files.writeString(folder.resolve("bench.json"), new KubernetesSerialization().asJson(json) + "\n");
    }

    private static List<Figure> figures(Path player, int runs, Path folder) throws Exception {
        var tools = new Tools(folder.resolve("bench"));
        var docker = new Docker(tools);
        var figures = new ArrayList<Figure>();
        say("the images");
        figures.addAll(new SizeFigures(tools).measure());
        say("the sidecar in its containers");
        figures.addAll(new SidecarFigures(docker, runs).measure());
        say("sidecar-user beside curl");
        figures.addAll(new UserFigures(docker, tools, runs).measure());
        say("the cluster");
        var cluster = ClusterFigures.measure(runs);
        figures.addAll(cluster.figures());
        say("the player");
        figures.addAll(new PlayerFigures(player, runs).measure(cluster.ours()));
        figures.addAll(new ReadingFigures(player, runs, folder.resolve("bench")).measure());
        say("check");
        figures.addAll(new CheckFigures(player, folder.resolve("bench/check"), runs).measure());
        return figures;
    }

    private static void say(String what) {
        System.err.println("measuring " + what);
    }
}
