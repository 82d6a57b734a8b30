package org.sidecardemo.systemtests.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.sidecardemo.systemtests.Program;
import org.sidecardemo.systemtests.bench.Figure.Unit;

/** What the player adds to the containers' own time, and how long it takes in all. */
final class PlayerFigures {

    private static final Measured NO_PEER = Measured.nothing("");

    private final Path player;
    private final int runs;

    PlayerFigures(Path player, int runs) {
        this.player = player;
        this.runs = runs;
    }

    /** @param cluster how long manifest 5 takes on a cluster */
    List<Figure> measure(Measured cluster) throws IOException, InterruptedException {
        var figures = new ArrayList<>(transitions());
        figures.add(new Figure("manifest 5 in the player, start to Complete", Unit.SECONDS, Goal.atMost(6.3),
                seconds(runs, player.toString(), ClusterFigures.MANIFEST.toString()), cluster));
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
        return new Figure(name, Unit.MILLISECONDS, Goal.atMost(goal), new Measured("player", values), NO_PEER);
    }

    /** Once, as it takes more than a minute. The build, which it begins with, is replaced by a command that does nothing. */
    private static Figure demo() throws IOException, InterruptedException {
        return new Figure("make demo, once built", Unit.SECONDS, Goal.atMost(90),
                seconds(1, "make", "--silent", "demo", "MVN=true"), NO_PEER);
    }

    private static Measured seconds(int runs, String... program) throws IOException, InterruptedException {
        return Measured.seconds("player", new Program(program), runs);
    }
}
