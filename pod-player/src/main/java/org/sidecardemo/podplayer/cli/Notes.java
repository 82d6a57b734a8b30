package org.sidecardemo.podplayer.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.sidecardemo.podplayer.manifest.MissingConfig;
import org.sidecardemo.podplayer.manifest.OtherObject;
import org.sidecardemo.podplayer.manifest.Playability;
import org.sidecardemo.podplayer.report.Visible;

/**
 * What people should know before anything is played, a line each.
 *
 * @param replaced the programs that aren't here, for which another command runs
 */
record Notes(Options.Runtime runtime, List<OtherObject> others, List<MissingConfig> placeholders, List<String> replaced,
        List<Playability> workloads) {

    private static final String PROCESSES = "containers are processes of this user, with this user's files and network;"
            + " with --runtime docker they are containers";

    List<String> lines() {
        var lines = new ArrayList<String>();
        if (runtime == Options.Runtime.PROCESS) {
            lines.add(PROCESSES);
        }
        if (!others.isEmpty()) {
            lines.add("not played: " + OtherObject.named(others));
        }
        if (!placeholders.isEmpty()) {
            lines.add("placeholders stand in for "
                    + placeholders.stream().map(MissingConfig::placeholder).collect(Collectors.joining(", ")));
        }
        if (!replaced.isEmpty()) {
            lines.add("the command of --image '*' runs for what isn't on this machine: " + String.join(", ", replaced));
        }
        var temporaryFolders = each(Playability::temporaryFolders);
        if (!temporaryFolders.isEmpty()) {
            lines.add("empty temporary folders here: " + sorted(temporaryFolders));
        }
        var notEnforced = each(runtime == Options.Runtime.PROCESS
                ? Playability::notEnforced
                : Playability::notEnforcedByEngines);
        if (!notEnforced.isEmpty()) {
            lines.add("not enforced here: " + sorted(notEnforced));
        }
        lines.addAll(each(Playability::notes));
        return lines.stream().map(line -> "pod-player: " + Visible.text(line)).toList();
    }

    private static String sorted(List<String> names) {
        return names.stream().sorted().collect(Collectors.joining(", "));
    }

    private List<String> each(Function<Playability, List<String>> part) {
        return workloads.stream().map(part).flatMap(Collection::stream).distinct().toList();
    }
}
