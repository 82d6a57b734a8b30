package org.sidecardemo.podplayer.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.sidecardemo.podplayer.manifest.Config;
import org.sidecardemo.podplayer.manifest.Manifest;
import org.sidecardemo.podplayer.manifest.OtherObject;
import org.sidecardemo.podplayer.manifest.Workload;
import org.sidecardemo.podplayer.report.Ansi;
import org.sidecardemo.podplayer.report.ApiObjects;
import org.sidecardemo.podplayer.report.LiveTimeline;
import org.sidecardemo.podplayer.report.PlainLines;
import org.sidecardemo.podplayer.report.Reporter;
import org.sidecardemo.podplayer.report.Visible;
import org.sidecardemo.podplayer.runtime.ContainerRuntime;
import org.sidecardemo.podplayer.runtime.EngineRuntime;
import org.sidecardemo.podplayer.runtime.ProcessRuntime;
import org.sidecardemo.podplayer.runtime.RuntimeFailure;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** {@code pod-player}: from the command line to the exit code. */
public final class Main {

    private static final int AS_MEANT = 0;
    private static final int NOT_AS_MEANT = 1;
    private static final int BAD_INPUT = 2;
    /** A program that a signal ended has this exit code plus the signal's number. */
    private static final int SIGNALLED = 128;

    private final Map<String, String> environment;
    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;

    Main(Map<String, String> environment, InputStream in, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.in = in;
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) {
        var out = utf8(FileDescriptor.out);
        var err = utf8(FileDescriptor.err);
        System.exit(new Main(System.getenv(), System.in, out, err).run(arguments));
    }

    /** What containers print is mostly UTF-8, and JSON is always. */
    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /**
     * @param arguments those of a subcommand after its name, or of {@code play} alone
     * @return the exit code
     */
    int run(String... arguments) {
        var rest = List.of(arguments).subList(Math.min(1, arguments.length), arguments.length).toArray(String[]::new);
        return switch (arguments.length == 0 ? "" : arguments[0]) {
            case "play" -> run(new Options(), this::play, rest);
            case "check" -> run(new CheckOptions(), this::check, rest);
            case "draw" -> run(new DrawOptions(), this::draw, rest);
            case "explain" -> run(new ExplainOptions(), this::explain, rest);
            default -> run(new Options(), this::play, arguments);
        };
    }

    /** What a subcommand does with its options; returns the exit code. */
    private interface Subcommand<T> {

        int run(T options) throws BadInput, IOException, InterruptedException;
    }

    private <T> int run(T options, Subcommand<T> subcommand, String[] arguments) {
        var commandLine = new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true);
        try {
            var parsed = commandLine.parseArgs(arguments);
            if (parsed.isUsageHelpRequested()) {
                commandLine.usage(out, options instanceof Options play && ansi(play).on()
                        ? CommandLine.Help.Ansi.ON
                        : CommandLine.Help.Ansi.OFF);
                return AS_MEANT;
            }
            if (parsed.isVersionHelpRequested()) {
                commandLine.printVersionHelp(out);
                return AS_MEANT;
            }
            return subcommand.run(options);
        } catch (ParameterException e) {
            var message = e.getMessage().lines().findFirst().orElse("");
            err.println("pod-player: " + Visible.text(message) + " (see --help)");
            return BAD_INPUT;
        } catch (BadInput e) {
            e.lines().forEach(line -> err.println(Visible.text(line)));
            return BAD_INPUT;
        } catch (RuntimeFailure e) {
            err.println("pod-player: " + Visible.text(e.getMessage()));
            return NOT_AS_MEANT;
        } catch (IOException e) {
            err.println("pod-player: can't write: " + Visible.text(String.valueOf(e.getMessage())));
            return NOT_AS_MEANT;
        } catch (InterruptedException _) {
            return NOT_AS_MEANT;
        }
    }

    private int check(CheckOptions options) throws BadInput, IOException {
        var workloads = new CheckCommand(options, in, err).run();
        out.print(switch (options.output) {
            case TEXT -> new CheckText(workloads, false);
            case WIDE -> new CheckText(workloads, true);
            case JSON -> new CheckJson(workloads);
            case SARIF -> new Sarif(workloads);
        });
        if (options.pictures.wanted()) {
            new Pictures(options.pictures)
                    .drawChecked(workloads.stream().flatMap(workload -> workload.stories().stream()).toList());
        }
        return workloads.stream().allMatch(workload -> workload.findings().isEmpty()) ? AS_MEANT : NOT_AS_MEANT;
    }

    private int explain(ExplainOptions options) {
        out.print(options.finding.id() + "\n\n" + options.finding.explanation() + "\n");
        return AS_MEANT;
    }

    /** A signal doesn't end it: it ends the kubectl that it reads from, and then there is all that can be drawn. */
    private int draw(DrawOptions options) throws BadInput, IOException {
        var signalled = new AtomicBoolean();
        Signals.handle(number -> {
            if (signalled.getAndSet(true)) {
                Runtime.getRuntime().halt(SIGNALLED + number);
            }
        });
        new DrawCommand(options, in, out).run();
        return AS_MEANT;
    }

    private int play(Options options) throws BadInput, IOException, InterruptedException {
        var people = options.output.isPresent() ? err : out;
        var session = new Session(options, reporter(options, people), people);
        var signal = handleSignals(session);
        var files = read(options);
        options.pictures.check("run", workloads(files).count());
        var needs = Needs.of(workloads(files).toList(), config(files), options);
        new Notes(options.runtime, others(files), needs.placeholders(), needs.replaced(),
                workloads(files).map(Workload::playability).toList()).lines()
                .forEach(err::println);
        try (var _ = session.begin(() -> runtime(options, needs))) {
            var recordings = session.play(files);
            options.output.ifPresent(output -> out.print(ApiObjects.of(recordings, output.format())));
            if (signal.get() != 0) {
                return SIGNALLED + signal.get();
            }
            return recordings.stream().allMatch(r -> r.verdict().outcome().isGood())
                    ? AS_MEANT
                    : NOT_AS_MEANT;
        }
    }

    /**
     * The first signal ends the session in its order, the second at once.
     *
     * @return the number of the first signal, 0 until there is one
     */
    private static AtomicInteger handleSignals(Session session) {
        var first = new AtomicInteger();
        Signals.handle(number -> {
            first.compareAndSet(0, number);
            session.interrupt(() -> Runtime.getRuntime().halt(SIGNALLED + number));
        });
        return first;
    }

    /** Reads all files before anything starts, and tells what is wrong in any of them. */
    private List<ManifestFile> read(Options options) throws BadInput {
        var wrong = new ArrayList<String>();
        var files = ManifestFile.readAll(options.inputs.files(), options.release, in, wrong);
        workloads(files).forEach(workload -> wrong.addAll(workload.playability().obstacles()));
        if (!wrong.isEmpty()) {
            throw new BadInput(wrong);
        }
        if (workloads(files).findAny().isEmpty()) {
            var others = notPlayed(files);
            throw new BadInput("pod-player: nothing to play in " + OtherObject.named(others)
                    + "; what can be played is " + Manifest.PLAYABLE + OtherObject.mend(others));
        }
        return files;
    }

    /** The ConfigMaps and Secrets too. */
    private static List<OtherObject> notPlayed(List<ManifestFile> files) {
        return Stream.concat(config(files).objects().keySet().stream()
                .map(key -> new OtherObject("", "v1", key.kind(), key.name())), others(files).stream()).toList();
    }

    private static List<OtherObject> others(List<ManifestFile> files) {
        return files.stream().flatMap(file -> file.manifest().others().stream()).toList();
    }

    private static Stream<Workload> workloads(List<ManifestFile> files) {
        return files.stream().flatMap(file -> file.workloads().stream());
    }

    private static Config config(List<ManifestFile> files) {
        return files.stream().map(file -> file.manifest().config()).reduce(Config.NONE, Config::with);
    }

    private static ContainerRuntime runtime(Options options, Needs needs) {
        return switch (options.runtime) {
            case PROCESS -> new ProcessRuntime(needs.images(), needs.config());
            case DOCKER, PODMAN, NERDCTL ->
                new EngineRuntime(options.runtime.toString(), options.pauseImage, needs.config());
        };
    }

    private Reporter reporter(Options options, PrintStream people) {
        var ansi = ansi(options);
        if (!live(options)) {
            return new PlainLines(people, ansi);
        }
        var size = Terminal.size(environment);
        return new LiveTimeline(people, ansi, size.lines(), size.columns());
    }

    private Ansi ansi(Options options) {
        return new Ansi(live(options) && !options.noColor && environment.getOrDefault("NO_COLOR", "").isEmpty());
    }

    /** Standard error, which gets all with --output, may well be a file. */
    private boolean live(Options options) {
        return options.output.isEmpty() && Terminal.present(environment);
    }
}
