package org.sidecardemo.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.fabric8.kubernetes.api.model.ContainerStatus;

import static org.junit.jupiter.api.Assumptions.abort;

/** The cluster's node, where it is this machine: the processes of its containers, and the parts that Kubernetes has there. */
final class Node {

    /** What restarts parts of the cluster, which are its arguments. */
    static final String RESTART = "RESTART";

    private Node() {}

    /** The first process of a container; a test that asks for one on another machine is skipped. */
    static ProcessHandle processOf(ContainerStatus container) {
        String id = container.getContainerID().replaceFirst(".*://", "");
        return ProcessHandle.allProcesses().filter(process -> isIn(process, id))
                .filter(process -> process.parent().filter(parent -> isIn(parent, id)).isEmpty())
                .findFirst().orElseGet(() -> abort("the node is another machine: no process here is of " + id));
    }

    private static boolean isIn(ProcessHandle process, String container) {
        try {
            return Files.readString(of(process).resolve("cgroup")).contains(container);
        } catch (IOException _) {
            return false; // it has ended, or is none of ours
        }
    }

    /** Keeps a process from doing anything, till it is killed. */
    static void freeze(ProcessHandle process) throws IOException, InterruptedException {
        new Program("sh", "-c", "kill -STOP " + process.pid()).run("");
    }

    /** True if somebody has a connection to this port of a process, or of another that shares its network. */
    static boolean isConnected(ProcessHandle process, int port) {
        String row = " *\\d+: [0-9A-F]+:%04X [0-9A-F]+:[0-9A-F]{4} 01 .*".formatted(port);
        try {
            var connections = new ArrayList<String>();
            for (String family : List.of("tcp", "tcp6")) {
                connections.addAll(Files.readAllLines(of(process).resolve("net").resolve(family)));
            }
            return connections.stream().anyMatch(connection -> connection.matches(row));
        } catch (IOException _) {
            return false;
        }
    }

    static void restart(String... parts) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of("sh", "-c", "$" + RESTART + " \"$@\"", "sh"));
        words.addAll(List.of(parts));
        new Program(words).run("");
    }

    private static Path of(ProcessHandle process) {
        return Path.of("/proc", Long.toString(process.pid()));
    }
}
