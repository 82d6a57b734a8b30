package org.sidecardemo.podplayer.cli;

import java.util.List;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The command line of {@code pod-player draw}. */
@Command(name = "pod-player draw", customSynopsis = "pod-player draw [options] FILE...", mixinStandardHelpOptions = true, versionProvider = Options.Version.class, sortOptions = false, description = {
        "",
        "Draws what happened on a cluster, from the API's own objects: of each Job its pods, and of each pod without one. "
                + "Events tell more of restarts, probes and signals.",
        "",
        "  kubectl get pods,jobs,events -o json | pod-player draw - --timeline run.svg",
        "",
        "What kubectl get --watch -o json prints, and pod-player -o json, is taken too.",
        ""}, footer = {"", "Exit code: 0 drawn; 1 can't be written; 2 bad input."})
final class DrawOptions {

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "What kubectl get -o json has printed; - for the standard "
            + "input.")
    List<String> files;

    @Mixin
    PictureOptions pictures = new PictureOptions();
}
