package org.sidecardemo.podplayer.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sidecardemo.podplayer.lifecycle.HookType.POST_START;
import static org.sidecardemo.podplayer.lifecycle.HookType.PRE_STOP;
import static org.sidecardemo.podplayer.lifecycle.ProbeType.LIVENESS;
import static org.sidecardemo.podplayer.lifecycle.ProbeType.READINESS;
import static org.sidecardemo.podplayer.lifecycle.ProbeType.STARTUP;
import static org.sidecardemo.podplayer.lifecycle.Run.exits;
import static org.sidecardemo.podplayer.lifecycle.Run.forever;
import static org.sidecardemo.podplayer.lifecycle.Scenario.pod;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.fabric8.kubernetes.api.model.PodBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.sidecardemo.podplayer.lifecycle.Event.Type;
import org.sidecardemo.podplayer.play.RealPlay;
import org.sidecardemo.podplayer.release.Release;

/** Whatever a container is scripted to do, its commands do, played by processes: all side by side, as they mostly sleep. */
@TestInstance(Lifecycle.PER_CLASS)
class ScriptedPodTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    /** What a script decides, and doesn't come by the moment. */
    private static final Set<Type> DECISIVE = EnumSet.of(Type.STARTED, Type.ENDED, Type.STARTUP_PROBE_SUCCEEDED,
            Type.READY, Type.NOT_READY, Type.HOOK_STARTED, Type.KILLED);

    private static final Map<String, Scenario> SCENARIOS = new LinkedHashMap<>();
    private static final List<String> NAMES;

    static {
        SCENARIOS.put("exit codes", pod("Never").init("first", exits(0.2, 0)).main("app", exits(0.5, 7)));
        SCENARIOS.put("another run", pod("OnFailure").main("app", exits(0.2, 1), exits(0.2, 0)));
        SCENARIOS.put("SIGTERM", pod("Never").sidecar("heeding", forever().onSigterm(0, 0))
                .sidecar("slow", forever().onSigterm(1, 5)).main("app", exits(1, 0)).grace(20));
        SCENARIOS.put("sooner than told", pod("Never").sidecar("slow", exits(9, 4).onSigterm(20, 5))
                .main("app", exits(1, 0)).grace(30));
        SCENARIOS.put("SIGTERM ignored",
                pod("Never").sidecar("deaf", forever().ignoresSigterm()).main("app", exits(1, 0)).grace(2));
        SCENARIOS.put("startup probe", pod("Never").sidecar("sidecar", forever().startedAfter(1.5))
                .probe("sidecar", STARTUP, p -> p.withPeriodSeconds(1)).main("app", exits(1, 0)));
        SCENARIOS.put("startup probe at the second start", pod("Never").sidecar("sidecar", forever().neverStarted(),
                forever()).probe("sidecar", STARTUP, p -> p.withPeriodSeconds(1).withFailureThreshold(2))
                .main("app", exits(1, 0)));
        SCENARIOS.put("readiness probe", pod("Never").main("app", exits(5, 0).readyAfter(1.5))
                .probe("app", READINESS, p -> p.withPeriodSeconds(1)));
        SCENARIOS.put("liveness probe", pod("Never").main("app", forever().unhealthyAfter(1.5).onSigterm(0, 9))
                .probe("app", LIVENESS, p -> p.withPeriodSeconds(1).withFailureThreshold(1)));
        SCENARIOS.put("probe that errs", pod("Never").sidecar("sidecar", forever().probesErrUntil(2.5))
                .probe("sidecar", STARTUP, p -> p.withPeriodSeconds(1).withFailureThreshold(1))
                .main("app", exits(1, 0)));
        SCENARIOS.put("slow probe", pod("Never").sidecar("sidecar", forever().firstProbeTakes(2))
                .probe("sidecar", STARTUP, p -> p.withPeriodSeconds(1).withTimeoutSeconds(30))
                .main("app", exits(1, 0)));
        SCENARIOS.put("postStart hook that fails once", pod("OnFailure").main("app",
                forever().postStart(0.5, false).onSigterm(0, 3), exits(2, 0).postStart(0.5, true))
                .hook("app", POST_START));
        SCENARIOS.put("preStop hook", pod("Never").sidecar("sidecar", forever().onSigterm(0, 0).preStop(1, true))
                .hook("sidecar", PRE_STOP).main("app", exits(1, 0)));
        SCENARIOS.put("preStop hook without an end", pod("Never").sidecar("sidecar", forever().endlessPreStop())
                .hook("sidecar", PRE_STOP).main("app", exits(1, 0)).grace(2));
        SCENARIOS.put("no such command", pod("Never").main("app", Run.startError()));
        NAMES = List.copyOf(SCENARIOS.keySet());
    }

    private final ExecutorService sideBySide = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Future<Map<String, List<String>>>> played = new LinkedHashMap<>();

    @BeforeAll
    void playAll() {
        SCENARIOS.forEach((name, scenario) -> played.put(name, sideBySide.submit(() -> decisive(RealPlay.byProcesses(
                new PodBuilder().withNewMetadata().withName("pod").endMetadata()
                        .withSpec(ScriptedPod.of(scenario.spec(), scenario.scripts())).build(),
                Release.NEWEST, LONG).events()))));
    }

    @AfterAll
    void close() {
        sideBySide.shutdownNow();
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void commandsDoWhatIsScripted(String name) throws Exception {
        assertThat(played.get(name).get()).isEqualTo(decisive(SCENARIOS.get(name).play().events()));
    }

    /** No shell does that. */
    @Test
    void refused() {
        var outliving = pod("Never").main("app", forever().preStopOutliving(1)).hook("app", PRE_STOP);
        assertThatThrownBy(() -> ScriptedPod.of(outliving.spec(), outliving.scripts()))
                .hasMessage("app: no command outlives its container");
        var sometimes = pod("OnFailure").main("app", Run.startError(), exits(1, 0));
        assertThatThrownBy(() -> ScriptedPod.of(sometimes.spec(), sometimes.scripts()))
                .hasMessage("app: either each run can be started, or none");
    }

    /** By container, as what happens to two of them at once has no order. */
    private static Map<String, List<String>> decisive(List<Event> events) {
        var decisive = new TreeMap<String, List<String>>();
        events.stream().filter(event -> DECISIVE.contains(event.type()))
                .forEach(event -> decisive.computeIfAbsent(event.container().name(), _ -> new ArrayList<>())
                        .add(event.type() + (event.type() == Type.ENDED ? " " + event.detail().split(" ")[0] : "")));
        return decisive;
    }
}
