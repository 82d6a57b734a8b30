package org.sidecardemo.podplayer.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.sidecardemo.podplayer.manifest.Workload;
import org.sidecardemo.podplayer.play.RealPlay;
import org.sidecardemo.podplayer.release.Release;
import org.sidecardemo.podplayer.report.Recording;

/** The plays that are short, played by processes that do as their containers are said to: they come as in virtual time. */
@TestInstance(Lifecycle.PER_CLASS)
class PlaysByProcessesTest {

    private static final Duration SHORT = Duration.ofSeconds(8);
    private static final Duration LONG = Duration.ofSeconds(120);
    /** They mostly sleep; more of them would come late where a second matters. */
    private static final int SIDE_BY_SIDE = 16;

    private static final Map<String, Play> PLAYS = new LinkedHashMap<>();
    private static final List<String> NAMES;

    static {
        Play.all().stream().filter(PlaysByProcessesTest::isFit)
                .forEach(play -> PLAYS.put(play.file() + " " + play.sentence(), play));
        NAMES = List.copyOf(PLAYS.keySet());
    }

    private final ExecutorService sideBySide = Executors.newFixedThreadPool(SIDE_BY_SIDE);
    private final Map<String, Future<Recording>> played = new LinkedHashMap<>();

    private static boolean isFit(Play play) {
        return !play.circumstances().virtualOnly() && play.circumstances().deletion().isEmpty()
                && play.scripts().size() == 1
                && VirtualPlay.recording(play).filter(PlaysByProcessesTest::isFit).isPresent();
    }

    private static boolean isFit(Recording recording) {
        return recording.duration().compareTo(SHORT) <= 0
                && recording.events().stream().noneMatch(event -> event.type() == Event.Type.BACK_OFF);
    }

    @BeforeAll
    void playAll() {
        PLAYS.forEach((name, play) -> played.put(name, sideBySide.submit(() -> byProcesses(play))));
    }

    @AfterAll
    void close() {
        sideBySide.shutdownNow();
    }

    /** Beside others a process may be late where a second matters: what differs counts if it does so again by itself. */
    @ParameterizedTest
    @FieldSource("NAMES")
    void comeAsInVirtualTime(String name) throws Exception {
        var play = PLAYS.get(name);
        var said = Outcome.of(VirtualPlay.recording(play).orElseThrow());
        if (!Outcome.of(played.get(name).get()).equals(said)) {
            for (var other : played.values()) {
                other.get();
            }
            assertThat(Outcome.of(byProcesses(play))).as(name).isEqualTo(said);
        }
    }

    private static Recording byProcesses(Play play) throws Exception {
        return RealPlay.play(scripted(play), release(play), LONG);
    }

    private static Release release(Play play) {
        return play.circumstances().releases().getLast();
    }

    private static HasMetadata scripted(Play play) {
        var workload = play.workload(release(play));
        var spec = ScriptedPod.of(workload.podSpec(), play.scripts().getFirst());
        return switch (workload) {
            case Workload.PodWorkload(_, _, var pod, _, _) -> new PodBuilder(pod).withSpec(spec).build();
            case Workload.JobWorkload(_, _, var job, _, _) -> new JobBuilder(job).editSpec().editTemplate()
                    .withSpec(spec).endTemplate().endSpec().build();
        };
    }
}
