package org.sidecardemo.podplayer.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.sidecardemo.podplayer.release.Release;
import org.sidecardemo.podplayer.report.ApiObjects.Format;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The command line. */
@Command(name = "pod-player", customSynopsis = "pod-player [options] FILE...", mixinStandardHelpOptions = true, versionProvider = Options.Version.class, sortOptions = false, description = {
        "",
        "Plays the Pods and Jobs of FILEs on this machine, one after another, with the kubelet's ordering. A CronJob's "
                + "schedule isn't played: one Job is made of it at once. Of a Deployment, StatefulSet, DaemonSet, ReplicaSet "
                + "or ReplicationController one pod is played.",
        "",
        "Containers are processes of this user, with this user's files and network: play only manifests whose commands you "
                + "would type yourself, or use --runtime docker.",
        ""}, footer = {"",
                "Subcommands: play, which is meant where none is given; check, which says how FILEs can end, without "
                        + "running anything; explain; draw, which draws what happened on a cluster. pod-player check --help tells more.",
                "Exit code: 0 all complete, or ready where they are meant to run; 1 one failed, is stuck or not ready; "
                        + "2 bad input.",
                "Ctrl-C ends the pods in their proper order, a second one at once."})
final class Options {

    enum Runtime {
        PROCESS, DOCKER, PODMAN, NERDCTL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

    @Mixin
    Inputs inputs;

    @Option(names = "--runtime", paramLabel = "RUNTIME", defaultValue = "process", description = "What runs containers: "
            + "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    Runtime runtime;

    @Option(names = "--kubernetes", paramLabel = "RELEASE", converter = ReleaseConverter.class, description = "Whose rules "
            + "are followed: 1.28 to 1.37 (default: ${DEFAULT-VALUE}).")
    Release release = Release.NEWEST;

    @Option(names = "--image", paramLabel = "NAME=COMMAND", description = "The command that takes an "
            + "image's place as a process; '*=COMMAND' for all images without a command of their own, and for commands that "
            + "this machine doesn't have. It doesn't get their args.")
    Map<String, String> images = new LinkedHashMap<>();

    @Option(names = "--stand-in", description = "Make placeholders of the ConfigMaps and Secrets that are in none of the "
            + "FILEs, with the keys that are named.")
    boolean standIn;

    @Option(names = "--pause-image", paramLabel = "NAME", defaultValue = "registry.k8s.io/pause:3.10.1", description = "The "
            + "image that holds a pod's network, unless containers are processes (default: ${DEFAULT-VALUE}).")
    String pauseImage;

    @Option(names = "--timeout", paramLabel = "[FILE=]TIME", converter = Limit.Converter.class, description = {
            "How long to watch each, or those of one FILE, before it is judged as it stands and ended: 60s, 2m, 500ms or plain "
                    + "seconds (default: 60s)."})
    List<Limit> timeouts = List.of();

    @Mixin
    PictureOptions pictures = new PictureOptions();

    @Option(names = {"-o",
            "--output"}, paramLabel = "FORMAT", description = "Print the Jobs, Pods and Events as the API would, "
                    + "as ${COMPLETION-CANDIDATES}; all else goes to standard error then.")
    Optional<Output> output = Optional.empty();

    @Option(names = "--no-color", description = "No colours, as with NO_COLOR in the environment.")
    boolean noColor;

    enum Output {
        JSON(Format.JSON), YAML(Format.YAML);

        private final Format format;

        Output(Format format) {
            this.format = format;
        }

        Format format() {
            return format;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The time for a file's own limit, or else the common one; of several the last counts. */
    Duration timeout(String file) {
        return timeouts.stream().filter(limit -> limit.isFor(file)).reduce((_, last) -> last)
                .or(() -> timeouts.stream().filter(limit -> limit.file().isEmpty()).reduce((_, last) -> last))
                .map(Limit::duration).orElse(DEFAULT_TIMEOUT);
    }

    static final class ReleaseConverter implements ITypeConverter<Release> {

        @Override
        public Release convert(String value) {
            try {
                return Release.parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[]{"pod-player " + Options.class.getPackage().getImplementationVersion()};
        }
    }
}
