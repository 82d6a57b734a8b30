package org.sidecardemo.podplayer.runtime;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps a terminal's Ctrl-C, which is sent to all processes in the foreground, from what the player starts: the player
 * ends its pods in their order. Where setsid(1) is missing, as on macOS, the keyboard's signals are ignored instead.
 */
final class OwnSession {

    private static final List<String> IGNORING = List.of("/bin/sh", "-c", "trap '' INT QUIT; exec \"$@\"", "sh");

    private OwnSession() {}

    /** The command that runs this one, by an absolute path, with the same process id. */
    static List<String> of(List<String> command) {
        var path = System.getenv().getOrDefault("PATH", "");
        var setsid = Stream.of(path.split(File.pathSeparator)).map(folder -> Path.of(folder, "setsid"))
                .filter(Files::isExecutable).findFirst();
        var words = new ArrayList<>(setsid.map(program -> List.of(program.toString())).orElse(IGNORING));
        words.addAll(command);
        return words;
    }
}
