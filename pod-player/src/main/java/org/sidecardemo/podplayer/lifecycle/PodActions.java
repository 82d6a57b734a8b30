package org.sidecardemo.podplayer.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.sidecardemo.podplayer.release.Release;

/**
 * What one look at a pod finds to be done (computePodActions, computeInitContainerActions).
 *
 * @param killPod stop everything: no main runs and none is to be started
 * @param newSandbox a sandbox for what is to be started, as the pod was stopped before
 * @param kills containers whose probe has failed
 * @param starts containers to start, in this order
 * @param removals containers to kill and to forget one after another, in this order, so that the pod starts anew
 */
record PodActions(boolean killPod, boolean newSandbox, List<Kill> kills, List<TrackedContainer> starts,
        List<TrackedContainer> removals) {

    /** A container to be killed because of a probe. */
    record Kill(TrackedContainer container, ProbeType failed) {}

    static PodActions compute(TrackedPod pod, Prober prober, Release release) {
        return new Computation(pod, prober, release).compute();
    }

    private static final class Computation {

        private final TrackedPod pod;
        private final Prober prober;
        private final Release release;
        private final List<Kill> kills = new ArrayList<>();
        private final List<TrackedContainer> starts = new ArrayList<>();

        private Computation(TrackedPod pod, Prober prober, Release release) {
            this.pod = pod;
            this.prober = prober;
            this.release = release;
        }

        private PodActions compute() {
            if (pod.restartsAll()) {
                return new PodActions(false, !pod.sandbox().ready(), List.of(), List.of(), removals());
            }
            if (!pod.sandbox().ready()) {
                return anew();
            }
            boolean initialized = computeInit();
            if (initialized && !computeMains()) {
                return new PodActions(true, false, List.of(), List.of(), List.of());
            }
            return new PodActions(false, false, List.copyOf(kills), List.copyOf(starts), List.of());
        }

        /** The pod was stopped, but a main has ended so that it is to be restarted. Under Never it can't be. */
        private PodActions anew() {
            boolean possible = pod.restartPolicy() != RestartPolicy.NEVER;
            if (possible) {
                pod.init().stream().findFirst().ifPresentOrElse(starts::add, this::addMainsOfNewSandbox);
            }
            return new PodActions(false, possible, List.of(), List.copyOf(starts), List.of());
        }

        /** All but those that need not run again; one that has failed for good does. */
        private void addMainsOfNewSandbox() {
            pod.mains().stream()
                    .filter(main -> !(main.succeeded() && main.restartRules().policy() == RestartPolicy.ON_FAILURE))
                    .forEach(starts::add);
        }

        /** Mains before init containers, and what made it necessary last (getContainersToReset). */
        private List<TrackedContainer> removals() {
            Map<Boolean, List<TrackedContainer>> byCause = Stream.concat(pod.mains().stream(), pod.init().stream())
                    .filter(TrackedContainer::hasRun)
                    .collect(Collectors.partitioningBy(TrackedContainer::isToRestartAll));
            return Stream.concat(byCause.get(false).stream(), byCause.get(true).stream()).toList();
        }

        /**
         * Goes from the last init container backwards to the last that has ever run: it and the one after it decide
         * how initialization goes on; of those before it only dead sidecars matter.
         *
         * @return whether the mains may start
         */
        private boolean computeInit() {
            List<TrackedContainer> init = pod.init();
            boolean initialized = init.isEmpty() || pod.mains().stream().anyMatch(
                    release.forgetsThatMainsHaveRun() ? TrackedContainer::running : TrackedContainer::active);
            boolean latestSeen = initialized;
            for (int i = init.size() - 1; i >= 0; i--) {
                TrackedContainer container = init.get(i);
                if (!container.active()) {
                    continue;
                }
                if (isToRestart(container)) {
                    starts.addFirst(container);
                } else if (isDone(container)) {
                    if (i == init.size() - 1) {
                        initialized = true;
                    } else if (!latestSeen) {
                        starts.addFirst(init.get(i + 1));
                    }
                }
                if (container.kind() == ContainerKind.SIDECAR && container.running()) {
                    restartIfFailed(container);
                }
                latestSeen = true;
            }
            if (!latestSeen) {
                starts.add(init.getFirst());
            }
            return initialized;
        }

        /** A regular one that failed and isn't to be restarted does not come here: its pod has failed with it. */
        private boolean isToRestart(TrackedContainer container) {
            return container.exited() && (container.kind() == ContainerKind.SIDECAR || !container.succeeded());
        }

        private boolean isDone(TrackedContainer container) {
            return container.kind() == ContainerKind.SIDECAR ? prober.makesWay(container) : container.succeeded();
        }

        private void restartIfFailed(TrackedContainer sidecar) {
            prober.failed(sidecar).ifPresent(probe -> {
                kills.addFirst(new Kill(sidecar, probe));
                starts.addFirst(sidecar);
            });
        }

        /** @return whether a main runs on or is to be started */
        private boolean computeMains() {
            boolean kept = false;
            for (TrackedContainer main : pod.mains()) {
                Optional<ProbeType> failed = main.running() ? prober.failed(main) : Optional.empty();
                failed.ifPresent(probe -> kills.add(new Kill(main, probe)));
                if (main.running() && failed.isEmpty()) {
                    kept = true;
                } else if (isToStart(main)) {
                    kept = true;
                    starts.add(main);
                }
            }
            return kept;
        }

        /** A main that is killed by its probe is restarted with whatever code it will end. */
        private boolean isToStart(TrackedContainer main) {
            return main.running()
                    ? main.restartRules().restartsAfterProbe()
                    : !main.hasRun() || main.isToRestart();
        }
    }
}
