package org.sidecardemo.podplayer.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.Container;

/**
 * The message that one run of a container may leave at its end: in a file of its own, which it finds at its {@code
 * terminationMessagePath}, or by its log. Source: getTerminationMessage in pkg/kubelet/kuberuntime.
 *
 * @param mount where the container finds the file; empty if it wants none
 * @param fallsBackToLogs whether the log's end is the message of a failure that left none
 */
record TerminationMessage(Optional<Mount> mount, boolean fallsBackToLogs) {

    /** Source: MaxContainerTerminationMessageLength in pkg/kubelet/container. */
    private static final int MAX_BYTES = 4096;

    /**
     * Makes the file.
     *
     * @param file which isn't there yet, of this run alone
     * @throws RuntimeFailure if it can't be made, or no file can be at the container's path
     */
    static TerminationMessage of(Container container, Path file) {
        var path = container.getTerminationMessagePath();
        boolean fallsBackToLogs = "FallbackToLogsOnError".equals(container.getTerminationMessagePolicy());
        if (path == null || path.isEmpty()) {
            return new TerminationMessage(Optional.empty(), fallsBackToLogs);
        }
        if (path.chars().allMatch(c -> c == '/')) {
            throw new RuntimeFailure("terminationMessagePath %s: a file can't take the place of all files"
                    .formatted(path));
        }
        return new TerminationMessage(
                Optional.of(new Mount(path.startsWith("/") ? path : "/" + path, Volumes.openFile(file), false)),
                fallsBackToLogs);
    }

    /** What the container has left, empty if nothing. */
    String read(int exitCode, LogTail log) {
        var message = mount.map(Mount::source).map(TerminationMessage::end).orElse("");
        return message.isEmpty() && fallsBackToLogs && exitCode != 0 ? log.text() : message;
    }

    /** The file's last 4096 bytes. A container may have put anything else in its place. */
    private static String end(Path file) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return "";
        }
        try (var channel = Files.newByteChannel(file)) {
            channel.position(Math.max(0, channel.size() - MAX_BYTES));
            return new String(Channels.newInputStream(channel).readNBytes(MAX_BYTES), UTF_8);
        } catch (IOException e) {
            return "Error on reading termination log: " + e.getMessage();
        }
    }
}
