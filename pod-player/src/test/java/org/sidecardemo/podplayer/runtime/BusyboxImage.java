package org.sidecardemo.podplayer.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An image of nothing but a static busybox, made without pulling any. */
final class BusyboxImage {

    static final String NAME = "pod-player-test/busybox:1";

    private static final Path BUSYBOX = Path.of("/bin/busybox");
    private static final String DOCKERFILE = """
            FROM scratch
            COPY busybox /bin/sh
            COPY busybox /bin/busybox
            STOPSIGNAL SIGUSR1
            ENV PATH=/bin
            ENTRYPOINT ["busybox"]
            CMD ["sleep", "1000"]
            """;

    private BusyboxImage() {}

    static void build() throws IOException, InterruptedException {
        assertThat(BUSYBOX).as("a statically linked busybox is needed (Debian: busybox-static)").isExecutable();
        var context = Files.createTempDirectory("busybox-image");
        try {
            Files.copy(BUSYBOX.toRealPath(), context.resolve("busybox"));
            Files.writeString(context.resolve("Dockerfile"), DOCKERFILE);
            var builder = new ProcessBuilder("docker", "build", "--tag", NAME, context.toString())
                    .redirectErrorStream(true);
            // the old builder asks no registry for a frontend
            builder.environment().put("DOCKER_BUILDKIT", "0");
            var build = builder.start();
            var output = new String(build.getInputStream().readAllBytes());
            assertThat(build.waitFor()).as(output).isZero();
        } finally {
            RunFolder.removeTree(context);
        }
    }

    /** Removes the image, unless the daemon is too busy with others' images to do so soon. */
    static void remove() throws InterruptedException {
        var removal = new EngineCommand("docker").start(List.of("rmi", "--force", NAME));
        if (!removal.waitFor(Recorder.DEADLINE)) {
            removal.destroyForcibly();
        }
    }
}
