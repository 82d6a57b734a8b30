package org.sidecardemo.podplayer.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;

/** A pod's emptyDir volumes, as folders that any user may write to. */
record EmptyDirs(Path root, Map<String, Path> folders) implements AutoCloseable {

    static EmptyDirs create(RunFolder run, Pod pod) {
        try {
            var root = Files.createTempDirectory(run.path(), "volumes-");
            var folders = new LinkedHashMap<String, Path>();
            for (var volume : pod.getSpec().getVolumes()) {
                if (volume.getEmptyDir() != null) {
                    folders.put(volume.getName(), openFolder(root.resolve(volume.getName())));
                }
            }
            return new EmptyDirs(root, folders);
        } catch (IOException e) {
            throw new RuntimeFailure("can't make the folder of an emptyDir: " + e.getMessage());
        }
    }

    /**
     * The folder of each mount path of a container.
     *
     * @throws RuntimeFailure for a mount of anything but an emptyDir as a whole
     */
    Map<String, Path> mounts(Container container) {
        var mounts = new LinkedHashMap<String, Path>();
        for (var mount : container.getVolumeMounts()) {
            var folder = folders.get(mount.getName());
            if (folder == null || mount.getSubPath() != null || mount.getSubPathExpr() != null) {
                throw new RuntimeFailure(
                        "volumeMount %s: only a whole emptyDir can be mounted".formatted(mount.getName()));
            }
            mounts.put(mount.getMountPath(), folder);
        }
        return mounts;
    }

    @Override
    public void close() {
        RunFolder.removeTree(root);
    }

    private static Path openFolder(Path folder) throws IOException {
        Files.createDirectory(folder);
        // the file mode given at creation is cut by the umask
        var file = folder.toFile();
        if (!file.setReadable(true, false) || !file.setWritable(true, false) || !file.setExecutable(true, false)) {
            throw new IOException(folder + " can't be opened to all users");
        }
        return folder;
    }
}
