package org.sidecardemo.podplayer.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;

/**
 * A pod's volumes as temporary folders, whatever their kind: none of them names a file of this machine. Those whose
 * files are known are filled and can only be read, the others are empty and open to any user. A hostPath that says to be a
 * file is an empty file.
 *
 * @param readOnly the names of those that can only be read
 */
record Volumes(Path root, Map<String, Path> folders, Set<String> readOnly) implements AutoCloseable {

    private static final int OPEN = 0777;
    private static final int LISTED = 0755;
    private static final int WRITABLE = 0666;
    private static final int GROUP_READS = 0440;
    private static final int GROUP_WRITES = 0660;
    /** What is made in it has its group, and a group may enter it. */
    private static final int GROUP_FOLDER = 02110;
    /** Kinds of hostPath that are one file, and that a container may want to find as such. */
    private static final Set<String> FILES = Set.of("File", "FileOrCreate");

    static Volumes create(RunFolder run, Pod pod, VolumeFiles files) {
        try {
            var root = Files.createTempDirectory(run.path(), "volumes-");
            var folders = new LinkedHashMap<String, Path>();
            var readOnly = new HashSet<String>();
            for (var volume : pod.getSpec().getVolumes()) {
                var content = files.of(volume);
                var folder = root.resolve(volume.getName());
                if (isFile(volume)) {
                    setMode(Files.createFile(folder), WRITABLE);
                } else {
                    setMode(Files.createDirectory(folder), content.isPresent() ? LISTED : OPEN);
                }
                if (content.isPresent()) {
                    readOnly.add(volume.getName());
                    write(folder, content.get());
                }
                folders.put(volume.getName(), folder);
            }
            return new Volumes(root, folders, readOnly);
        } catch (IOException e) {
            throw new RuntimeFailure("can't make the folder of a volume: " + e.getMessage());
        }
    }

    /**
     * What a container finds where.
     *
     * @throws RuntimeFailure in the kubelet's words for a path that leads out of its volume
     */
    List<Mount> mounts(Container container, Variables variables) {
        var mounts = new ArrayList<Mount>();
        for (var mount : container.getVolumeMounts()) {
            var folder = folders.get(mount.getName());
            if (folder == null) {
                throw new RuntimeFailure("cannot find volume \"%s\" to mount into container \"%s\""
                        .formatted(mount.getName(), container.getName()));
            }
            mounts.add(new Mount(absolute(mount.getMountPath()), source(folder, mount, container, variables),
                    Boolean.TRUE.equals(mount.getReadOnly()) || readOnly.contains(mount.getName())));
        }
        return mounts;
    }

    /** A file that may be there. @throws InvalidConfig if a link leads out of its volume */
    Path file(String volume, String path) {
        var folder = folders.get(volume);
        try {
            var file = folder.resolve(path);
            if (Files.exists(file) && !file.toRealPath().startsWith(folder.toRealPath())) {
                throw EnvFile.wrong();
            }
            return file;
        } catch (IOException | InvalidPathException _) {
            throw EnvFile.wrong();
        }
    }

    /**
     * Gives all of it to a group, as far as this user may: each folder passes it on to what is made in it. Source:
     * changeFilePermission in pkg/volume.
     */
    void giveTo(long group) {
        folders.forEach((name, folder) -> {
            try (var paths = Files.walk(folder)) {
                for (var path : (Iterable<Path>) paths::iterator) {
                    Files.setAttribute(path, "unix:gid", Math.toIntExact(group));
                    int rights = readOnly.contains(name) ? GROUP_READS : GROUP_WRITES;
                    Files.setAttribute(path, "unix:mode", (int) Files.getAttribute(path, "unix:mode")
                            | (Files.isDirectory(path) ? rights | GROUP_FOLDER : rights));
                }
            } catch (IOException | UnsupportedOperationException _) {
                // another group's than this user's own: the folders are open to any group
            }
        });
    }

    @Override
    public void close() {
        RunFolder.removeTree(root);
    }

    /** Makes an empty file, and its folder, that any user may write to. @throws RuntimeFailure if that can't be */
    static Path openFile(Path file) {
        try {
            setMode(Files.createDirectories(file.getParent()), LISTED);
            setMode(Files.createFile(file), WRITABLE);
            return file;
        } catch (IOException e) {
            throw new RuntimeFailure("can't make the file of a termination message: " + e.getMessage());
        }
    }

    private static boolean isFile(Volume volume) {
        return volume.getHostPath() != null && volume.getHostPath().getType() != null
                && FILES.contains(volume.getHostPath().getType());
    }

    private static String absolute(String mountPath) {
        var path = mountPath.startsWith("/") ? mountPath : "/" + mountPath;
        if (path.chars().allMatch(c -> c == '/')) {
            throw new RuntimeFailure("mountPath %s: a volume can't take the place of all files".formatted(mountPath));
        }
        return path;
    }

    private static Path source(Path folder, VolumeMount mount, Container container, Variables variables) {
        var subPath = mount.getSubPathExpr() == null || mount.getSubPathExpr().isEmpty()
                ? mount.getSubPath()
                : variables.expandKnown(mount.getSubPathExpr());
        if (subPath == null || subPath.isEmpty()) {
            return folder;
        }
        if (subPath.startsWith("/")) {
            throw new RuntimeFailure("error SubPath `%s` must not be an absolute path".formatted(subPath));
        }
        if (List.of(subPath.split("/")).contains("..")) {
            throw new RuntimeFailure("unable to provision SubPath `%s`: must not contain '..'".formatted(subPath));
        }
        try {
            return inside(folder, subPath);
        } catch (IOException | InvalidPathException _) {
            throw new RuntimeFailure("failed to prepare subPath for volumeMount \"%s\" of container \"%s\""
                    .formatted(mount.getName(), container.getName()));
        }
    }

    /** A part of a volume, made if it isn't there. No link may lead out of the volume, by whichever container's work. */
    private static Path inside(Path folder, String subPath) throws IOException {
        var root = folder.toRealPath();
        var at = root;
        for (var name : Path.of(subPath)) {
            at = at.resolve(name);
            if (Files.notExists(at)) {
                Files.createDirectory(at);
                setMode(at, OPEN);
            }
            at = at.toRealPath();
            if (!at.startsWith(root)) {
                throw new IOException(at + " is outside of the volume");
            }
        }
        return at;
    }

    private static void write(Path folder, List<VolumeFile> files) throws IOException {
        for (var file : files) {
            var path = folder.resolve(file.path()).normalize();
            if (!path.startsWith(folder)) {
                throw new IOException(file.path() + " is outside of the volume");
            }
            makeFolders(folder, path.getParent());
            Files.write(path, file.bytes());
            setMode(path, file.mode());
        }
    }

    private static void makeFolders(Path root, Path folder) throws IOException {
        if (!folder.equals(root) && Files.notExists(folder)) {
            makeFolders(root, folder.getParent());
            Files.createDirectory(folder);
            setMode(folder, LISTED);
        }
    }

    /** The mode given at creation would be cut by the umask. */
    private static void setMode(Path path, int mode) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, permissions(mode));
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        var permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (var permission : PosixFilePermission.values()) {
            // in the order of the bits, from the owner's right to read on
            if ((mode & 0400 >> permission.ordinal()) != 0) {
                permissions.add(permission);
            }
        }
        return permissions;
    }
}
