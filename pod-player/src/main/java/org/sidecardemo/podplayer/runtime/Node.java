package org.sidecardemo.podplayer.runtime;

import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.file.Path;

import com.sun.management.OperatingSystemMXBean;

/** This machine as a node: what a container without limits may use. */
final class Node {

    static final String NAME = "localhost";

    private Node() {}

    /** The amount in the resource's own unit (cores, bytes), nothing of what a node doesn't have by itself. */
    static BigDecimal allocatable(String resource) {
        return BigDecimal.valueOf(switch (resource) {
            case "cpu" -> Runtime.getRuntime().availableProcessors();
            case "memory" -> ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
            case "ephemeral-storage" -> Path.of(System.getProperty("java.io.tmpdir")).toFile().getTotalSpace();
            default -> 0;
        });
    }
}
