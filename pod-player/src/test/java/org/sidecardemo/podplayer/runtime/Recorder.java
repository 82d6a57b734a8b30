package org.sidecardemo.podplayer.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Keeps what is told of a container, and waits for it. */
public final class Recorder implements ContainerListener {

    public static final Duration DEADLINE = Duration.ofSeconds(20);

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final CompletableFuture<String> started = new CompletableFuture<>();
    private final CompletableFuture<String> imageMissing = new CompletableFuture<>();
    private final CompletableFuture<String> configInvalid = new CompletableFuture<>();
    private final CompletableFuture<String> startFailed = new CompletableFuture<>();
    private final CompletableFuture<ContainerEnd> ended = new CompletableFuture<>();

    @Override
    public void started(String id) {
        started.complete(id);
    }

    @Override
    public void imageMissing(String message) {
        imageMissing.complete(message);
    }

    @Override
    public void configInvalid(String message) {
        configInvalid.complete(message);
    }

    @Override
    public void startFailed(String message) {
        startFailed.complete(message);
    }

    @Override
    public void printed(String line) {
        assertThat(started).as("started is told first").isDone();
        assertThat(ended).as("the end is told last").isNotDone();
        lines.add(line);
    }

    @Override
    public void ended(ContainerEnd end) {
        ended.complete(end);
    }

    public Recorder awaitStart() {
        get(started);
        return this;
    }

    /** How the runtime names the run. */
    String id() {
        return get(started);
    }

    public int exitCode() {
        return end().exitCode();
    }

    ContainerEnd end() {
        return get(ended);
    }

    String configInvalid() {
        return get(configInvalid);
    }

    String imageMissing() {
        return get(imageMissing);
    }

    String startFailed() {
        return get(startFailed);
    }

    List<String> lines() {
        return lines;
    }

    /** Waits for a line with this beginning, and gives the rest of it. */
    String awaitLine(String beginning) {
        Predicate<String> wanted = line -> line.startsWith(beginning);
        await("a line " + beginning + "…", () -> lines.stream().anyMatch(wanted));
        return lines.stream().filter(wanted).findFirst().orElseThrow().substring(beginning.length()).strip();
    }

    public static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time for " + what).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (Exception e) {
            throw new AssertionError("not told in time; printed so far: " + lines, e);
        }
    }
}
