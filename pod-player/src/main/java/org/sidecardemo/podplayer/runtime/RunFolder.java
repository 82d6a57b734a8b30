package org.sidecardemo.podplayer.runtime;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The folder of one run of the player, in the system's temporary folder. Its name marks all that the run starts. While
 * the player lives it holds a lock in it, which the system releases even if the player is killed: so the next run knows
 * whose leftovers it may remove.
 */
final class RunFolder implements AutoCloseable {

    private static final String PREFIX = "pod-player-";
    private static final String LOCK = "lock";
    private static final String ENGINE = "engine";

    private final Path path;
    private final FileChannel lock;

    private RunFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    static RunFolder create() {
        try {
            var path = Files.createTempDirectory(ownPrefix());
            var channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.lock();
            return new RunFolder(path, channel);
        } catch (IOException e) {
            throw new RuntimeFailure("can't make a temporary folder: " + e.getMessage());
        }
    }

    /** The folders of this user's dead runs. Each is locked until it is closed, so no two runs clean up the same. */
    List<RunFolder> stale() {
        var found = new ArrayList<RunFolder>();
        try (var folders = Files.newDirectoryStream(path.getParent(), PREFIX + "*")) {
            for (var folder : folders) {
                // a second look at a lock of this very process would release it
                if (!folder.getFileName().toString().startsWith(ownPrefix())) {
                    lockIfStale(folder).ifPresent(found::add);
                }
            }
        } catch (IOException e) {
            throw new RuntimeFailure("can't list the temporary folder: " + e.getMessage());
        }
        return found;
    }

    private Optional<RunFolder> lockIfStale(Path folder) {
        try {
            if (!Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(path))) {
                return Optional.empty();
            }
            if (!Files.exists(folder.resolve(LOCK), LinkOption.NOFOLLOW_LINKS) && isOfLivingProcess(folder)) {
                // it is being made, or being removed
                return Optional.empty();
            }
            var channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
            if (channel.tryLock() != null) {
                return Optional.of(new RunFolder(folder, channel));
            }
            channel.close();
        } catch (IOException _) {
            // it is being removed by another run
        }
        return Optional.empty();
    }

    Path path() {
        return path;
    }

    String name() {
        return path.getFileName().toString();
    }

    /** Notes the engine whose containers bear this run's name, for who cleans up after it. */
    void noteEngine(String command) {
        try {
            Files.writeString(path.resolve(ENGINE), command);
        } catch (IOException e) {
            throw new RuntimeFailure("can't write into %s: %s".formatted(path, e.getMessage()));
        }
    }

    /** The engine that the run used, or an empty text. */
    String engine() {
        try {
            return Files.readString(path.resolve(ENGINE));
        } catch (IOException _) {
            return "";
        }
    }

    /** Removes the folder, as far as its files belong to this user, and releases it. */
    @Override
    public void close() {
        removeTree(path);
        try {
            lock.close();
        } catch (IOException _) {
            // the process's end releases it
        }
    }

    /** Removes a folder and what is in it, following no links; what can't be removed stays. */
    static void removeTree(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    // a container may have made its folder read-only
                    directory.toFile().setWritable(true, true);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    return remove(file);
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return remove(file);
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, IOException e) {
                    return remove(directory);
                }
            });
        } catch (IOException _) {
            // each step above goes on after a failure
        }
    }

    private static FileVisitResult remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException _) {
            // another user's, made by a container that ran as that user
        }
        return FileVisitResult.CONTINUE;
    }

    private static String ownPrefix() {
        return prefix(ProcessHandle.current());
    }

    /** What the names of a process's folders begin with; the time tells it from an earlier process of that id. */
    private static String prefix(ProcessHandle process) {
        long started = process.info().startInstant().map(start -> start.toEpochMilli()).orElse(0L);
        return "%s%d-%d-".formatted(PREFIX, process.pid(), started);
    }

    private static boolean isOfLivingProcess(Path folder) {
        var name = folder.getFileName().toString();
        return ProcessHandle.allProcesses().anyMatch(process -> name.startsWith(prefix(process)));
    }
}
