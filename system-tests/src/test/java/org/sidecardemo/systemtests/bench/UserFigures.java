package org.sidecardemo.systemtests.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.sidecardemo.systemtests.ImageArchive;
import org.sidecardemo.systemtests.Program;
import org.sidecardemo.systemtests.bench.Figure.Unit;

/** How long sidecar-user takes from its start to its end, in turn with curl, in the same container, on the same server. */
final class UserFigures {

    private static final String SCRIPT = """
            for _ in $(%s seq "$RUNS"); do
              begin=$EPOCHREALTIME
              "$@" >/dev/null 2>&1 || exit
              between=$EPOCHREALTIME
              $CURL >/dev/null 2>&1 || exit
              echo "$begin $between $EPOCHREALTIME"
            done
            """.formatted(Tools.BUSYBOX);
    /** Rounds that don't count: the files are read for the first time then, and the server is new to it. */
    private static final int WARM_UP = 2;

    private final Docker docker;
    private final Optional<String> curl;
    private final int runs;

    UserFigures(Docker docker, Tools tools, int runs) {
        this.docker = docker;
        this.curl = tools.curl();
        this.runs = runs;
    }

    List<Figure> measure() throws IOException, InterruptedException {
        var figures = new ArrayList<Figure>();
        figures.add(measure(Variant.JVM, 5));
        figures.add(measure(Variant.NATIVE, 1));
        return figures;
    }

    private Figure measure(Variant variant, double goal) throws IOException, InterruptedException {
        var server = docker.image("slow-sidecar", variant);
        var user = docker.image("sidecar-user", variant);
        var ours = Measured.nothing(docker.missing(variant));
        var peer = ours;
        if (server.isPresent() && user.isPresent()) {
            var rounds = rounds(server.get(), user.get());
            ours = new Measured(variant.label(),
                    rounds.stream().map(round -> milliseconds(round.get(0), round.get(1))).toList());
            peer = curl.isEmpty()
                    ? Measured.nothing("no curl")
                    : new Measured("curl",
                            rounds.stream().map(round -> milliseconds(round.get(1), round.get(2))).toList());
        }
        return new Figure("sidecar-user, " + variant.label() + ": start to exit", Unit.MILLISECONDS,
                Goal.atMostTimesPeer(goal), ours, peer);
    }

    /** Of each round when it began, when it changed to curl, and when it ended. */
    private List<List<String>> rounds(ImageArchive server, ImageArchive user)
            throws IOException, InterruptedException {
        try (var sidecar = SidecarContainer.start(docker, server, docker.command(server), "0")) {
            sidecar.untilAnswered();
            var url = "http://localhost:" + sidecar.server().port();
            var command = new ArrayList<>(docker.command(user));
            command.add(url);
            var environment = Map.of("RUNS", Integer.toString(WARM_UP + runs),
                    "CURL", curl.map(program -> program + " -sSf " + url).orElse(":"));
            var output = new Program(docker.shell(user, List.of("--rm"), environment, SCRIPT, command)).run("")
                    .output();
            return output.lines().map(line -> List.of(line.split(" "))).skip(WARM_UP).toList();
        }
    }

    private static double milliseconds(String from, String to) {
        return Duration.between(ShellTime.parse(from), ShellTime.parse(to)).toNanos() / 1e6;
    }
}
