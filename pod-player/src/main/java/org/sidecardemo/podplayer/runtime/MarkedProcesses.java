package org.sidecardemo.podplayer.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Finds processes by what Linux's /proc says of their environment, session and open files, whoever their parent has
 * become. Other systems have no such view; there nothing is found.
 */
final class MarkedProcesses {

    /** The variable that marks the processes of a container; its value begins with the run folder's name. */
    static final String VARIABLE = "POD_PLAYER_CONTAINER";

    private static final Path PROC = Path.of("/proc");
    private static final Duration PAUSE = Duration.ofMillis(1);
    private static final int WRITES = 3;

    private MarkedProcesses() {}

    /** The processes with a marker like this, and all that descend from them. */
    static Set<ProcessHandle> find(Predicate<String> marker) {
        return withDescendants(processesWhere(process -> hasMarker(process, marker)));
    }

    /**
     * The processes with this very marker or in the session that this process began, and all that descend from them.
     *
     * @param since when the first of them was started; older ones need no closer look
     */
    static Set<ProcessHandle> ofContainer(String marker, long first, long since) {
        return withDescendants(processesWhere(process -> {
            var stat = ProcessStat.of(process).orElse(null);
            return stat != null && !stat.isZombie() && stat.started() >= since
                    && (stat.session() == first || hasMarker(process, marker::equals));
        }));
    }

    /** When a process was started, or 0 if that can't be told any more. */
    static long startOf(long pid) {
        return ProcessStat.of(PROC.resolve(Long.toString(pid))).map(ProcessStat::started).orElse(0L);
    }

    /** The processes that can write to a pipe, named as in /proc/PID/fd. */
    static Set<ProcessHandle> writersOf(String pipe) {
        return processesWhere(process -> canWriteTo(process, pipe));
    }

    /** The pipe that a process has as its standard output, if it is one that can be seen. */
    static Optional<String> outputPipe(long pid) {
        return link(PROC.resolve(pid + "/fd/1")).filter(target -> target.startsWith("pipe:"));
    }

    /**
     * Kills until none is found any more that can be killed. Two looks in a row must find none: a process that is just
     * replacing its program has no environment for an instant.
     */
    static void killAll(Supplier<Set<ProcessHandle>> found) {
        int misses = 0;
        while (misses < 2) {
            long killed = found.get().stream().filter(ProcessHandle::destroyForcibly).count();
            misses = killed == 0 ? misses + 1 : 0;
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    static Set<ProcessHandle> withDescendants(Set<ProcessHandle> processes) {
        var all = descendants(processes);
        all.addAll(processes);
        return all;
    }

    /**
     * All that descend from these processes, by one look at the list of all. The JDK takes one look for each of these, and
     * looks again as long as any process has been started meanwhile: while one forks on and on that has no end.
     */
    static Set<ProcessHandle> descendants(Set<ProcessHandle> processes) {
        var descendants = new HashSet<ProcessHandle>();
        if (!Files.isDirectory(PROC)) {
            processes.forEach(process -> process.descendants().forEach(descendants::add));
            return descendants;
        }
        var children = children();
        var parents = new ArrayDeque<>(processes);
        while (!parents.isEmpty()) {
            var parent = parents.pop();
            if (parent.isAlive()) {
                children.getOrDefault(parent.pid(), List.of()).stream().flatMap(pid -> ProcessHandle.of(pid).stream())
                        .filter(descendants::add).forEach(parents::push);
            }
        }
        return descendants;
    }

    /** The children of each process that has some. */
    private static Map<Long, List<Long>> children() {
        var children = new HashMap<Long, List<Long>>();
        for (var process : processes()) {
            ProcessStat.of(process).ifPresent(stat -> children.computeIfAbsent(stat.parent(), _ -> new ArrayList<>())
                    .add(pid(process)));
        }
        return children;
    }

    private static Set<ProcessHandle> processesWhere(Predicate<Path> condition) {
        return processes().stream().filter(condition).flatMap(process -> ProcessHandle.of(pid(process)).stream())
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static List<Path> processes() {
        var all = new ArrayList<Path>();
        if (!Files.isDirectory(PROC)) {
            return all;
        }
        try (var processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            processes.forEach(all::add);
        } catch (IOException | DirectoryIteratorException e) {
            throw new RuntimeFailure("can't list the processes: " + e.getMessage());
        }
        return all;
    }

    private static long pid(Path process) {
        return Long.parseLong(process.getFileName().toString());
    }

    private static boolean hasMarker(Path process, Predicate<String> marker) {
        try {
            var environment = Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
            int start = ("\0" + environment).indexOf("\0" + VARIABLE + "=");
            if (start < 0) {
                return false;
            }
            int end = environment.indexOf('\0', start);
            return marker
                    .test(environment.substring(start + VARIABLE.length() + 1, end < 0 ? environment.length() : end));
        } catch (IOException _) {
            // it has ended, or is another user's
            return false;
        }
    }

    private static boolean canWriteTo(Path process, String pipe) {
        try (var files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (var file : files) {
                if (link(file).filter(pipe::equals).isPresent() && isWritable(process, file.getFileName())) {
                    return true;
                }
            }
        } catch (IOException | DirectoryIteratorException _) {
            // it has ended, or is another user's
        }
        return false;
    }

    private static boolean isWritable(Path process, Path descriptor) throws IOException {
        var info = Files.readString(process.resolve("fdinfo").resolve(descriptor));
        return info.lines().filter(line -> line.startsWith("flags:"))
                .anyMatch(line -> (Integer.parseInt(line.substring(6).strip(), 8) & WRITES) != 0);
    }

    private static Optional<String> link(Path file) {
        try {
            return Optional.of(Files.readSymbolicLink(file).toString());
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
