package org.sidecardemo.podplayer.check;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.sidecardemo.podplayer.lifecycle.HookType;
import org.sidecardemo.podplayer.lifecycle.Run;

/**
 * What a container does in a way, as runs that are really played.
 *
 * @param slowness how many times as late it ends by itself
 */
record ScriptedBehaviour(Behaviour behaviour, Duration grace, int slowness) {

    /** The scripts of all containers, by name. */
    static Map<String, List<Run>> all(CheckedPod pod, Map<String, Behaviour> behaviours, int slowness) {
        return behaviours.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
                each -> new ScriptedBehaviour(each.getValue(), pod.grace(), slowness).runs()));
    }

    private List<Run> runs() {
        var first = run(0);
        var further = run(1);
        return first.equals(further) ? List.of(first) : List.of(first, further);
    }

    private Run run(int attempt) {
        var conduct = behaviour.conduct();
        var run = switch (conduct.launch()) {
            case COMMAND_MISSING -> Run.startError();
            case IMAGE_MISSING -> Run.imageMissing();
            case RUNS -> conduct.lifetime().after(attempt)
                    .map(after -> Run.exits(seconds(after.multipliedBy(slowness)), conduct.lifetime().exitCode()))
                    .orElseGet(Run::forever);
        };
        var atSigterm = behaviour.atSigterm();
        run = switch (atSigterm.when()) {
            case AT_ONCE -> run.onSigterm(0, atSigterm.exitCode());
            case LATE -> run.onSigterm(seconds(grace) / 2, atSigterm.exitCode());
            case NEVER -> run.ignoresSigterm();
        };
        run = switch (conduct.startup()) {
            case AT_ONCE -> run;
            case JUST_IN_TIME -> run.startedAfter(justInTime());
            case SECOND_START -> attempt == 0 ? run.neverStarted() : run;
            case NEVER -> run.neverStarted();
        };
        run = conduct.healthy() ? run : run.unhealthyAfter(0);
        return withHooks(conduct.ready() ? run : run.neverReady());
    }

    /** Between the last two times that it is asked, wherever in a period it was started. */
    private double justInTime() {
        var probe = behaviour.container().spec().getStartupProbe();
        return (probe.getFailureThreshold() - 1) * probe.getPeriodSeconds();
    }

    private Run withHooks(Run run) {
        var lifecycle = behaviour.container().spec().getLifecycle();
        if (lifecycle == null) {
            return run;
        }
        var started = lifecycle.getPostStart() == null ? run : switch (behaviour.hook(HookType.POST_START)) {
            case SUCCEEDS -> run;
            case FAILS -> run.postStart(0, false);
            case HANGS -> run.endlessPostStart();
        };
        return lifecycle.getPreStop() == null ? started : switch (behaviour.hook(HookType.PRE_STOP)) {
            case SUCCEEDS -> started;
            case FAILS -> started.preStop(0, false);
            case HANGS -> started.endlessPreStop();
        };
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
