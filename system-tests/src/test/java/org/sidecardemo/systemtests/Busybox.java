package org.sidecardemo.systemtests;

import java.nio.file.Path;

/** The images of the scenarios, which busybox-image.sh has written. */
final class Busybox {

    static final String IMAGE = "localhost/busybox:1";
    static final String PAUSE_IMAGE = "localhost/busybox-pause:1";

    private static final Path ARCHIVE = Path.of(System.getProperty("root"), "system-tests/target/busybox.tar");

    private Busybox() {}

    /** Loads them into the Docker daemon. */
    static void load() {
        Images.load(ARCHIVE);
    }
}
