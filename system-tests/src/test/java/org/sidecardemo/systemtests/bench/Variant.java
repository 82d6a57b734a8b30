package org.sidecardemo.systemtests.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import org.sidecardemo.systemtests.ImageArchive;

/** What an image of ours is made of. */
enum Variant {
    JVM("JVM"), NATIVE("native");

    private final String label;

    Variant(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    Optional<ImageArchive> image(String module) throws IOException {
        return ImageArchive.find(Path.of(module), this == NATIVE);
    }

    /** What a row says where there is no such image. */
    String missing() {
        return "no " + label + " image";
    }
}
