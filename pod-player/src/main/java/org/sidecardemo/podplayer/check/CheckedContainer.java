package org.sidecardemo.podplayer.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

import io.fabric8.kubernetes.api.model.Container;
import org.sidecardemo.podplayer.lifecycle.ContainerKind;
import org.sidecardemo.podplayer.lifecycle.ProbeType;

/**
 * A container and what it may do.
 *
 * @param meantToRun whether its pod starts it again whenever it ends
 * @param late when a container ends that outlasts the start of all others, from its own start
 * @param mayEndUnseen whether the kubelet may miss a short run of it
 * @param mayHold whether its pod may wait for it to start again
 */
record CheckedContainer(Container spec, ContainerKind kind, boolean meantToRun, FailureCodes failureCodes,
        Duration late, boolean mayEndUnseen, boolean mayHold) {

    private static final Duration SOON = Duration.ofSeconds(1);

    String name() {
        return spec.getName();
    }

    /**
     * All that it may do until it is told to end; the first is what is expected of it. Each other is one thing that it does
     * otherwise.
     */
    List<Conduct> conducts() {
        var lifetimes = lifetimes();
        var expected = Conduct.expected(lifetimes.getFirst());
        List<Conduct> conducts = new ArrayList<>();
        lifetimes.forEach(lifetime -> conducts.add(expected.with(lifetime)));
        if (kind != ContainerKind.INIT) {
            if (spec.getStartupProbe() != null) {
                conducts.add(expected.with(Startup.JUST_IN_TIME));
                conducts.add(outlasting(expected).with(Startup.SECOND_START));
                conducts.add(expected.with(Lifetime.ENDLESS).with(Startup.NEVER));
            }
            if (spec.getLivenessProbe() != null) {
                conducts.add(expected.with(Lifetime.ENDLESS).unhealthy());
            }
            if (spec.getReadinessProbe() != null && meantToRun) {
                conducts.add(expected.unready());
            }
        }
        EnumSet.complementOf(EnumSet.of(Launch.RUNS)).forEach(launch -> conducts.add(expected.with(launch)));
        return conducts;
    }

    /**
     * All that it may do when it is told to end; the first is what is expected of it. A code of its own matters to a policy
     * alone, and it is the same to that whether a sidecar ends so at SIGTERM, by itself while it waits for its turn to get
     * one, or before, in back-off: neither is it restarted then, nor do others wait longer (RULES.md, rules 18 and 20).
     */
    List<AtSigterm> atSigterm() {
        List<AtSigterm> options = new ArrayList<>(
                List.of(AtSigterm.ENDS, AtSigterm.ENDS_LATE, AtSigterm.IGNORES));
        if (kind == ContainerKind.SIDECAR) {
            failureCodes.forPolicy().forEach(code -> options.add(AtSigterm.fails(code)));
        }
        return options;
    }

    /** What ends by itself runs for long enough to be killed before. */
    private Conduct outlasting(Conduct expected) {
        return expected.lifetime().endless() ? expected : expected.with(Lifetime.ends(late, 0));
    }

    /** The ways in which it may end by itself; the first is what is expected of it. */
    private List<Lifetime> lifetimes() {
        List<Lifetime> lifetimes = new ArrayList<>();
        var codes = kind == ContainerKind.SIDECAR ? failureCodes.forRestarts() : failureCodes.all();
        if (kind == ContainerKind.SIDECAR || kind == ContainerKind.MAIN && meantToRun) {
            lifetimes.add(Lifetime.ENDLESS);
            codes.forEach(code -> lifetimes.add(Lifetime.endsOnce(SOON, code)));
            lifetimes.add(Lifetime.ends(SOON, codes.getFirst()));
            if (mayEndUnseen) {
                lifetimes.add(Lifetime.ends(Duration.ZERO, codes.getFirst()));
            }
            if (mayHold) {
                lifetimes.add(Lifetime.endsForGood(SOON, codes.getFirst()));
            }
            return lifetimes;
        }
        lifetimes.add(Lifetime.ends(SOON, 0));
        codes.forEach(code -> lifetimes.add(Lifetime.ends(SOON, code)));
        if (kind == ContainerKind.MAIN) {
            lifetimes.add(Lifetime.ends(late, 0));
            lifetimes.add(Lifetime.ends(late, codes.getFirst()));
        }
        lifetimes.add(Lifetime.ENDLESS);
        return lifetimes;
    }

    /**
     * Whether it may well be a server: it names a port, or does whatever its image does by itself. A command of its own
     * is taken for a task that ends.
     */
    boolean mayServe() {
        return !spec.getPorts().isEmpty() || spec.getCommand().isEmpty() && spec.getArgs().isEmpty();
    }

    int startupFailureThreshold() {
        return spec.getStartupProbe().getFailureThreshold();
    }

    /** So many answers of a probe to one run say it all: its further ones are the same, and change nothing. */
    int tellingAnswers(ProbeType type) {
        var probe = switch (type) {
            case STARTUP -> spec.getStartupProbe();
            case LIVENESS -> spec.getLivenessProbe();
            case READINESS -> spec.getReadinessProbe();
        };
        return Math.max(probe.getSuccessThreshold(), probe.getFailureThreshold());
    }
}
