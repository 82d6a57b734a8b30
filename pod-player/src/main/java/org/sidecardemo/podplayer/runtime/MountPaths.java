package org.sidecardemo.podplayer.runtime;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Stands in for mounting where containers are local processes, which see the machine's own files: wherever a mount path
 * is named in a container's command, arguments, variables, working directory, probes or hooks, alone or as the beginning of a longer
 * path, the volume's folder is named instead.
 */
record MountPaths(Map<String, Path> folders) {

    static MountPaths of(List<Mount> mounts) {
        var sources = new LinkedHashMap<String, Path>();
        mounts.forEach(mount -> sources.put(mount.path(), mount.source()));
        return new MountPaths(sources);
    }

    String replaceIn(String text) {
        if (folders.isEmpty()) {
            return text;
        }
        var longestFirst = folders.keySet().stream().sorted(Comparator.comparing(String::length).reversed())
                .map(path -> Pattern.quote(withoutEnd(path))).collect(Collectors.joining("|"));
        return Pattern.compile("(?<![\\w./-])(" + longestFirst + ")(?![\\w.-])").matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(folderOf(match.group(1))));
    }

    private String folderOf(String path) {
        return folders.getOrDefault(path, folders.get(path + "/")).toString();
    }

    private static String withoutEnd(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
