package org.sidecardemo.podplayer.lifecycle;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import org.sidecardemo.podplayer.manifest.Workload;
import org.sidecardemo.podplayer.release.Release;
import org.sidecardemo.podplayer.report.Recording;

/**
 * A play that can be played in real time, on a release of Kubernetes.
 *
 * @param said what comes of it in virtual time
 * @param timeline the same, for people
 * @param endless whether it goes on when it is no longer watched
 */
public record RealTimePlay(Play play, Release release, Recording said, String timeline, boolean endless) {

    /** For what has to be done in each run of the tests. */
    private static final Duration SHORT = Duration.ofSeconds(8);
    /** With it a back-off or a deletion, and what comes after it. */
    private static final Duration BY_KUBELET = Duration.ofSeconds(45);

    /** Those that players play by this, each on the newest of its releases. */
    static List<RealTimePlay> shortOnes(Means means) {
        return Play.all().stream().filter(play -> play.circumstances().deletion().isEmpty())
                .flatMap(play -> of(play, means, play.circumstances().releases().getLast()))
                .filter(RealTimePlay::isShort)
                .toList();
    }

    /**
     * Those of a folder that a kubelet of this release can play, the longest first, so that side by side they take the least
     * time. Of what is endless it plays one pod.
     */
    public static List<RealTimePlay> byKubelet(Path folder, Release release) {
        return Play.all(folder).stream().filter(play -> play.circumstances().releases().contains(release))
                .flatMap(play -> of(play, Means.KUBELET, release))
                .filter(play -> play.said.duration().compareTo(BY_KUBELET) <= 0
                        && (!play.endless || play.said.pods().size() == 1))
                .sorted(Comparator.comparing((RealTimePlay play) -> play.said.duration()).reversed()).toList();
    }

    private static Stream<RealTimePlay> of(Play play, Means means, Release release) {
        if (play.circumstances().notBy().contains(means) || play.scripts().size() > 1 && !play.byIndex()) {
            return Stream.empty();
        }
        var virtual = VirtualPlay.played(play, release);
        return Stream.of(new RealTimePlay(play, release, virtual.recording(), virtual.text(), !virtual.ended()));
    }

    private boolean isShort() {
        return !endless && said.duration().compareTo(SHORT) <= 0
                && said.events().stream().noneMatch(event -> event.type() == Event.Type.BACK_OFF);
    }

    /** Its file and what it shows. */
    public String name() {
        return play.file() + " " + play.sentence();
    }

    /** When the pod is deleted, after its beginning. */
    public Optional<Duration> deletion() {
        return play.circumstances().deletion();
    }

    /** The Pod or Job, with containers that really do what they are said to do. */
    public HasMetadata scripted() {
        var workload = play.workload(release);
        var spec = ScriptedPod.of(workload.podSpec(), play.scripts());
        return switch (workload) {
            case Workload.PodWorkload(_, _, var pod, _, _) -> new PodBuilder(pod).withSpec(spec).build();
            case Workload.JobWorkload(_, _, var job, _, _) -> new JobBuilder(job).editSpec().editTemplate()
                    .withSpec(spec).endTemplate().endSpec().build();
        };
    }
}
