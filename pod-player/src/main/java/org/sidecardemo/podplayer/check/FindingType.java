package org.sidecardemo.podplayer.check;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What can be wrong with a workload. Their ids last: people name them in annotations and options. */
public enum FindingType {

    /** A main may run before what it needs is there. */
    APP_BEFORE_SIDECAR("app-before-sidecar", "4-native-sidecar-without-probe.yaml",
            "an app starts before its sidecar is ready", """
            The entries of `containers` start together, none waits for another. A native sidecar is waited for, but only \
            until it has *started*: without a startup probe that means that its process runs, not that it listens. An app \
            that asks it at once finds nobody.

            Mend: make it a native sidecar, and give it a `startupProbe` that succeeds when it can be used. Readiness and \
            liveness probes don't make anything wait."""),

    /** A main runs on when the others are done, or is to be started again. */
    JOB_HANGS("job-hangs", "2-classic-sidecar-with-retry.yaml",
            "a Job can't complete, nor fail: an ordinary container runs, or an app's own restart rules keep it from ending",
            """
            A Job is complete when every entry of `containers` has ended. One that serves the others, a proxy or a log \
            shipper, never ends by itself, so the Job never completes and never fails: it hangs until its \
            activeDeadlineSeconds, or for ever.

            Mend: move that container to `initContainers` and give it `restartPolicy: Always` (Kubernetes 1.29 or newer). \
            The kubelet then stops it when the others are done, and its exit code doesn't count.

            A `restartPolicy` or `restartPolicyRules` of an app's own (1.35 or newer) can do the same. Either the app is \
            started again whenever it has ended, or its probe has stopped the whole pod, and nothing can start it again."""),

    /** It is in back-off when the app is done. */
    SIDECAR_HOLDS_JOB("sidecar-holds-job", "7-two-sidecars.yaml",
            "from 1.29 to 1.36 a Job can't complete while its last sidecar dies at each start and another runs",
            """
            From 1.29 to 1.36 a kubelet ends a pod whose app is done only when its last sidecar is started, or when nothing \
            runs. A last sidecar that dies at each start before its startup probe has asked it never is started. As long as \
            another sidecar runs, the pod runs on, and so does the Job.

            Mend: use Kubernetes 1.37 or newer. A startup probe with a short period helps if the sidecar lives that long."""),

    /** An init container that serves. */
    INIT_NEVER_ENDS("init-never-ends", "3-init-container.yaml",
            "a server among the init containers keeps the app from starting", """
            The next container starts when an init container has *ended*. One that serves never does, so the app never \
            starts: a deadlock. Nothing in the pod goes on any more, and only activeDeadlineSeconds ends the Job.

            Mend: give it `restartPolicy: Always` and a `startupProbe`, which makes it a native sidecar (Kubernetes 1.29 \
            or newer). If it does end by itself, give it a `command` or `args`: without these it may be whatever its image is \
            made for."""),

    /** The kubelet forgets it, or never sees it run. */
    APP_NEVER_STARTS("app-never-starts", "5-native-sidecar.yaml",
            "from 1.29 to 1.35 a sidecar that has ended may count as never started",
            """
            From 1.29 to 1.35 a kubelet looks about once a second which containers run. A sidecar without a startup probe that \
            ends before such a look, in each of its runs, is never seen to run, and nothing after it starts.

            From 1.29 to 1.32 a kubelet forgets to probe a sidecar that has ended by itself in a pod under \
            `restartPolicy: Never`, if the app, or a sidecar before it, has a probe. It is restarted, but what waits for its \
            startup probe waits for good.

            Mend: use Kubernetes 1.36 or newer."""),

    /** Nothing ends a Job whose sidecar never starts. */
    NO_DEADLINE("no-deadline", "5-native-sidecar.yaml", "nothing ends a Job whose sidecar never starts", """
            A sidecar that never passes its startup probe is restarted again and again, for ever: its restarts count against \
            no limit under `restartPolicy: Never`. The app never starts, and the Job neither completes nor fails.

            Mend: give the Job an `activeDeadlineSeconds`."""),

    /** Its restarts or its code count against the Job. */
    SIDECAR_FAILS_JOB("sidecar-fails-job", "5-native-sidecar.yaml",
            "a sidecar's restarts or its exit code fail the Job", """
            A sidecar's end is no failure: it is restarted. But under `restartPolicy: OnFailure` its restarts count against \
            the Job's backoffLimit, like those of all containers, and a podFailurePolicy may match its exit code. Then the Job \
            fails though the app did nothing wrong.

            Mend: use `restartPolicy: Never`, or name the app in the policy's `containerName`."""),

    /** It isn't given the time that its probe gives it. */
    DEADLINE_BEFORE_START("deadline-before-start", "5-native-sidecar.yaml",
            "the deadline is over before a startup probe is", """
            The startup probes of the sidecars allow for more time (initialDelaySeconds + periodSeconds × failureThreshold, one \
            after the other) than activeDeadlineSeconds leaves. A sidecar that is slow, but not too slow, then fails the Job \
            before the app has started.

            Mend: a longer activeDeadlineSeconds, or a smaller failureThreshold."""),

    /** No startup probe holds its liveness probe back. */
    LIVENESS_KILLS_STARTING("liveness-kills-starting", "5-native-sidecar.yaml",
            "a liveness probe kills a sidecar that starts slowly", """
            A liveness probe begins when a container has started. Without a startup probe that is at once, so a sidecar that \
            takes longer than initialDelaySeconds + periodSeconds × failureThreshold is killed while it starts, again and again.

            Mend: give it a `startupProbe`, which holds the liveness probe back."""),

    /** A hook uses it up. */
    SIDECAR_USES_GRACE("sidecar-uses-grace", "6-native-sidecar-ignoring-sigterm.yaml",
            "a preStop hook uses up the grace period", """
            A preStop hook uses up grace, and all containers share one grace period. When it is over the rest get SIGTERM \
            and SIGKILL within 2 s: a sidecar that would have ended properly is killed.

            Mend: a longer terminationGracePeriodSeconds, or a shorter hook.""");

    private final String id;
    private final String story;
    private final String summary;
    private final String explanation;

    FindingType(String id, String story, String summary, String explanation) {
        this.id = id;
        this.story = story;
        this.summary = summary;
        this.explanation = explanation;
    }

    public String id() {
        return id;
    }

    /** What can go wrong, as a line without capital letter and full stop. */
    public String summary() {
        return summary;
    }

    /** What it is, how it is mended, and which manifest in k8s/ shows it or how it is done right; Markdown. */
    public String explanation() {
        return explanation + "\n\nSee k8s/" + story + ".";
    }

    /** All ids, as a list for people. */
    public static String ids() {
        return Arrays.stream(values()).map(FindingType::id).collect(Collectors.joining(", "));
    }

    public static Optional<FindingType> of(String id) {
        return Arrays.stream(values()).filter(type -> type.id.equals(id)).findFirst();
    }
}
