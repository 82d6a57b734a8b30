package org.sidecardemo.podplayer.lifecycle;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** What a container does, in the words of a play: {@code ends with 1 after 2 s; then runs on, ignores SIGTERM}. */
final class RunText {

    /** What a run begins with. */
    static final List<Form<Run>> LIVES = List.of(
            Form.of("runs on", _ -> Run.forever()),
            Form.of("ends with CODE after SECONDS s", n -> Run.exits(n.get(1), n.getFirst().intValue())),
            Form.of("can't be started", _ -> Run.startError()),
            Form.of("has no image", _ -> Run.imageMissing()),
            Form.of("would be root", _ -> Run.root()));

    /** What may follow. */
    static final List<Form<UnaryOperator<Run>>> TRAITS = List.of(
            trait("ignores SIGTERM", (run, _) -> run.ignoresSigterm()),
            trait("ends with CODE at SIGTERM", (run, n) -> run.onSigterm(0, n.getFirst().intValue())),
            trait("ends with CODE SECONDS s after SIGTERM",
                    (run, n) -> run.onSigterm(n.get(1), n.getFirst().intValue())),
            trait("passes its startup probe after SECONDS s", (run, n) -> run.startedAfter(n.getFirst())),
            trait("never passes its startup probe", (run, _) -> run.neverStarted()),
            trait("passes its readiness probe after SECONDS s", (run, n) -> run.readyAfter(n.getFirst())),
            trait("never passes its readiness probe", (run, _) -> run.neverReady()),
            trait("fails its liveness probe after SECONDS s", (run, n) -> run.unhealthyAfter(n.getFirst())),
            trait("its first probe takes SECONDS s", (run, n) -> run.firstProbeTakes(n.getFirst())),
            trait("its probes can't be made for SECONDS s", (run, n) -> run.probesErrUntil(n.getFirst())),
            trait("its postStart hook takes SECONDS s", (run, n) -> run.postStart(n.getFirst(), true)),
            trait("its postStart hook fails after SECONDS s", (run, n) -> run.postStart(n.getFirst(), false)),
            trait("its postStart hook never ends", (run, _) -> run.endlessPostStart()),
            trait("its preStop hook takes SECONDS s", (run, n) -> run.preStop(n.getFirst(), true)),
            trait("its preStop hook takes SECONDS s and outlives it", (run, n) -> run.preStopOutliving(n.getFirst())),
            trait("its preStop hook fails after SECONDS s", (run, n) -> run.preStop(n.getFirst(), false)),
            trait("its preStop hook never ends", (run, _) -> run.endlessPreStop()));

    private interface Trait {

        Run given(Run run, List<Double> numbers);
    }

    private RunText() {}

    private static Form<UnaryOperator<Run>> trait(String words, Trait trait) {
        return Form.of(words, numbers -> run -> trait.given(run, numbers));
    }

    /**
     * Reads the runs of one container, the last of which stands for all further ones.
     *
     * @throws IllegalArgumentException with what is allowed
     */
    static List<Run> read(String text) {
        return Arrays.stream(text.split("; then ", -1)).map(RunText::run).toList();
    }

    private static Run run(String text) {
        var clauses = List.of(text.split(", ", -1));
        var run = read(LIVES, clauses.getFirst());
        for (var clause : clauses.subList(1, clauses.size())) {
            run = read(TRAITS, clause).apply(run);
        }
        return run;
    }

    private static <T> T read(List<Form<T>> forms, String clause) {
        return Form.read(forms, clause).orElseThrow(
                () -> new IllegalArgumentException("'%s' is none of: %s".formatted(clause, Form.allowed(forms))));
    }
}
