package org.sidecardemo.podplayer.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.sidecardemo.podplayer.check.FindingType;
import org.sidecardemo.podplayer.release.Release;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.TypeConversionException;

/** The command line of {@code pod-player check}. */
@Command(name = "pod-player check", customSynopsis = "pod-player check [options] FILE...", mixinStandardHelpOptions = true, versionProvider = Options.Version.class, sortOptions = false, description = {
        "",
        "Says how the Pods and Jobs of FILEs can end, without running anything: every way is played in virtual time by the "
                + "kubelet's rules, whatever each container does. What can go wrong is told with an example.",
        ""}, footer = {"",
                "--timeline draws the example of the first finding, --gallery those of all; of a manifest without findings how "
                        + "it is expected to go.",
                "The annotation pod-player/allow: ID,ID of a Job or a pod takes findings as known.",
                "Exit code: 0 no findings; 1 findings; 2 bad input. pod-player explain ID says more of one."})
final class CheckOptions {

    enum Output {
        TEXT, WIDE, JSON, SARIF;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Mixin
    Inputs inputs;

    @Option(names = "--kubernetes", paramLabel = "RELEASE", converter = Options.ReleaseConverter.class, description = "Whose "
            + "rules are followed, 1.28 to 1.37 (default: the newest, and a line for each older one where it differs).")
    Optional<Release> release = Optional.empty();

    @Option(names = "--allow", paramLabel = "ID", split = ",", converter = TypeConverter.class, completionCandidates = Ids.class, description = "Findings that are known, and not to be told.")
    List<FindingType> allowed = List.of();

    @Option(names = {"-o",
            "--output"}, paramLabel = "FORMAT", defaultValue = "text", description = "${COMPLETION-CANDIDATES} (default: "
                    + "${DEFAULT-VALUE}); wide answers all questions in its table.")
    Output output;

    @Mixin
    PictureOptions pictures = new PictureOptions();

    /** For the shells' completion. */
    static final class Ids implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(FindingType.values()).map(FindingType::id).iterator();
        }
    }

    static final class TypeConverter implements ITypeConverter<FindingType> {

        @Override
        public FindingType convert(String value) {
            return FindingType.of(value).orElseThrow(() -> new TypeConversionException(
                    "'" + value + "' is not a finding: " + FindingType.ids()));
        }
    }
}
