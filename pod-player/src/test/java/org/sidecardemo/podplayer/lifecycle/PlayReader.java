package org.sidecardemo.podplayer.lifecycle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import org.sidecardemo.podplayer.manifest.Workload;

/** Reads a play: a sentence, a manifest and what its containers do, with an empty line between them; then its timeline. */
final class PlayReader {

    private static final Pattern SENTENCE = Pattern.compile("Rules? (\\d+(?:(?:, | and )\\d+)*): .*\\.");
    private static final Pattern CONTAINER = Pattern
            .compile("([-a-z0-9]+)(?: in pod ([1-9]\\d*)| of index (\\d{1,6}))?: (.*)");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private final Path file;
    /** By the number of pods, or indexes, before, and the container's name. */
    private final TreeMap<Integer, Map<String, List<Run>>> scripts = new TreeMap<>();
    private boolean byPod;
    private boolean byIndex;
    private Circumstances circumstances = Circumstances.USUAL;

    private PlayReader(Path file) {
        this.file = file;
    }

    /** @throws IllegalArgumentException in one line, if it isn't a play */
    static Play read(Path file) {
        try {
            return read(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IllegalArgumentException in one line, if it isn't a play */
    static Play read(Path file, String content) {
        return new PlayReader(file).read(content);
    }

    private Play read(String content) {
        int end = content.indexOf("\n" + Play.DASHES) + 1;
        if (end == 0) {
            throw error(": has no line ----");
        }
        var text = content.substring(0, end);
        var parts = text.split("\n\n");
        if (parts.length != 3) {
            throw error(
                    ": is to have a sentence, a manifest and what its containers do, with an empty line between them; "
                            + "it has " + parts.length + " parts");
        }
        if (!SENTENCE.matcher(parts[0]).matches()) {
            throw error(":1: '%s' is not a line such as: Rules 2 and 14: A sidecar waits.".formatted(parts[0]));
        }
        // so that a finding names the line of the file
        var manifest = "\n\n" + parts[1] + "\n";
        var behaviours = parts[2].lines().toList();
        for (int i = 0; i < behaviours.size(); i++) {
            line(behaviours.get(i), (int) manifest.lines().count() + 2 + i);
        }
        var play = new Play(file, text, rules(parts[0]), manifest, scripts(), byIndex, circumstances,
                content.substring(end + Play.DASHES.length()));
        check(play, play.workload(circumstances.releases().getLast()));
        return play;
    }

    private static List<Integer> rules(String sentence) {
        return NUMBER.matcher(sentence.substring(0, sentence.indexOf(':'))).results().map(MatchResult::group)
                .map(Integer::valueOf).toList();
    }

    private void line(String line, int number) {
        var container = CONTAINER.matcher(line);
        try {
            if (container.matches()) {
                scripts.computeIfAbsent(before(container), _ -> new HashMap<>())
                        .put(container.group(1), RunText.read(container.group(4)));
            } else {
                circumstances = Form.read(Circumstances.FORMS, line)
                        .orElseThrow(() -> new IllegalArgumentException("'%s' is none of: CONTAINER: …; %s"
                                .formatted(line, Form.allowed(Circumstances.FORMS))))
                        .apply(circumstances);
            }
        } catch (IllegalArgumentException e) {
            throw error(":" + number + ": " + e.getMessage());
        }
    }

    /** How many pods, or indexes, come before the one that a line is about. */
    private int before(MatchResult container) {
        if (container.group(3) != null) {
            byIndex = true;
            return Integer.parseInt(container.group(3));
        }
        if (container.group(2) != null) {
            byPod = true;
            return Integer.parseInt(container.group(2)) - 1;
        }
        return 0;
    }

    /** What isn't told of a pod, or an index, is as in the one before. */
    private List<Map<String, List<Run>>> scripts() {
        var all = new ArrayList<Map<String, List<Run>>>();
        Map<String, List<Run>> previous = Map.of();
        int last = scripts.isEmpty() ? 0 : scripts.lastKey();
        for (int number = 0; number <= last; number++) {
            var own = new HashMap<>(previous);
            own.putAll(scripts.getOrDefault(number, Map.of()));
            all.add(Map.copyOf(own));
            previous = own;
        }
        return all;
    }

    private void check(Play play, Workload workload) {
        var spec = workload.podSpec();
        var containers = Stream.concat(spec.getInitContainers().stream(), spec.getContainers().stream())
                .map(Container::getName).collect(Collectors.toCollection(TreeSet::new));
        for (var script : play.scripts()) {
            if (!script.keySet().equals(containers)) {
                throw error(": tells of %s, but its containers are %s".formatted(new TreeSet<>(script.keySet()),
                        containers));
            }
        }
        if (byIndex && byPod) {
            throw error(": tells of pods and of indexes; either is allowed");
        }
        if (byIndex && !(workload instanceof Workload.JobWorkload job
                && "Indexed".equals(job.job().getSpec().getCompletionMode()))) {
            throw error(": tells of indexes, but is no Job with completionMode Indexed");
        }
    }

    private IllegalArgumentException error(String message) {
        return new IllegalArgumentException(file + message);
    }
}
