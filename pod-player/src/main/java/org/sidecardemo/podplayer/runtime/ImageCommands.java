package org.sidecardemo.podplayer.runtime;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;

/**
 * What takes an image's place where containers are local processes: the command that its entrypoint would be.
 *
 * @param entrypoints a command by image; an image named without tag and digest stands for all of its versions, and
 *        {@code *} for all that have no command of their own, and for commands whose program this machine doesn't have
 */
public record ImageCommands(Map<String, List<String>> entrypoints) {

    private static final String ANY = "*";

    public ImageCommands {
        entrypoints = Map.copyOf(entrypoints);
    }

    /**
     * Reads the values of {@code --image NAME=COMMAND}.
     *
     * @throws IllegalArgumentException with one line about the command that can't be read
     */
    public static ImageCommands parse(Map<String, String> commands) {
        var entrypoints = new LinkedHashMap<String, List<String>>();
        commands.forEach((image, command) -> {
            var words = words(command);
            if (image.isEmpty() || words.isEmpty()) {
                throw new IllegalArgumentException(
                        "image %s=%s: a name and a command are needed".formatted(image, command));
            }
            entrypoints.put(image, words);
        });
        return new ImageCommands(entrypoints);
    }

    /** The images of a pod for which there is nothing to run: neither a command here nor one of the container's own. */
    public List<String> missing(PodSpec spec) {
        return Stream.of(spec.getInitContainers(), spec.getContainers()).flatMap(List::stream)
                .filter(container -> container.getCommand().isEmpty()).map(Container::getImage)
                .filter(image -> entrypoint(image).isEmpty() && any().isEmpty()).distinct().toList();
    }

    /** The programs of a pod that this machine doesn't have, and for which the command for any image runs. */
    public List<String> replaced(PodSpec spec) {
        return Stream.of(spec.getInitContainers(), spec.getContainers()).flatMap(List::stream).filter(this::replaces)
                .map(container -> container.getCommand().getFirst()).distinct().toList();
    }

    /** Whether the command for any image runs in place of the container's own. */
    boolean replaces(Container container) {
        return any().isPresent() && !container.getCommand().isEmpty() && !isHere(container);
    }

    /** What has variables in its name, or is in a volume, is found or not when it starts; so is a folder that can't be. */
    private static boolean isHere(Container container) {
        var program = container.getCommand().getFirst();
        if (program.contains("$(")
                || container.getVolumeMounts().stream().anyMatch(mount -> program.startsWith(mount.getMountPath()))) {
            return true;
        }
        try {
            var folder = Path.of(container.getWorkingDir() == null ? "" : container.getWorkingDir()).toAbsolutePath();
            new ProgramPath(System.getenv().getOrDefault("PATH", ""), folder).find(program);
            return true;
        } catch (InvalidPathException _) {
            return true;
        } catch (RuntimeFailure _) {
            return false;
        }
    }

    /** The command for any image. The args of its container are meant for another program: they don't follow it. */
    Optional<List<String>> any() {
        return Optional.ofNullable(entrypoints.get(ANY));
    }

    /** The entrypoint of an image, by its whole name or else without its digest, or without its tag. */
    Optional<List<String>> entrypoint(String image) {
        var withoutDigest = upTo(image.indexOf('@'), image);
        int colon = withoutDigest.lastIndexOf(':');
        // a colon before the last slash is a registry's port
        var withoutTag = upTo(colon > withoutDigest.lastIndexOf('/') ? colon : -1, withoutDigest);
        for (var name : List.of(image, withoutDigest, withoutTag)) {
            if (entrypoints.containsKey(name)) {
                return Optional.of(entrypoints.get(name));
            }
        }
        return Optional.empty();
    }

    /**
     * Splits a command into words, with quotes and backslashes as a POSIX shell takes them; nothing is expanded.
     *
     * @throws IllegalArgumentException if a quote isn't closed
     */
    static List<String> words(String command) {
        var words = new ArrayList<String>();
        StringBuilder word = null;
        char quote = 0;
        for (int i = 0; i < command.length(); i++) {
            char c = command.charAt(i);
            boolean last = i + 1 == command.length();
            if (quote == 0 && Character.isWhitespace(c)) {
                if (word != null) {
                    words.add(word.toString());
                    word = null;
                }
                continue;
            }
            if (word == null) {
                word = new StringBuilder();
            }
            if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == '\\' && !last && (quote == 0 || quote == '"' && isEscapable(command.charAt(i + 1)))) {
                word.append(command.charAt(++i));
            } else {
                word.append(c);
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("%s: the quote %c isn't closed".formatted(command, quote));
        }
        if (word != null) {
            words.add(word.toString());
        }
        return words;
    }

    private static boolean isEscapable(char insideDoubleQuotes) {
        return "$`\"\\".indexOf(insideDoubleQuotes) >= 0;
    }

    private static String upTo(int end, String text) {
        return end < 0 ? text : text.substring(0, end);
    }
}
