package org.sidecardemo.systemtests;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.output.OutputFrame.OutputType;
import org.testcontainers.containers.startupcheck.IndefiniteWaitOneShotStartupCheckStrategy;
import org.testcontainers.containers.startupcheck.IsRunningStartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.Wait;

import static org.assertj.core.api.Assertions.assertThat;

/** Both images as containers: alone, as PID 1, and together on one network namespace. */
@Tag("images")
class ContainerTest {

    @BeforeAll
    static void load() {
        Images.load();
    }

    @Test
    void sidecarAnswersOnItsPort() throws IOException, InterruptedException {
        try (var sidecar = sidecar("0").withExposedPorts(8081); var client = HttpClient.newHttpClient()) {
            sidecar.start();
            var page = client.send(
                    HttpRequest
                            .newBuilder(URI.create("http://" + sidecar.getHost() + ":" + sidecar.getMappedPort(8081)))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("Hello from " + sidecar.getContainerId().substring(0, 12));
        }
    }

    /** As PID 1 in the delay and while listening, SIGTERM ends the sidecar with 0, well before any grace period is over. */
    @Test
    void sidecarEndsWithZeroOnSigterm() {
        for (String delay : new String[]{"60", "0"}) {
            try (var sidecar = sidecar(delay)) {
                sidecar.start();
                long signalled = System.nanoTime();
                assertThat(signalAndAwaitExitCode(sidecar, "TERM")).as("delay " + delay).isZero();
                assertThat(Duration.ofNanos(System.nanoTime() - signalled)).isLessThan(Duration.ofSeconds(3));
            }
        }
    }

    /** As PID 1 it can ignore SIGTERM, as a process without a handler does, and then ends 137 when it's killed. */
    @Test
    void sidecarIgnoresSigtermWhenTold() {
        try (var sidecar = sidecar("0").withEnv("IGNORE_SIGTERM", "true")) {
            sidecar.start();
            Images.docker().stopContainerCmd(sidecar.getContainerId()).withTimeout(2).exec();
            assertThat(exitCode(sidecar)).isEqualTo(137);
        }
    }

    @Test
    void userReachesTheSidecarOnOneNetworkNamespace() {
        try (var sidecar = sidecar("0")) {
            sidecar.start();
            try (var user = user(sidecar)) {
                user.start();
                assertThat(exitCode(user)).isZero();
                assertThat(user.getLogs(OutputType.STDOUT)).contains("<h1>Hello from ");
                assertThat(user.getLogs(OutputType.STDERR)).contains("Success: Reached localhost:8081");
            }
        }
    }

    @Test
    void userFailsBeforeTheSidecarListensUnlessItRetries() {
        try (var sidecar = sidecar("3")) {
            sidecar.start();
            try (var user = user(sidecar)) {
                user.start();
                assertThat(exitCode(user)).isEqualTo(1);
                assertThat(user.getLogs(OutputType.STDERR)).contains("Error: Unable to reach localhost:8081");
            }
            try (var user = user(sidecar, "--retry", "10", "--retry-delay", "1", "--retry-connrefused")) {
                user.start();
                assertThat(exitCode(user)).isZero();
            }
        }
    }

    private static GenericContainer<?> sidecar(String delay) {
        String awaited = delay.equals("0") ? ".* listening on port 8081.*" : ".* starting: .*";
        return Images.container("slow-sidecar").withEnv("START_DELAY", delay)
                .withStartupCheckStrategy(new IsRunningStartupCheckStrategy())
                .waitingFor(Wait.forLogMessage(awaited, 1));
    }

    private static GenericContainer<?> user(GenericContainer<?> sidecar, String... arguments) {
        return Images.container("sidecar-user", arguments)
                .withNetworkMode("container:" + sidecar.getContainerId())
                .withStartupCheckStrategy(new Ended());
    }

    private static int signalAndAwaitExitCode(GenericContainer<?> container, String signal) {
        var ended = Images.docker().waitContainerCmd(container.getContainerId()).start();
        Images.docker().killContainerCmd(container.getContainerId()).withSignal(signal).exec();
        return ended.awaitStatusCode();
    }

    private static int exitCode(GenericContainer<?> container) {
        return Images.docker().inspectContainerCmd(container.getContainerId()).exec().getState().getExitCodeLong()
                .intValue();
    }

    /** A container that has started well when it has ended, with whatever code. */
    private static final class Ended extends IndefiniteWaitOneShotStartupCheckStrategy {

        @Override
        public StartupStatus checkStartupState(com.github.dockerjava.api.DockerClient docker, String id) {
            return "exited".equals(docker.inspectContainerCmd(id).exec().getState().getStatus())
                    ? StartupStatus.SUCCESSFUL
                    : StartupStatus.NOT_YET_KNOWN;
        }
    }
}
