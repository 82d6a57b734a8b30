package org.sidecardemo.podplayer.lifecycle;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import org.sidecardemo.podplayer.release.Release;

/**
 * What is done to a pod, and how it is looked at.
 *
 * @param releases of Kubernetes, all of which come to the same timeline
 * @param afterWholeSecond how long after a whole second it begins
 * @param deletion when the pod is deleted, after its beginning
 * @param watch how long it is looked at; empty for until it has ended
 * @param showsStatus whether the status as the API shows it is part of the timeline
 * @param notBy by what it can't be played as it is told, or comes now this way, now that way
 */
record Circumstances(List<Release> releases, Duration afterWholeSecond, Optional<Duration> deletion,
        Optional<Duration> watch, boolean showsStatus, Set<Means> notBy) {

    static final Circumstances USUAL = new Circumstances(List.of(Release.NEWEST), Duration.ZERO, Optional.empty(),
            Optional.empty(), false, Set.of());

    /** A line each. */
    static final List<Form<UnaryOperator<Circumstances>>> FORMS = List.of(
            Form.of("Kubernetes RELEASE", n -> c -> c.on(n.getFirst(), n.getFirst())),
            Form.of("Kubernetes RELEASE to RELEASE", n -> c -> c.on(n.getFirst(), n.get(1))),
            Form.of("begin SECONDS s after a whole second", n -> c -> new Circumstances(c.releases,
                    seconds(n.getFirst()), c.deletion, c.watch, c.showsStatus, c.notBy)),
            Form.of("delete the pod at SECONDS s", n -> c -> new Circumstances(c.releases, c.afterWholeSecond,
                    Optional.of(seconds(n.getFirst())), c.watch, c.showsStatus, c.notBy)),
            Form.of("watch for SECONDS s", n -> c -> new Circumstances(c.releases, c.afterWholeSecond, c.deletion,
                    Optional.of(seconds(n.getFirst())), c.showsStatus, c.notBy)),
            Form.of("show the status", _ -> c -> new Circumstances(c.releases, c.afterWholeSecond, c.deletion,
                    c.watch, true, c.notBy)),
            Form.of("virtual time only: REASON", _ -> c -> c.notBy(EnumSet.allOf(Means.class))),
            Form.of("not by processes: REASON", _ -> c -> c.notBy(EnumSet.of(Means.PROCESSES))),
            Form.of("not by a kubelet: REASON", _ -> c -> c.notBy(EnumSet.of(Means.KUBELET))));

    private Circumstances on(double first, double last) {
        var range = IntStream.rangeClosed((int) first, (int) last).mapToObj(Release::new).toList();
        return new Circumstances(range, afterWholeSecond, deletion, watch, showsStatus, notBy);
    }

    private Circumstances notBy(Set<Means> more) {
        var all = EnumSet.copyOf(more);
        all.addAll(notBy);
        return new Circumstances(releases, afterWholeSecond, deletion, watch, showsStatus, all);
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
