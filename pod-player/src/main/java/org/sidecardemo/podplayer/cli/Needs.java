package org.sidecardemo.podplayer.cli;

import java.util.ArrayList;
import java.util.List;

import org.sidecardemo.podplayer.manifest.Config;
import org.sidecardemo.podplayer.manifest.MissingConfig;
import org.sidecardemo.podplayer.manifest.Workload;
import org.sidecardemo.podplayer.runtime.ImageCommands;

/**
 * What workloads need beside their own manifests.
 *
 * @param images the commands that take the place of images
 * @param config the ConfigMaps and Secrets, placeholders among them
 * @param placeholders what these stand in for
 * @param replaced the programs that this machine doesn't have, and that another command runs for
 */
record Needs(ImageCommands images, Config config, List<MissingConfig> placeholders, List<String> replaced) {

    private static final String NO_COMMAND = "pod-player: it isn't known what runs in %s: name a command for each by "
            + "--image %s=COMMAND, or one for all of them by --image '*=sleep infinity'; --runtime docker runs the images "
            + "themselves";

    /** @throws BadInput with a line about everything that is missing */
    static Needs of(List<Workload> workloads, Config given, Options options) throws BadInput {
        var images = images(options);
        var missing = MissingConfig.of(given,
                workloads.stream().flatMap(each -> each.playability().references().stream()).toList());
        var wrong = new ArrayList<String>();
        var replaced = new ArrayList<String>();
        if (options.runtime == Options.Runtime.PROCESS) {
            wrong.addAll(withoutCommand(workloads, images));
            workloads.stream().flatMap(each -> images.replaced(each.podSpec()).stream()).distinct()
                    .forEach(replaced::add);
        }
        if (!options.standIn) {
            missing.stream().map(MissingConfig::message).forEach(wrong::add);
        }
        if (!wrong.isEmpty()) {
            throw new BadInput(wrong);
        }
        return new Needs(images, missing.stream().map(MissingConfig::withPlaceholders).reduce(given, Config::with),
                missing, replaced);
    }

    private static ImageCommands images(Options options) throws BadInput {
        try {
            return ImageCommands.parse(options.images);
        } catch (IllegalArgumentException e) {
            throw new BadInput("pod-player: --image: " + e.getMessage());
        }
    }

    /** One line for all of them. */
    private static List<String> withoutCommand(List<Workload> workloads, ImageCommands images) {
        var missing = workloads.stream().flatMap(each -> images.missing(each.podSpec()).stream()).distinct().toList();
        return missing.isEmpty()
                ? List.of()
                : List.of(NO_COMMAND.formatted(String.join(", ", missing), missing.getFirst()));
    }
}
