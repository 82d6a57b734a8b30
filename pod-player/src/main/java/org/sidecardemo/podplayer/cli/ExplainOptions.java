package org.sidecardemo.podplayer.cli;

import org.sidecardemo.podplayer.check.FindingType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command line of {@code pod-player explain}. */
@Command(name = "pod-player explain", mixinStandardHelpOptions = true, versionProvider = Options.Version.class, description = {
        "", "Says what a finding of pod-player check means, and how it is mended.", ""})
final class ExplainOptions {

    @Parameters(paramLabel = "ID", converter = CheckOptions.TypeConverter.class, completionCandidates = CheckOptions.Ids.class, description = "Such as job-hangs.")
    FindingType finding;
}
