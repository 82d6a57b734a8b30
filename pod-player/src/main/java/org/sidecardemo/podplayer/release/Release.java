package org.sidecardemo.podplayer.release;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A release of Kubernetes, and by name all that an older one does otherwise where that changes what is accepted, an order,
 * a condition or an outcome. Nothing else in the player asks for a version; what isn't named here is as in the newest.
 *
 * @param minor 37 for Kubernetes 1.37
 */
public record Release(int minor) {

    private static final int OLDEST_MINOR = 28;
    private static final int NEWEST_MINOR = 37;

    public static final Release OLDEST = new Release(OLDEST_MINOR);
    public static final Release NEWEST = new Release(NEWEST_MINOR);

    private static final Pattern TEXT = Pattern.compile("1[.](\\d{1,3})");

    /** @throws IllegalArgumentException if the player knows no such release */
    public Release {
        if (minor < OLDEST_MINOR || minor > NEWEST_MINOR) {
            throw unknown("1." + minor);
        }
    }

    /**
     * Reads a release as people write it: {@code 1.34}.
     *
     * @throws IllegalArgumentException if the player knows no such release; the message says what is allowed
     */
    public static Release parse(String text) {
        Matcher release = TEXT.matcher(text);
        if (!release.matches()) {
            throw unknown(text);
        }
        return new Release(Integer.parseInt(release.group(1)));
    }

    private static IllegalArgumentException unknown(String text) {
        return new IllegalArgumentException(
                "'%s' is not a release from 1.%d to 1.%d".formatted(text, OLDEST_MINOR, NEWEST_MINOR));
    }

    /** The first releases of those that are alike in all that is named here, the oldest first. */
    public static List<Release> turningPoints() {
        return Stream.of(28, 29, 30, 31, 33, 34, 35, 36, 37).map(Release::new).toList();
    }

    /**
     * Whether a pod that both take without a change comes to the same ends with both, but for one with a sidecar that ends
     * unseen ({@link #missesShortRuns()}).
     */
    public boolean endsPodsAs(Release other) {
        return forgetsToProbeRestartedSidecars() == other.forgetsToProbeRestartedSidecars()
                && forgetsThatMainsHaveRun() == other.forgetsThatMainsHaveRun();
    }

    /** The one before; there has to be one. */
    public Release previous() {
        return new Release(minor - 1);
    }

    /**
     * Sidecars, since 1.29. Before, the API server drops the {@code restartPolicy} of an init container without a word.
     * Source: the feature gate SidecarContainers, dropDisabledFields.
     */
    public boolean hasSidecars() {
        return minor >= 29;
    }

    /**
     * Pods have the condition {@code PodReadyToStartContainers}, since 1.29. Source: the feature gate
     * PodReadyToStartContainersCondition.
     */
    public boolean tellsWhenPodsAreReadyToStartContainers() {
        return minor >= 29;
    }

    /** That condition says why when it is false, since 1.37. Source: GeneratePodReadyToStartContainersCondition. */
    public boolean tellsWhyPodsAreNotReadyToStartContainers() {
        return minor >= 37;
    }

    /**
     * Hooks may sleep, since 1.30. Before, the API server drops that without a word, and misses a handler. Source: the feature
     * gate PodLifecycleSleepAction.
     */
    public boolean hasSleepHooks() {
        return minor >= 30;
    }

    /**
     * A Job's {@code SuccessCriteriaMet} and {@code FailureTarget} come before {@code Complete} and {@code Failed}, since
     * 1.31, and the success has a reason. Before, {@code FailureTarget} came by a podFailurePolicy alone. Source:
     * delayTerminalCondition and newSuccessCondition in the Job controller.
     */
    public boolean announcesTheEndOfJobs() {
        return minor >= 31;
    }

    /**
     * A Job's {@code backoffLimitPerIndex} and {@code maxFailedIndexes}, and the action {@code FailIndex}, since 1.29. Before,
     * the API server drops them without a word. Source: the feature gate JobBackoffLimitPerIndex, dropDisabledFields.
     */
    public boolean hasBackoffLimitsPerIndex() {
        return minor >= 29;
    }

    /**
     * A Job's {@code successPolicy}, since 1.31. Before, the API server drops it without a word. Source: the feature gate
     * JobSuccessPolicy, dropDisabledFields.
     */
    public boolean hasSuccessPolicies() {
        return minor >= 31;
    }

    /**
     * From 1.29 to 1.32 a sidecar that has ended by itself in a pod under {@code Never} is restarted, but never probed again
     * if a main or a sidecar before it has a probe: what waits for its startup probe waits for good, though the status shows
     * the sidecar as started. Source: doProbe in pkg/kubelet/prober/worker.go, AddPod and isContainerStarted in
     * prober_manager.go, computeInitContainerActions.
     */
    public boolean forgetsToProbeRestartedSidecars() {
        return hasSidecars() && minor <= 32;
    }

    /**
     * From 1.29 to 1.36 a pod whose mains have ended isn't initialized any more, as after a restart of the node: it ends only
     * when its last sidecar is started, or when nothing runs. Source: computeInitContainerActions.
     */
    public boolean forgetsThatMainsHaveRun() {
        return hasSidecars() && minor <= 36;
    }

    /**
     * From 1.29 to 1.35 the kubelet looks at the containers about once a second: a sidecar that ends before such a look is
     * never seen running, so without a startup probe it hasn't started. Since 1.36 it also looks right after its own actions.
     * Source: Relist in pkg/kubelet/pleg/generic.go, the feature gate PLEGOnDemandRelist.
     */
    public boolean missesShortRuns() {
        return hasSidecars() && minor <= 35;
    }

    /**
     * In 1.34 the API server drops {@code restartPolicy} and {@code restartPolicyRules} of containers without a word, but
     * for that of sidecars. Source: dropContainerRestartRules.
     */
    public boolean dropsContainerRestartRules() {
        return minor == 34;
    }

    /** Until 1.33 the API has no {@code restartPolicyRules}. */
    public boolean knowsRestartPolicyRules() {
        return minor >= 34;
    }

    /** A {@code restartPolicy} in {@code containers} is refused, until 1.33. Source: validateContainers. */
    public boolean refusesRestartPoliciesOfMains() {
        return minor <= 33;
    }

    /**
     * Every container may have a {@code restartPolicy} and {@code restartPolicyRules}, since 1.35. The kubelet then goes by
     * a sidecar's own policy too: one that waits for its restart when the pod ends is still shown to wait. Source: the
     * feature gate ContainerRestartRules, ContainerShouldRestart.
     */
    public boolean hasContainerRestartRules() {
        return minor >= 35;
    }

    /**
     * A rule may restart all containers of the pod, since 1.36. Source: the feature gate
     * RestartAllContainersOnContainerExits.
     */
    public boolean hasRestartAllContainers() {
        return minor >= 36;
    }

    /**
     * Variables of a file in a volume, since 1.35; 1.34 drops them without a word. Source: the feature gate EnvFiles,
     * dropFileKeyRefInUse.
     */
    public boolean hasFileKeyRefs() {
        return minor >= 35;
    }

    /** Until 1.33 the API has no {@code fileKeyRef}. */
    public boolean knowsFileKeyRefs() {
        return minor >= 34;
    }

    /**
     * The status of a container that has ended again tells how its run before ended, too, since 1.36. Before, the kubelet forgets
     * that when it removes the older of two containers that have ended. Source: convertContainerStatus, podContainerDeletor.
     */
    public boolean keepsLastStates() {
        return minor >= 36;
    }

    /** Containers have a {@code resizePolicy}, since 1.33; before, it is dropped. Source: the feature gate InPlacePodVerticalScaling. */
    public boolean resizesContainers() {
        return minor >= 33;
    }

    /** Pods have resources of their own, since 1.34. Before, the API server drops them. Source: the feature gate PodLevelResources. */
    public boolean hasPodLevelResources() {
        return minor >= 34;
    }

    /** A pod's status says of which generation it is, since 1.34. Source: the feature gate PodObservedGenerationTracking. */
    public boolean tracksTheGenerationOfPods() {
        return minor >= 34;
    }

    /** Addresses are refused that some programs read otherwise, since 1.36. Source: the feature gate StrictIPCIDRValidation. */
    public boolean isStrictWithAddresses() {
        return minor >= 36;
    }

    /** As in {@code --kubernetes}. */
    @Override
    public String toString() {
        return "1." + minor;
    }
}
