package org.sidecardemo.podplayer.play;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import org.sidecardemo.podplayer.lifecycle.ContainerId;
import org.sidecardemo.podplayer.lifecycle.Event;
import org.sidecardemo.podplayer.lifecycle.JobLifecycle;
import org.sidecardemo.podplayer.lifecycle.JobLifecycle.JobAction;
import org.sidecardemo.podplayer.lifecycle.Observation;
import org.sidecardemo.podplayer.manifest.Workload;
import org.sidecardemo.podplayer.manifest.Workload.JobWorkload;
import org.sidecardemo.podplayer.manifest.Workload.PodWorkload;
import org.sidecardemo.podplayer.play.PlayedPod.Mailbox;
import org.sidecardemo.podplayer.release.Release;
import org.sidecardemo.podplayer.report.Recording;
import org.sidecardemo.podplayer.report.Reporter;
import org.sidecardemo.podplayer.runtime.ContainerRuntime;
import org.sidecardemo.podplayer.runtime.RuntimeFailure;

/**
 * The loop that plays one workload, and the only place with real time: what was seen goes into the lifecycle, what it
 * asks for is done. All of it is done by the thread that calls {@link #watch} and {@link #stop}; others leave their
 * news in a queue.
 */
public final class Player implements AutoCloseable {

    /** How often a reporter may show that time passes. */
    private static final Duration TICK = Duration.ofMillis(100);
    /** How many lines of output may wait to be told; a container that prints more waits itself. */
    private static final int WAITING_LINES = 64;

    private final ContainerRuntime runtime;
    private final Workload workload;
    private final Release release;
    private final Reporter reporter;
    private final Mailbox mailbox = new QueueingMailbox();
    private final BlockingQueue<Consumer<Instant>> news = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(WAITING_LINES);
    private final Map<String, PlayedPod> pods = new LinkedHashMap<>();
    private final OutputLog output = new OutputLog();
    private final Instant begin = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private final long beginNanos = System.nanoTime();
    private Optional<PlayedJob> job = Optional.empty();
    private volatile boolean interrupted;
    private volatile boolean muted;

    /** @param release whose rules are played */
    public Player(ContainerRuntime runtime, Workload workload, Release release, Reporter reporter) {
        this.runtime = runtime;
        this.workload = workload;
        this.release = release;
        this.reporter = reporter;
    }

    /**
     * Plays until the Job, if there is one, and all pods have ended, at most for the timeout: before Kubernetes 1.31 a Job may
     * fail while its pod still ends.
     *
     * @return how it stood then; containers may still run
     * @throws RuntimeFailure if the runtime can't run a pod
     */
    public Recording watch(Duration timeout) throws InterruptedException {
        var deadline = begin.plus(timeout);
        reporter.begin(workload.metadata().getName(), begin);
        switch (workload) {
            case JobWorkload w -> job = Optional.of(new PlayedJob(CreatedObjects.job(w.job(), begin), begin));
            case PodWorkload w -> add(CreatedObjects.pod(w.pod(), begin), begin);
        }
        loop(() -> interrupted || ended(), deadline);
        var recording = recording(now());
        reporter.end(recording.end());
        return recording;
    }

    /** Ends what still runs in its proper order, with the pods' own grace periods. */
    public void stop() throws InterruptedException {
        job = Optional.empty();
        pods.values().stream().filter(pod -> !pod.ended()).forEach(pod -> pod.stop(now()));
        loop(() -> pods.values().stream().allMatch(PlayedPod::ended), Instant.MAX);
    }

    /** Makes {@link #watch} return soon. May be called from any thread. */
    public void interrupt() {
        interrupted = true;
        news.add(_ -> {});
    }

    /** Tells no more of what containers print, so that none of them waits for it. May be called from any thread. */
    public void mute() {
        muted = true;
        room.release();
    }

    /** Kills what still runs. */
    @Override
    public void close() {
        mute();
        pods.values().forEach(PlayedPod::close);
    }

    private void loop(BooleanSupplier done, Instant deadline) throws InterruptedException {
        advance(now());
        while (!done.getAsBoolean() && now().isBefore(deadline)) {
            var wakeUp = Stream.of(nextWakeUp(), deadline, now().plus(TICK)).min(Instant::compareTo).orElseThrow();
            var first = news.poll(Duration.between(now(), wakeUp).toNanos(), TimeUnit.NANOSECONDS);
            var now = now();
            if (first != null) {
                // no more than there is by now: containers that flood their output never let the queue run empty
                var batch = new ArrayList<>(List.of(first));
                news.drainTo(batch);
                batch.forEach(next -> next.accept(now));
            }
            advance(now);
            reporter.tick(now);
        }
    }

    /** Does all that is due: a change of a pod may concern its Job, and the other way round. */
    private void advance(Instant now) {
        pods.values().stream().filter(pod -> !now.isBefore(pod.nextWakeUp())).forEach(pod -> pod.advance(now));
        job.ifPresent(j -> {
            for (var actions = j.advance(now); !actions.isEmpty(); actions = j.advance(now)) {
                actions.forEach(action -> perform(action, j, now));
            }
        });
        tellNewEvents();
    }

    private void tellNewEvents() {
        pods.values().forEach(pod -> pod.tellNewEvents(reporter::event));
        job.ifPresent(j -> j.tellNewEvents(reporter::event));
    }

    private void perform(JobAction action, PlayedJob owner, Instant now) {
        switch (action) {
            case JobAction.CreatePod(var index) -> add(CreatedObjects.pod(owner.job, index, now), now);
            case JobAction.StopPod(var name) -> pods.get(name).delete(now);
        }
    }

    private void add(Pod pod, Instant now) {
        var played = new PlayedPod(pod, release, runtime.createSandbox(pod), mailbox, now);
        pods.put(played.name(), played);
        reporter.created(pod);
        played.advance(now);
    }

    private Instant nextWakeUp() {
        return Stream.concat(job.flatMap(j -> j.lifecycle.nextWakeUp()).stream(),
                pods.values().stream().map(PlayedPod::nextWakeUp)).min(Instant::compareTo).orElse(Instant.MAX);
    }

    private boolean ended() {
        return job.map(j -> j.lifecycle.ended()).orElse(true) && pods.values().stream().allMatch(PlayedPod::ended);
    }

    private Recording recording(Instant end) {
        var events = new ArrayList<Event>();
        pods.values().forEach(pod -> events.addAll(pod.events()));
        job.ifPresent(j -> events.addAll(j.lifecycle.events()));
        events.sort((a, b) -> a.at().compareTo(b.at()));
        return new Recording(job.map(PlayedJob::withStatus), pods.values().stream().map(PlayedPod::withStatus).toList(),
                events, output.lines(), begin, end);
    }

    /** The time of the clock at the beginning, and since then steady; in microseconds, as an Event of the API can tell it. */
    private Instant now() {
        return begin.plus((System.nanoTime() - beginNanos) / 1000, ChronoUnit.MICROS);
    }

    private final class PlayedJob {

        private final Job job;
        private final JobLifecycle lifecycle;
        private int told;

        PlayedJob(Job job, Instant now) {
            this.job = job;
            lifecycle = new JobLifecycle(job, release, now);
        }

        List<JobAction> advance(Instant now) {
            var statuses = new LinkedHashMap<String, PodStatus>();
            pods.forEach((name, pod) -> statuses.put(name, pod.status()));
            return lifecycle.advance(statuses, now);
        }

        void tellNewEvents(Consumer<Event> listener) {
            var events = lifecycle.events();
            events.subList(told, events.size()).forEach(listener);
            told = events.size();
        }

        Job withStatus() {
            return new JobBuilder(job).withStatus(lifecycle.status()).build();
        }
    }

    private final class QueueingMailbox implements Mailbox {

        @Override
        public void seen(PlayedPod pod, Observation observation) {
            news.add(now -> pod.observe(observation, now));
        }

        @Override
        public void printed(PlayedPod pod, ContainerId container, String line) {
            room.acquireUninterruptibly();
            if (muted) {
                room.release();
                return;
            }
            news.add(now -> {
                room.release();
                // in their order: a container is told to have started before what it printed
                tellNewEvents();
                output.add(pod.name(), container.name(), line, now);
                reporter.printed(pod.name(), container.name(), line, now);
            });
        }
    }
}
