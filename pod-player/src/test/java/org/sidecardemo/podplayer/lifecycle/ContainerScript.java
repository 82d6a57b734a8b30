package org.sidecardemo.podplayer.lifecycle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ExecAction;
import io.fabric8.kubernetes.api.model.LifecycleBuilder;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.fabric8.kubernetes.api.model.LifecycleHandlerBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;

/**
 * The runs of a container as a shell's script. In the pod's folder, by the container's name, it leaves how often it was
 * started, what its probes look for, and, while they are to err, hides what they run.
 *
 * @param runs of each index of an Indexed Job, the last ones for all further indexes; of any other pod they are the only ones
 */
record ContainerScript(Container container, List<List<Run>> runs) {

    /** Where the pod's folder is mounted. */
    static final String FOLDER = "/scripted";

    private static final String FOR_EVER = "100000";
    private static final String MISSING_IMAGE = "localhost/not-there:1";

    ContainerScript {
        if (all(runs).map(Run::kind).distinct().count() > 1) {
            throw new IllegalArgumentException(container.getName() + ": either each run can be started, or none");
        }
        if (all(runs).anyMatch(run -> run.postStart().outlives() || run.preStop().outlives())) {
            throw new IllegalArgumentException(container.getName() + ": no command outlives its container");
        }
    }

    Container scripted() {
        // the policy may be the default of the image that it had
        var builder = new ContainerBuilder(container).withImage(ScriptedPod.IMAGE).withImagePullPolicy(null).withArgs()
                .withCommand(command());
        if (kind() == Run.Kind.IMAGE_MISSING) {
            builder.withImage(MISSING_IMAGE).withImagePullPolicy("Never");
        }
        if (container.getLifecycle() != null) {
            builder.withLifecycle(new LifecycleBuilder(container.getLifecycle())
                    .withPostStart(scripted(container.getLifecycle().getPostStart(), HookType.POST_START))
                    .withPreStop(scripted(container.getLifecycle().getPreStop(), HookType.PRE_STOP)).build());
        }
        return builder.withStartupProbe(scripted(container.getStartupProbe(), ProbeType.STARTUP))
                .withReadinessProbe(scripted(container.getReadinessProbe(), ProbeType.READINESS))
                .withLivenessProbe(scripted(container.getLivenessProbe(), ProbeType.LIVENESS)).build();
    }

    private List<String> command() {
        if (kind() == Run.Kind.START_ERROR) {
            return List.of("/not-there");
        }
        return shell("""
                cd %1$s
                run=0; test -e %2$s.runs && read run <%2$s.runs; echo $((run + 1)) >%2$s.runs
                %3$s
                wait $life; end=$?; while kill -0 $life 2>/dev/null; do wait $life; end=$?; done
                test $end = 0 && exit $code; exit $told
                """.formatted(FOLDER, container.getName(), byRun("$run", this::run)));
    }

    /** It ends when {@code life} does: by itself, or because it was told to. */
    private String run(Run run) {
        var lines = new ArrayList<String>();
        lines.add(atSigterm(run));
        lines.add("code=" + run.exitCode() + "; sleep " + (run.lifetime() == null ? FOR_EVER : seconds(run.lifetime()))
                + " & life=$!; test -z \"$term\" || kill $life");
        probes().keySet().forEach(type -> lines.addAll(prepared(run, type)));
        lines.removeIf(String::isEmpty);
        return String.join("\n", lines);
    }

    /** The signal may come before there is a life to end, so it is remembered. */
    private static String atSigterm(Run run) {
        if (run.sigtermDelay() == null) {
            return "trap '' TERM";
        }
        return "told=" + run.sigtermExitCode() + "; trap 'term=1; "
                + from(run.sigtermDelay(), "kill $life") + "' TERM";
    }

    /** What a probe looks for, and what it needs to be slow, or to be run at all. */
    private List<String> prepared(Run run, ProbeType type) {
        var lines = new ArrayList<String>();
        lines.add("rm -f " + mark(type) + (err() ? " " + program(type) : ""));
        if (run.probeTime().isPositive()) {
            lines.add("echo " + seconds(run.probeTime()) + " >" + slow(type));
        }
        if (err()) {
            lines.add("printf '%%s\\n' '#!/bin/sh' '%1$s' >%2$s.new; chmod +x %2$s.new".formatted(probe(type),
                    program(type)));
            lines.add(from(run.probesErrUntil(), "mv %1$s.new %1$s".formatted(program(type))));
        }
        lines.add(from(switch (type) {
            case STARTUP -> run.startedAfter();
            case READINESS -> run.readyAfter();
            case LIVENESS -> run.unhealthyAfter();
        }, ": >" + mark(type)));
        return lines;
    }

    private String mark(ProbeType type) {
        return container.getName() + switch (type) {
            case STARTUP -> ".started";
            case READINESS -> ".ready";
            case LIVENESS -> ".unhealthy";
        };
    }

    private String slow(ProbeType type) {
        return container.getName() + ".slow-" + type;
    }

    private String program(ProbeType type) {
        return container.getName() + "." + type;
    }

    /** Whether a probe of any run errs: then each is a program that isn't there at first. */
    private boolean err() {
        return all(runs).anyMatch(run -> run.probesErrUntil().isPositive());
    }

    private Map<ProbeType, Probe> probes() {
        var probes = new LinkedHashMap<ProbeType, Probe>();
        probes.put(ProbeType.STARTUP, container.getStartupProbe());
        probes.put(ProbeType.READINESS, container.getReadinessProbe());
        probes.put(ProbeType.LIVENESS, container.getLivenessProbe());
        probes.values().removeIf(probe -> probe == null);
        return probes;
    }

    private String probe(ProbeType type) {
        var probe = "cd " + FOLDER + "; test " + (type == ProbeType.LIVENESS ? "! " : "") + "-e " + mark(type);
        return all(runs).noneMatch(run -> run.probeTime().isPositive())
                ? probe
                : probe + "; outcome=$?; test -e %1$s && read time <%1$s && rm %1$s && sleep $time; exit $outcome"
                        .formatted(slow(type));
    }

    private Probe scripted(Probe probe, ProbeType type) {
        if (probe == null) {
            return null;
        }
        var command = err() ? List.of(FOLDER + "/" + program(type)) : shell(probe(type));
        return new ProbeBuilder(probe).withHttpGet(null).withTcpSocket(null).withGrpc(null)
                .withExec(new ExecAction(command)).build();
    }

    /** A sleep does what it says. */
    private LifecycleHandler scripted(LifecycleHandler handler, HookType type) {
        if (handler == null || handler.getSleep() != null) {
            return handler;
        }
        var attempt = switch (type) {
            // which may come before the script has counted
            case POST_START -> "hook=0; test -e %1$s.hooks && read hook <%1$s.hooks; echo $((hook + 1)) >%1$s.hooks";
            case PRE_STOP -> "read hook <%s.runs; hook=$((hook - 1))";
        };
        return new LifecycleHandlerBuilder().withExec(new ExecAction(shell("cd " + FOLDER + "; "
                + attempt.formatted(container.getName()) + "\n" + byRun("$hook", run -> hook(run.hook(type))))))
                .build();
    }

    private static String hook(Run.Hook hook) {
        return "sleep " + (hook.time() == null ? FOR_EVER : seconds(hook.time())) + "; exit "
                + (hook.success() ? 0 : 1);
    }

    private String byRun(String attempt, Function<Run, String> script) {
        return cases("$JOB_COMPLETION_INDEX",
                runs.stream().map(ofIndex -> cases(attempt, ofIndex.stream().map(script).toList())).toList());
    }

    /** The last one stands for all further numbers. */
    private static String cases(String number, List<String> scripts) {
        if (scripts.size() == 1) {
            return scripts.getFirst();
        }
        var cases = IntStream.range(0, scripts.size())
                .mapToObj(i -> (i + 1 == scripts.size() ? "*" : i) + ")\n" + scripts.get(i) + "\n;;").toList();
        return "case " + number + " in\n" + String.join("\n", cases) + "\nesac";
    }

    private static Stream<Run> all(List<List<Run>> runs) {
        return runs.stream().flatMap(List::stream);
    }

    /** That of all of its runs. */
    private Run.Kind kind() {
        return runs.getFirst().getFirst().kind();
    }

    private static List<String> shell(String script) {
        return List.of("sh", "-c", script);
    }

    /** Does it after this time beside all else; never if that is null. */
    private static String from(Duration time, String action) {
        if (time == null) {
            return "";
        }
        return time.isZero() ? action : "{ sleep " + seconds(time) + "; " + action + "; } &";
    }

    private static String seconds(Duration time) {
        return "" + time.toMillis() / 1000.0;
    }
}
